"""Saving, and what is asked if it cannot be done: nothing is lost, and nothing of others either."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.asking import PAGES, Question
from app.assets import is_ours
from app.document import Document
from app.pictures.comparison import compare_with_file
from app.window.files import questions
from blocks.errors import BlockpropError
from blocks.journal import FileChanged

if TYPE_CHECKING:
    from app.window.files.files import Files

ENDING = ".page.json"

Then = Callable[[], None]


class Saving:
    """Writes one page to its file. `then` is called once it is there, and not otherwise."""

    def __init__(self, files: Files, document: Document, then: Then | None = None) -> None:
        self._files = files
        self._document = document
        self._then = then

    def save(self) -> None:
        """Write the page to its file; ask for one if it has none, or one that is not the user's."""
        path = self._document.path
        if path is None or is_ours(path):
            self.save_as()
        else:
            self._write(path)

    def save_as(self) -> None:
        """Ask for a file and write the page to it."""
        path = self._document.path
        name = path.name if path else _file_name(self._document.page.title)
        self._files.ask.file_to_save(
            self._files.window,
            self._files.folder / name,
            PAGES,
            lambda chosen: self._write(_with_ending(chosen)),
        )

    def _write(self, path: Path, *, overwrite: bool = False) -> None:
        try:
            self._document.save(path, overwrite=overwrite)
        except FileChanged:
            self._ask(questions.file_changed(path), path)
            return
        except BlockpropError as why:
            self._ask(questions.not_saved(path.name, str(why)), path)
            return
        self._files.settings.add_recent(path)
        self._document.message.emit(f"Saved {path.name}")
        if self._then is not None:
            self._then()

    def _ask(self, question: Question, path: Path) -> None:
        def answered(answer: str) -> None:
            match answer:
                case "again":
                    self._write(path)
                case "overwrite":
                    self._write(path, overwrite=True)
                case "save_as":
                    self.save_as()
                case "compare":
                    self._compare(question, path)
                case "reload":
                    self._files.reload(self._document)

        self._files.ask.choose(self._files.window, question, answered)

    def _compare(self, question: Question, path: Path) -> None:
        """Show what the other program has changed, and ask again once that was looked at."""
        files = self._files
        shown = compare_with_file(files.window, files.ask, self._document, path)
        if shown is not None:
            shown.finished.connect(lambda _: self._ask(question, path))


def _file_name(title: str) -> str:
    words = "_".join(title.split())
    return "".join(one for one in words if one.isalnum() or one in "_-.") + ENDING


def _with_ending(path: Path) -> Path:
    return path if path.suffix == ".json" else path.with_name(path.name + ENDING)
