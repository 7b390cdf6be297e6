"""What runs are done with, in the Run menu: the page's precision, this machine's threads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.document import Document
from app.keys.actions import Actions
from app.settings import Settings
from blocks.page.precision import PRECISION
from blocks.threads import thread_choices, use_threads
from kernels.threads import processor_count, thread_count

WORDS = {
    "default": "&Default: fast, float32 within 2e-5",
    "highest": "&Highest: plain sums, float32 within 2e-6",
}


class RunSettings:
    """Two submenus to choose from. The precision is an edit of the page; the threads are a
    setting of the editor, and no page says anything of them."""

    def __init__(self, document: Document, settings: Settings, actions: Actions) -> None:
        self._document = document
        self._settings = settings
        self.precision = {
            name: actions.add(
                f"run.precision.{name}",
                WORDS[name],
                partial(self._set_precision, name),
                tip=f"Precision: {name}",
            )
            for name in PRECISION.options
        }
        self.threads: dict[int | None, QAction] = {
            count: actions.add(
                f"run.threads.{count}",
                f"&{count}",
                partial(self._set_threads, count),
                tip=f"Threads: {count}",
            )
            for count in thread_choices()
        }
        self.threads[None] = actions.add(
            "run.threads.all",
            f"&All processors ({processor_count()})",
            partial(self._set_threads, None),
            tip="Threads: all processors",
        )

    def fill(self, menu: QMenu) -> None:
        """Add both submenus to a menu."""
        _fill(menu.addMenu("&Precision"), self.precision.values())
        _fill(menu.addMenu("T&hreads"), self.threads.values())

    def show(self, document: Document) -> None:
        """Check what holds for a page now: no precision if its file said something else."""
        self._document = document
        page, count = document.page, thread_count()
        for name, action in self.precision.items():
            action.setChecked(name == page.precision and page.unread_precision is None)
        for choice, action in self.threads.items():
            action.setChecked((processor_count() if choice is None else choice) == count)

    def _set_precision(self, name: str) -> None:
        self._document.page.set_precision(name)
        self.show(self._document)

    def _set_threads(self, count: int | None) -> None:
        use_threads(count)
        self._settings.threads = count
        self.show(self._document)


def _fill(menu: QMenu, choices: Iterable[QAction]) -> None:
    group = QActionGroup(menu)
    # All can be off; one that is on and chosen again is switched on again by `show`.
    group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
    for action in choices:
        action.setCheckable(True)
        group.addAction(action)
        menu.addAction(action)
