"""Which pages the window has open, and which of them it shows. Each has its own history, journal
and results, which stay while another is shown."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.document import Document
from blocks.page import Page

UNTITLED = "Untitled"


class OpenPages(QObject):
    """The open documents, in the order of their tabs. There is always one."""

    shown = Signal(Document)  # the window shall show it; the one before is still whole
    changed = Signal()  # others are open, or another is shown

    def __init__(self, document: Document, journals: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._journals = journals
        document.keep_journal(journals)
        self.documents = [document]
        self.current = document

    @property
    def are_unsaved(self) -> bool:
        """Whether any page differs from its file."""
        return any(one.is_dirty for one in self.documents)

    def find(self, path: Path) -> Document | None:
        """The open page of a file, if it is open."""
        real = os.path.realpath(path)
        return next(
            (one for one in self.documents if one.path and os.path.realpath(one.path) == real), None
        )

    def add(self, document: Document) -> None:
        """Open another page beside the current one, or instead of it if nothing was done there."""
        document.keep_journal(self._journals)
        before = self.current
        at = self.documents.index(before) + 1
        self.documents.insert(at, document)
        self.show(document)
        if is_untouched(before):
            self.close(before)

    def replace(self, document: Document) -> None:
        """Open another page instead of the current one, whatever that holds."""
        document.keep_journal(self._journals)
        before = self.current
        self.documents[self.documents.index(before)] = document
        self.show(document)
        before.close()

    def show(self, document: Document) -> None:
        """Show another of the open pages."""
        if document is not self.current:
            self.current = document
            self.shown.emit(document)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Show the next page, or the one before, in a circle."""
        at = self.documents.index(self.current)
        self.show(self.documents[(at + by) % len(self.documents)])

    def move(self, old: int, new: int) -> None:
        """Give a page another place among the tabs."""
        self.documents.insert(new, self.documents.pop(old))

    def close(self, document: Document) -> None:
        """Close a page, whatever it holds; after the last one there is an empty page."""
        at = self.documents.index(document)
        if len(self.documents) == 1:
            self.replace(new_document())
            return
        del self.documents[at]
        if document is self.current:
            self.show(self.documents[min(at, len(self.documents) - 1)])
        else:
            self.changed.emit()
        document.close()

    def close_all(self) -> None:
        """Close all pages, whatever they hold, with the window."""
        for document in self.documents:
            document.close()


def new_document() -> Document:
    """A page with nothing on it."""
    return Document(Page(UNTITLED))


def is_untouched(document: Document) -> bool:
    """Whether a page is as empty as a new one, so that nobody misses it."""
    page = document.page
    return (
        document.path is None
        and not document.is_dirty
        and not page.blocks
        and page.history.can_undo is None
        and page.history.can_redo is None
    )
