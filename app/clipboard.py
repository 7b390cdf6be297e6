"""Blocks to the clipboard and back, as text that can be pasted anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from blocks import file

if TYPE_CHECKING:
    from app.document import Document


class Clipboard:
    """What a document copies, cuts and pastes."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def copy(self, ids: Iterable[str] | None = None) -> None:
        """Put blocks, groups and frames, and the wires between them, on the clipboard."""
        document = self._document
        chosen = tuple(document.selection if ids is None else ids)
        if chosen:
            QGuiApplication.clipboard().setText(file.copy(document.page, chosen))
            count = "1 block" if len(chosen) == 1 else f"{len(chosen)} blocks"
            document.message.emit(f"Copied {count}")

    def cut(self, ids: Iterable[str] | None = None) -> None:
        """Copy, then remove."""
        chosen = tuple(self._document.selection if ids is None else ids)
        self.copy(chosen)
        self._document.remove(chosen)

    def paste(self, at: tuple[float, float] | None = None) -> list[str]:
        """Add what the clipboard holds to the level that is open, select it, and return the new
        ids."""
        document = self._document
        text = QGuiApplication.clipboard().text()
        if not file.holds_fragment(text):
            document.message.emit("The clipboard holds no blocks")
            return []
        added: list[str] = []
        with document.telling():
            added = file.paste(document.page, text, at=at, group=document.level)
            document.select(added)
        return added
