"""Frames around cells of a plane, seen on any colour."""

from __future__ import annotations

from collections.abc import Iterable

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsItemGroup, QGraphicsPathItem

from app.results.lit import Box
from app.theme import theme


class Outlines(QGraphicsItemGroup):
    """Each frame twice: wide in the colour of the ground, and within it narrow in the accent."""

    def __init__(self) -> None:
        super().__init__()
        self._under, self._over = QGraphicsPathItem(self), QGraphicsPathItem(self)
        self.boxes: list[Box] = []
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        self._under.setPen(pg.mkPen(theme().panel, width=4))
        self._over.setPen(pg.mkPen(theme().accent, width=2))

    def show_boxes(self, boxes: Iterable[Box]) -> None:
        """Frame other cells, and only those."""
        self.boxes = list(boxes)
        path = QPainterPath()
        for row, column, high, wide in self.boxes:
            path.addRect(QRectF(column - 0.5, row - 0.5, wide, high))
        for item in (self._under, self._over):
            item.setPath(path)
