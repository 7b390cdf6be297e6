"""Undo and redo: every edit of a page, kept as its changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.errors import EditRefused
from blocks.page.changes import Edit

if TYPE_CHECKING:
    from blocks.page.page import Page


_NEVER = Edit("", ())
"""An edit that nobody makes."""


class History:
    """Follows a page from its creation on. `clean` marks the state that is in the file."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self._clean: Edit | None = None
        page.changed.connect(self._follow)

    @property
    def can_undo(self) -> str | None:
        """The label of what undo would take back."""
        return self._done[-1].label if self._done else None

    @property
    def can_redo(self) -> str | None:
        """The label of what redo would do again."""
        return self._undone[-1].label if self._undone else None

    def undo(self) -> None:
        """Take back the last edit, if there is one."""
        self._step(self._done, self._undone, "undo")

    def redo(self) -> None:
        """Do the last undone edit again, if there is one."""
        self._step(self._undone, self._done, "redo")

    def clear(self) -> None:
        """Forget every edit, as after loading; the page as it is now is what the file holds."""
        self._done.clear()
        self._undone.clear()
        self.mark_clean()

    def mark_clean(self) -> None:
        """Say that the page as it is now is what the file holds."""
        self._clean = self._done[-1] if self._done else None

    def mark_unsaved(self) -> None:
        """Say that the page differs from what the file holds, whatever is undone."""
        self._clean = _NEVER

    @property
    def is_dirty(self) -> bool:
        """Whether the page differs from what the file holds."""
        last = self._done[-1] if self._done else None
        return last is not self._clean

    def _step(self, source: list[Edit], target: list[Edit], kind: str) -> None:
        if not source:
            return
        if self._page.is_editing:
            raise EditRefused(f"cannot {kind} in the middle of an edit")
        edit = source.pop()
        target.append(edit)
        self._page.replay(edit.inverse(kind) if kind == "undo" else replace(edit, kind=kind))

    def _follow(self, edit: Edit) -> None:
        if edit.kind != "do":
            return
        self._undone.clear()
        self._done.append(edit)
