"""Someone at a window who traces numbers, by mouse and by keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.tracing.grid import Grid
from app.tracing.view import TraceView
from app.window import MainWindow
from blocks.page import Page

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class User:
    """Someone at a window, whose page has been run."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.place_of_trace = window.tracing.place
        window.document.run()
        qtbot.waitUntil(lambda: not window.document.is_running, timeout=10_000)

    @property
    def trace(self) -> TraceView:
        return self.place_of_trace.view

    def select(self, id: str) -> None:
        self.window.document.select([id])
        self.window.results.tabs.setCurrentIndex(0)

    def place(self, row: int, column: int) -> QPoint:
        table = self.window.results.table
        return table.view.visualRect(table.model.index(row, column)).center()

    def click(self, row: int, column: int) -> None:
        """Click a cell of the table of results."""
        port = self.window.results.table.view.viewport()
        QTest.mouseClick(port, LEFT, NONE, self.place(row, column))

    def double_click(self, row: int, column: int) -> None:
        port, place = self.window.results.table.view.viewport(), self.place(row, column)
        QTest.mouseClick(port, LEFT, NONE, place)
        QTest.mouseDClick(port, LEFT, NONE, place)
        QTest.mouseRelease(port, LEFT, NONE, place)

    def press(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, key, held)

    @property
    def number(self) -> str:
        return self.trace.number.text()

    @property
    def way(self) -> list[str]:
        return [str(cell) for cell in self.trace.trail.cells]

    def grid(self, which: int) -> Grid:
        view = self.trace.stack.currentWidget()
        return view.planes.shown[which].grid  # type: ignore[attr-defined]

    def at(self, which: int) -> tuple[int, ...]:
        """The cell of an input that is marked."""
        sight = self.grid(which).sight
        assert sight is not None
        return sight.at

    def lit(self, which: int) -> list[tuple[int, ...]]:
        """The lit cells that are seen of a plane."""
        grid = self.grid(which)
        assert grid.sight is not None
        rows, columns = grid.shown.rows, grid.shown.columns
        places = [(row, column) for row in rows for column in columns]
        return [grid.sight.index(*one) for one in places if grid.sight.has_lit(*one)]

    def click_cell(self, which: int, index: tuple[int, ...]) -> None:
        grid = self.grid(which)
        QTest.mouseClick(grid, LEFT, NONE, grid.rect_of(index).center().toPoint())

    def terms(self) -> list[list[str]]:
        model = self.trace.origin.table.terms
        return [
            [model.data(model.index(row, column)) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


def move_to(widget: QWidget, place: QPointF) -> None:
    """Move the mouse over a widget, which may stand beyond the edge of a small screen."""
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        NONE,
    )
    QApplication.sendEvent(widget, moved)


def image_page() -> Page:
    """An image through Conv2D and Relu: several channels, a window at the edge."""
    random = np.random.default_rng(0)
    page = Page("Image")
    image = random.integers(-9, 9, (1, 6, 6, 3)).astype(np.float32)
    weights = random.integers(-3, 3, (3, 3, 3, 2)).astype(np.float32)
    page.add_block("Const", {"value": image}, id="image")
    page.add_block("Const", {"value": weights}, id="weights")
    page.add_block("Conv2D", {"strides": [1, 1, 1, 1], "padding": "SAME"}, id="y")
    page.add_block("Relu", id="relu")
    for source, target in (
        ("image.output", "y.input"),
        ("weights.output", "y.filter"),
        ("y.output", "relu.features"),
    ):
        page.connect(source, target)
    return page
