"""From a number in Results to where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import Qt, QTimer

from app.alive import is_alive
from app.document import Document
from app.results.lit import Lit
from app.results.view import ResultView
from app.tracing.place import TracePlace
from app.tracing.trail import Cell
from blocks.page import End

if TYPE_CHECKING:
    from app.tracing.lights import Lights
    from app.window.main_window import MainWindow

HIGH, MOST_SHARE = 430, 0.6
"""The height in which cells and terms are seen together, and how much of the room above Results it
may take."""

HINT = "Double-click a number, or press Enter, to see where it comes from"


class Tracing:
    """Traces the numbers that are gone to in Results, and lights there and on the canvas what they
    have to do with."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._has_hinted = False
        self._followed: WeakSet[ResultView] = WeakSet()
        self._cells: Mapping[End, Lit] = {}
        self.place = TracePlace(window.document)
        self.place.lit.connect(lambda lights: self._light(lights))
        self.follow(window.results)

    def follow(self, results: ResultView) -> None:
        """Trace the numbers that are gone to in a view of results."""
        results.pointed.connect(self._point)
        results.opened.connect(self._open)
        self._followed.add(results)
        results.light(self._cells)

    def set_document(self, document: Document) -> None:
        """Trace numbers of another page."""
        self.place.set_document(document)

    def close_document(self) -> None:
        """Follow the page no more."""
        self.place.close_document()

    def _light(self, lights: Lights) -> None:
        self._window.canvas.traced.show(lights.here, lights.blocks, lights.wires)
        self._cells = lights.cells
        for results in filter(is_alive, self._followed):
            results.light(lights.cells)

    def _point(self, end: End, index: tuple[int, ...]) -> None:
        self.place.trace(Cell(end, index))
        if not self.place.is_seen and not self._has_hinted:
            self._has_hinted = True
            self._window.document.message.emit(HINT)

    def _open(self, end: End, index: tuple[int, ...]) -> None:
        dock = self._window.trace_dock
        was_hidden = not dock.isVisible()
        dock.show()
        dock.raise_()
        if was_hidden:
            self._make_room()
        self.place.trace(Cell(end, index))
        self.place.view.enter()

    def _make_room(self) -> None:
        """On a small screen the dock stands too low for both the cells and the terms."""
        window = self._window
        if window.trace_dock.isFloating() or not window.results_dock.isVisible():
            return
        beside = window.trace_dock.height()
        whole = beside + window.results_dock.height()
        wanted = min(HIGH, int(whole * MOST_SHARE))
        if beside < wanted:
            docks = [window.trace_dock, window.results_dock]
            window.resizeDocks(docks, [wanted, whole - wanted], Qt.Orientation.Vertical)
            table = window.results.table.view
            QTimer.singleShot(0, table, lambda: table.scrollTo(table.currentIndex()))
