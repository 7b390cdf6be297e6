"""The drawing of a plane of cells: zoom, axes with whole numbers, the number in each cell."""

from __future__ import annotations

import math

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.results.slicing import Slicing
from app.theme import SMALL, font, theme
from blocks.viewing.numbers import Array, short

DRAWN = 2048
"""Cells drawn along an axis; more would not be seen apart."""

LONGEST_SQUARE = 12
"""Planes more lopsided than this are stretched, as their cells would be too thin otherwise."""


def thinned(shape: tuple[int, ...]) -> tuple[int, int]:
    """How many rows and columns lie between those that are drawn."""
    rows, columns = shape
    return -(-rows // DRAWN), -(-columns // DRAWN)


class IndexAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis that has ticks at whole numbers only, and only where there are cells."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.count = 0

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        found = {
            max(1.0, round(step)): offset for step, offset in super().tickSpacing(low, high, size)
        }
        return sorted(found.items(), reverse=True)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [
            (step, [one for one in values if 0 <= one < self.count])
            for step, values in super().tickValues(low, high, size)
        ]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [str(round(value)) for value in values]


class PlaneView(QWidget):
    """Cells in colours. `pointed` tells where the mouse is, column and row, or None, and `clicked`
    where it was clicked."""

    pointed = Signal(object)  # QPointF, or None
    clicked = Signal(QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes = {side: IndexAxis(side) for side in ("left", "bottom")}
        self.plot = pg.PlotWidget(axisItems=self._axes)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.invertY(True)
        self.plot.viewport().installEventFilter(self)
        self.plot.scene().sigMouseMoved.connect(self._move)
        self.plot.scene().sigMouseClicked.connect(self._click)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.plot.addItem(self.image)
        self._texts: list[pg.TextItem] = []
        self._shown: tuple[object, ...] | None = None
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.plot)
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        self.plot.setBackground(theme().panel)
        for axis in self._axes.values():
            axis.enableAutoSIPrefix(False)
            axis.setPen(theme().border)
            axis.setTextPen(theme().dim)
            axis.setTickFont(font(SMALL))

    def clear(self) -> None:
        """Draw nothing."""
        self.image.clear()
        self._shown = None
        self.show_numbers(None, None)

    def show_paint(self, paint: Array, slicing: Slicing) -> None:
        """Draw a plane from colours, [rows, columns, 4]; it may be thinned out."""
        self.image.setImage(paint, autoLevels=False, levels=None)
        whole = QRectF(-0.5, -0.5, slicing.column_count, slicing.row_count)
        self.image.setRect(whole)
        shown = (slicing.shape, slicing.rows, slicing.columns)
        if shown == self._shown:
            return
        self._shown = shown
        for side, axes in (("left", slicing.rows), ("bottom", slicing.columns)):
            self.plot.setLabel(side, ", ".join(slicing.names[axis] for axis in axes))
            self._axes[side].count = math.prod(slicing.shape[axis] for axis in axes)
        long, wide = slicing.row_count, slicing.column_count
        self.plot.setAspectLocked(max(long, wide) <= LONGEST_SQUARE * min(long, wide))
        self.frame()

    def frame(self) -> None:
        """Show the whole plane."""
        if self._shown is not None:
            self.plot.setRange(self.image.mapRectToView(self.image.boundingRect()), padding=0.02)

    def show_numbers(self, plane: Array | None, paint: Array | None) -> None:
        """Write its number into each cell, dark on light and light on dark."""
        for text in self._texts:
            self.plot.removeItem(text)
        self._texts = []
        if plane is None or paint is None:
            return
        for row in range(plane.shape[0]):
            for column in range(plane.shape[1]):
                red, green, blue, _ = (int(one) for one in paint[row, column])
                bright = 0.299 * red + 0.587 * green + 0.114 * blue > 128
                text = pg.TextItem(
                    short(plane[row, column], 5),
                    "#14161a" if bright else "#ffffff",
                    anchor=(0.5, 0.5),
                )
                text.setFont(font(SMALL))
                text.setPos(column, row)
                self.plot.addItem(text)
                self._texts.append(text)

    def _move(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = box.sceneBoundingRect().contains(place)
        self.pointed.emit(box.mapSceneToView(place) if inside and self._shown else None)

    def _click(self, click: MouseClickEvent) -> None:
        box, place = self.plot.getViewBox(), click.scenePos()
        is_left = click.button() == Qt.MouseButton.LeftButton and not click.double()
        if is_left and self._shown and box.sceneBoundingRect().contains(place):
            self.clicked.emit(box.mapSceneToView(place))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.frame()
        return False
