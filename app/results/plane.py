"""The drawing of a plane of cells: zoom, axes with whole numbers, the number in each cell."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from app.results.index_axis import IndexAxis
from app.results.lit import Box
from app.results.outlines import Outlines
from app.results.plot import Plot
from app.results.slicing import Slicing
from app.results.writing import Named, Numbers, Writing
from app.theme import theme
from blocks.viewing.numbers import Array
from blocks.viewing.tiles import Tiles

DRAWN = 2048
"""Cells drawn along an axis; more would not be seen apart."""

LONGEST_SQUARE = 12
"""Planes more lopsided than this are stretched, as their cells would be too thin otherwise."""


def thinned(shape: tuple[int, int]) -> tuple[int, int]:
    """How many rows and columns lie between those that are drawn."""
    rows, columns = shape
    return -(-rows // DRAWN), -(-columns // DRAWN)


class PlaneView(Plot):
    """Cells in colours. `clicked` tells where it was clicked, column and row, and `entered` that
    Enter was pressed."""

    clicked = Signal(QPointF)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._counted = {side: IndexAxis(side) for side in ("left", "bottom")}
        super().__init__("Heatmap", self._counted, parent)
        self.plot.invertY(True)
        self.plot.scene().sigMouseClicked.connect(self._click)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.writing = Writing()
        self.outlines = Outlines()
        self.here = QGraphicsRectItem()
        self.here.hide()
        for item in (self.image, self.writing, self.outlines, self.here):
            self.plot.addItem(item, ignoreBounds=True)
        self._shown: object = None
        self._marks = False
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        super().dress()
        self.outlines.dress()
        self.here.setPen(pg.mkPen(theme().text, width=2))

    def clear(self) -> None:
        """Draw nothing."""
        self.image.clear()
        self._shown = None
        self.show_here(None)
        self.show_boxes((), ())
        self.writing.show_over(QRectF(), None, [])
        self._name_axes(("", 0), ("", 0))

    def show_paint(self, paint: Array, slicing: Slicing, numbers: Numbers | None) -> None:
        """Draw a plane from colours, [rows, columns, 4]; it may be thinned out."""
        self._put(paint, slicing.row_count, slicing.column_count, numbers, [])
        shown = (slicing.shape, slicing.rows, slicing.columns)
        if shown == self._shown:
            return
        self._shown = shown
        down, across = (
            (
                ", ".join(slicing.names[axis] for axis in axes),
                math.prod(slicing.shape[axis] for axis in axes),
            )
            for axes in (slicing.rows, slicing.columns)
        )
        self._name_axes(down, across)
        self._fit(slicing.row_count, slicing.column_count)

    def show_tiles(self, paint: Array, tiles: Tiles, names: Named, numbers: Numbers | None) -> None:
        """Draw several slices side by side, each with its name above it."""
        self._put(paint, *tiles.size, numbers, names)
        if tiles == self._shown:
            return
        self._shown = tiles
        self._name_axes(("", 0), ("", 0))
        self._fit(*tiles.size)

    def frame(self) -> None:
        """Show the whole plane."""
        if self._shown is not None:
            self.plot.setRange(self.image.mapRectToView(self.image.boundingRect()), padding=0.02)

    def show_boxes(self, apart: Iterable[Box], together: Iterable[Box]) -> None:
        """Have other cells outlined."""
        self.outlines.show_boxes(apart, together)

    def show_here(self, cell: tuple[int, int] | None) -> None:
        """Mark the cell in a row and a column while the keys are for this; None marks none."""
        self._marks = cell is not None
        self.here.setVisible(self._marks and self.hasFocus())
        if cell is not None:
            self.here.setRect(QRectF(cell[1] - 0.5, cell[0] - 0.5, 1, 1))

    def _put(
        self, paint: Array, rows: int, columns: int, numbers: Numbers | None, names: Named
    ) -> None:
        room = QRectF(-0.5, -0.5, columns, rows)
        self.image.setImage(paint, autoLevels=False, levels=None)
        self.image.setRect(room)
        self.writing.show_over(room, numbers, names)

    def _name_axes(self, down: tuple[str, int], across: tuple[str, int]) -> None:
        """Each with its name and the cells along it; without a name it takes no room."""
        for side, (name, count) in (("left", down), ("bottom", across)):
            self.plot.setLabel(side, name)
            self.plot.showAxis(side, bool(count))
            self._counted[side].count = count

    def _fit(self, rows: int, columns: int) -> None:
        self.plot.setAspectLocked(max(rows, columns) <= LONGEST_SQUARE * min(rows, columns))
        self.frame()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for more."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is. A click says that itself."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.here.setVisible(self._marks)
        else:
            self.stepped.emit(0, 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.here.hide()

    def place_of(self, at: QPointF) -> QPointF | None:
        """Where in the plane a place of the scene is; None beside it, and where nothing is."""
        return super().place_of(at) if self._shown else None

    def _click(self, click: MouseClickEvent) -> None:
        is_left = click.button() == Qt.MouseButton.LeftButton and not click.double()
        if is_left and (place := self.place_of(click.scenePos())) is not None:
            self.clicked.emit(place)
