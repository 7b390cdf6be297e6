"""Frames around cells of a plane, seen on any colour."""

from __future__ import annotations

from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.results.lit import Box
from app.theme import theme

NEAR = 7.0
"""Cells of fewer pixels than this are not framed one by one: the frames would cover them."""


class Outlines(QGraphicsItem):
    """Each frame twice: wide in the colour of the ground, and within it narrow in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self._apart, self._together = QPainterPath(), QPainterPath()
        self.boxes: list[Box] = []
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        self._pens = pg.mkPen(theme().panel, width=4), pg.mkPen(theme().accent, width=2)
        self.update()

    def show_boxes(self, apart: Iterable[Box], together: Iterable[Box]) -> None:
        """Frame other cells, and only those: `apart` are those side by side, `together` is around
        those that lie between others, too, for when cells are small."""
        self.prepareGeometryChange()
        self.boxes = list(apart)
        self._apart, self._together = _path(self.boxes), _path(together)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._together.boundingRect().adjusted(-2, -2, 2, 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        path = self.path_at(abs(painter.worldTransform().m11()))
        for pen in self._pens:
            painter.setPen(pen)
            painter.drawPath(path)

    def path_at(self, pixels: float) -> QPainterPath:
        """What is drawn where a cell has so many pixels."""
        return self._apart if pixels >= NEAR else self._together


def _path(boxes: Iterable[Box]) -> QPainterPath:
    path = QPainterPath()
    for row, column, high, wide in boxes:
        path.addRect(QRectF(column - 0.5, row - 0.5, wide, high))
    return path
