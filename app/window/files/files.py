"""New, open, save, close: that no change is lost without a question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.asking import PAGES_AND_PICTURES, Answer, Ask
from app.assets import is_ours
from app.document import Document
from app.settings import Settings
from app.window.files.open_pages import UNTITLED, OpenPages, new_document
from app.window.files.recovering import Recovering
from app.window.files.saving import Saving, Then
from blocks.errors import BlockpropError
from blocks.journal import left_anywhere, left_of


class Files(QObject):
    """What the File menu does, with the pages that the window has open."""

    def __init__(self, window: QWidget, pages: OpenPages, ask: Ask, settings: Settings) -> None:
        super().__init__(window)
        self.window = window
        self.ask = ask
        self.settings = settings
        self.pages = pages

    @property
    def document(self) -> Document:
        """The page that the window shows."""
        return self.pages.current

    @property
    def name(self) -> str:
        """What the page is called in the title bar and in questions."""
        return name_of(self.document)

    @property
    def folder(self) -> Path:
        """Where questions for a file begin: beside the page, else where the last one was."""
        path = self.document.path
        if path is not None and not is_ours(path):
            return path.absolute().parent
        recent = self.settings.recent
        return recent[0].parent if recent and recent[0].parent.is_dir() else Path.home()

    # ---- opening ------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty page."""
        self.pages.add(new_document())

    def ask_and_open(self) -> None:
        """Ask for a page and open it."""
        self.ask.file_to_open(self.window, self.folder, PAGES_AND_PICTURES, self.open)

    def open(self, path: Path) -> None:
        """Open a page beside the others, or show it if it is open already. First ask about what a
        crash has left of it."""
        if (there := self.pages.find(path)) is not None:
            self.pages.show(there)
            return
        found = left_of(path, self.settings.journals)

        def go_on(is_open: bool) -> None:
            if not is_open and self.pages.find(path) is None:
                self.open_beside(path)

        Recovering(self, found, go_on).next()

    def open_beside(self, path: Path) -> None:
        """Open what a file holds now. If it cannot be read, nothing changes but a message."""
        if (document := self._load(path)) is not None:
            self.pages.add(document)

    def reload(self, document: Document) -> None:
        """Have the page again as its file holds it; what was done since is given up."""
        if document.path is not None and (again := self._load(document.path)) is not None:
            self.pages.show(document)
            self.pages.replace(again)

    def offer_left(self) -> None:
        """Ask about what crashes have left of pages that were open last, or were never saved."""
        recent = [path for path in self.settings.recent if self.pages.find(path) is None]
        Recovering(self, left_anywhere(recent, self.settings.journals), lambda _: None).next()

    # ---- saving and closing -------------------------------------------------------------------

    def save(self) -> None:
        """Write the page to its file; ask for one if it has none, or one that is not the user's."""
        Saving(self, self.document).save()

    def save_as(self) -> None:
        """Ask for a file and write the page to it."""
        Saving(self, self.document).save_as()

    def close(self, document: Document | None = None) -> None:
        """Close a page, once the user has said what becomes of its changes."""
        closed = document or self.document
        self.when_settled([closed], lambda: self.pages.close(closed))

    def when_unsaved_is_settled(self, then: Then) -> None:
        """Go on once nothing can be lost in any of the pages."""
        self.when_settled(list(self.pages.documents), then)

    def when_settled(self, documents: list[Document], then: Then) -> None:
        """Go on once each of some pages is saved, or the user gives its changes up."""
        unsaved = [one for one in documents if one.is_dirty]
        if not unsaved:
            then()
            return
        first, rest = unsaved[0], unsaved[1:]
        go_on: Callable[[], None] = partial(self.when_settled, rest, then)

        def answered(answer: Answer) -> None:
            if answer == "save":
                Saving(self, first, go_on).save()
            elif answer == "discard":
                go_on()

        self.pages.show(first)
        self.ask.save_changes(self.window, name_of(first), answered)

    # ---- telling ------------------------------------------------------------------------------

    def tell(self, title: str, text: str) -> None:
        """Tell what has gone wrong."""
        self.ask.tell(self.window, title, text)

    def _load(self, path: Path) -> Document | None:
        try:
            document = Document.open(path)
        except BlockpropError as why:
            self.settings.drop_recent(path)
            self.tell(f"{path.name} was not opened", str(why))
            return None
        if not is_ours(path):
            self.settings.add_recent(path)
        return document


def name_of(document: Document) -> str:
    """What a page is called: its file, else its title."""
    return document.path.name if document.path else document.page.title or UNTITLED
