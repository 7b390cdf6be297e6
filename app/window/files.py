"""New, open, save: which page the window has, and that no change is lost without a question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.asking import PAGES, PAGES_AND_PICTURES, Answer, Ask
from app.assets import is_ours
from app.document import Document
from app.settings import Settings
from blocks.errors import BlockpropError
from blocks.page import Page

UNTITLED = "Untitled"
ENDING = ".page.json"


class Files(QObject):
    """`opened` carries a new document for the window; the one before is still whole then."""

    opened = Signal(Document)

    def __init__(self, window: QWidget, document: Document, ask: Ask, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._ask = ask
        self._settings = settings
        self.document = document

    @property
    def name(self) -> str:
        """What the page is called in the title bar and in questions."""
        return (
            self.document.path.name if self.document.path else self.document.page.title or UNTITLED
        )

    def new(self) -> None:
        """An empty page."""
        self.when_unsaved_is_settled(lambda: self._take(new_document()))

    def ask_and_open(self) -> None:
        """Ask for a page and open it."""
        self._ask.file_to_open(self._window, self.folder, PAGES_AND_PICTURES, self.open)

    def open(self, path: Path) -> None:
        """Open a page. If it cannot be read, the window keeps the page that it has."""
        self.when_unsaved_is_settled(lambda: self._open(path))

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write the page to its file; ask for one if it has none, or one that is not the user's."""
        path = self.document.path
        if path is None or is_ours(path):
            self.save_as(then)
        else:
            self._save(path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file and write the page to it."""
        path = self.document.path
        name = path.name if path else _file_name(self.document.page.title)
        self._ask.file_to_save(
            self._window,
            self.folder / name,
            PAGES,
            lambda chosen: self._save(_with_ending(chosen), then),
        )

    def when_unsaved_is_settled(self, then: Callable[[], None]) -> None:
        """Go on once nothing can be lost: at once, or after the user has said what to do."""

        def answered(answer: Answer) -> None:
            if answer == "save":
                self.save(then)
            elif answer == "discard":
                then()

        if self.document.is_dirty:
            self._ask.save_changes(self._window, self.name, answered)
        else:
            then()

    @property
    def folder(self) -> Path:
        """Where questions for a file begin: beside the page, else where the last one was."""
        path = self.document.path
        if path is not None and not is_ours(path):
            return path.absolute().parent
        recent = self._settings.recent
        return recent[0].parent if recent and recent[0].parent.is_dir() else Path.home()

    def _open(self, path: Path) -> None:
        try:
            document = Document.open(path)
        except BlockpropError as why:
            self._settings.drop_recent(path)
            self._ask.tell(self._window, f"{path.name} was not opened", str(why))
            return
        if not is_ours(path):
            self._settings.add_recent(path)
        self._take(document)

    def _save(self, path: Path, then: Callable[[], None] | None) -> None:
        try:
            self.document.save(path)
        except BlockpropError as why:
            self._ask.tell(self._window, "The page was not saved", str(why))
            return
        self._settings.add_recent(path)
        self.document.message.emit(f"Saved {path.name}")
        if then is not None:
            then()

    def _take(self, document: Document) -> None:
        self.document = document
        self.opened.emit(document)


def new_document() -> Document:
    """A page with nothing on it."""
    return Document(Page(UNTITLED))


def _file_name(title: str) -> str:
    words = "_".join(title.split())
    return "".join(one for one in words if one.isalnum() or one in "_-.") + ENDING


def _with_ending(path: Path) -> Path:
    return path if path.suffix == ".json" else path.with_name(path.name + ENDING)
