"""Bringing back what a crash has left: always with a question, and the saved page stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.document import Document
from app.window.files import questions
from blocks.errors import BlockpropError
from blocks.journal import Left

if TYPE_CHECKING:
    from app.window.files.files import Files


class Recovering:
    """Asks about one piece of work after the other, then goes on with `then`.

    `then` is told whether the work of `page` is open now, so that its file need not be opened.
    """

    def __init__(self, files: Files, found: list[Left], then: Callable[[bool], None]) -> None:
        self._files = files
        self._found = found
        self._then = then
        self._is_open = False

    def next(self) -> None:
        """Ask about the next one."""
        if not self._found:
            self._then(self._is_open)
            return
        left = self._found.pop(0)
        self._files.ask.choose(
            self._files.window, questions.recover(left), lambda answer: self._do(left, answer)
        )

    def _do(self, left: Left, answer: str) -> None:
        match answer:
            case "recover":
                # The first one takes the place of the saved page, any others stand beside it.
                self._is_open |= self._bring_back(left, is_copy=self._is_open)
            case "both":
                self._bring_back(left, is_copy=True)
                if left.page is not None and not self._is_open:
                    self._files.open_beside(left.page)
            case "discard":
                left.discard()
            case _:
                left.keep()
        self.next()

    def _bring_back(self, left: Left, *, is_copy: bool) -> bool:
        try:
            document = Document.recovered(left, is_copy=is_copy)
        except BlockpropError as why:
            left.keep()
            self._files.tell("The unsaved work was not recovered", f"{left.path}: {why}")
            return False
        self._files.pages.add(document)
        return True
