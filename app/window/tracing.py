"""From a number in Results to where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.document import Document
from app.tracing.trail import Cell
from app.tracing.view import TraceView
from blocks.page import End

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

HINT = "Double-click a number, or press Enter, to see where it comes from"


class Tracing:
    """Traces the numbers that are gone to in Results."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._has_hinted = False
        self.view = TraceView(window.document)
        window.results.pointed.connect(self._point)
        window.results.opened.connect(self._open)

    def set_document(self, document: Document) -> None:
        """Trace numbers of another page."""
        self.view.set_document(document)

    def close_document(self) -> None:
        """Follow the page no more."""
        self.view.close_document()

    def _point(self, end: End, index: tuple[int, ...]) -> None:
        self.view.trace(Cell(end, index))
        if not self.view.is_seen and not self._has_hinted:
            self._has_hinted = True
            self._window.document.message.emit(HINT)

    def _open(self, end: End, index: tuple[int, ...]) -> None:
        dock = self._window.trace_dock
        dock.show()
        dock.raise_()
        self.view.trace(Cell(end, index))
        self.view.enter()
