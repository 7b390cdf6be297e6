"""The drawing of a plane of cells: zoom, axes with whole numbers, the number in each cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.results.lit import Box
from app.results.outlines import Outlines
from app.results.slicing import Slicing
from app.theme import SMALL, font, theme
from blocks.viewing.numbers import Array, short
from blocks.viewing.tiles import Tiles

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
        self.outlines = Outlines()
        self.plot.addItem(self.image)
        self.plot.addItem(self.outlines, ignoreBounds=True)
        self._texts: list[pg.TextItem] = []
        self._names: list[pg.TextItem] = []
        self._named_at: list[tuple[int, int, str]] = []
        self._shown: object = None
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.plot)
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        self.plot.setBackground(theme().panel)
        self.outlines.dress()
        for text in self._names:
            text.setColor(theme().dim)
        for axis in self._axes.values():
            axis.enableAutoSIPrefix(False)
            axis.setPen(theme().border)
            axis.setTextPen(theme().dim)
            axis.setTickFont(font(SMALL))

    def clear(self) -> None:
        """Draw nothing."""
        self.image.clear()
        self._shown = None
        self._name_tiles([])
        self.show_numbers(None, None)
        self.show_boxes(())

    def show_boxes(self, boxes: Iterable[Box]) -> None:
        """Have other cells outlined."""
        self.outlines.show_boxes(boxes)

    def show_paint(self, paint: Array, slicing: Slicing) -> None:
        """Draw a plane from colours, [rows, columns, 4]; it may be thinned out."""
        self.image.setImage(paint, autoLevels=False, levels=None)
        whole = QRectF(-0.5, -0.5, slicing.column_count, slicing.row_count)
        self.image.setRect(whole)
        self._name_tiles([])
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

    def show_tiles(self, paint: Array, tiles: Tiles, names: list[tuple[int, int, str]]) -> None:
        """Draw several slices side by side, each with its name above it."""
        self.image.setImage(paint, autoLevels=False, levels=None)
        high, wide = tiles.size
        self.image.setRect(QRectF(-0.5, -0.5, wide, high))
        self._name_tiles(names)
        if tiles == self._shown:
            return
        self._shown = tiles
        for side in self._axes:
            self.plot.setLabel(side, "")
            self._axes[side].count = 0
        self.plot.setAspectLocked(max(high, wide) <= LONGEST_SQUARE * min(high, wide))
        self.frame()

    def _name_tiles(self, names: list[tuple[int, int, str]]) -> None:
        if names == self._named_at:
            return
        self._named_at = names
        for text in self._names:
            self.plot.removeItem(text)
        self._names = []
        for row, column, name in names:
            text = pg.TextItem(name, theme().dim, anchor=(0.0, 1.0))
            text.setFont(font(SMALL))
            text.setPos(column - 0.5, row - 0.5)
            self.plot.addItem(text, ignoreBounds=True)
            self._names.append(text)

    def show_numbers(
        self, planes: Array | None, paints: Array | None, corners: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Write its number into each cell of each slice, dark on light and light on dark; `corners`
        are row and column of their first cells."""
        for text in self._texts:
            self.plot.removeItem(text)
        self._texts = []
        if planes is None or paints is None:
            return
        for (slice, row, column), value in np.ndenumerate(planes):
            red, green, blue, _ = (int(one) for one in paints[slice, row, column])
            bright = 0.299 * red + 0.587 * green + 0.114 * blue > 128
            ink = "#14161a" if bright else "#ffffff"
            text = pg.TextItem(short(value, 5), ink, anchor=(0.5, 0.5))
            text.setFont(font(SMALL))
            top, left = corners[slice]
            text.setPos(left + column, top + row)
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
