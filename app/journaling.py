"""The journal of the open page, from the window's side: threads that Qt survives, and one line to
the user if edits cannot be written down."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app import garbage
from app.assets import is_ours
from blocks.journal import Keeper
from blocks.page import Edit

LOOKS_AFTER_MS = 1000


class Journaling(QObject):
    """Has a keeper write down every edit, and tells once if that fails."""

    message = Signal(str)  # a line for the status bar

    def __init__(self, keeper: Keeper, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._told: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOKS_AFTER_MS)
        self._timer.timeout.connect(self._look)
        keeper.begin_journal(folder, start=_start, is_foreign=is_ours)
        keeper.page.changed.connect(self._edited)

    def close(self) -> None:
        """Follow the page no more."""
        self._timer.stop()
        self._keeper.page.changed.disconnect(self._edited)

    def _edited(self, _: Edit) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _look(self) -> None:
        trouble = self._keeper.trouble
        if trouble is not None and self._told is None:
            self.message.emit(
                f"Unsaved edits cannot be kept safe from a crash: {trouble}. Save often"
            )
        self._told = trouble


def _start(work: Callable[[], None]) -> None:
    garbage.begin()
    threading.Thread(target=_do, args=(work,), name="journal", daemon=True).start()


def _do(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        garbage.end()
