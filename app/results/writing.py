"""What is written over a heatmap: the number in each cell, where cells have room for it, and the
names of slices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTransform

from app.theme import SMALL, colour, font, theme
from blocks.viewing.numbers import Array, short

MOST_NUMBERS = 600
"""More cells than this have no numbers, however large the view is: nobody reads them all, and
writing them takes time."""

_DIGITS = (5, 4, 3, 2)
_GAP = 3.0
"""Pixels left free on each side of a number."""

Place = tuple[int, int]
Named = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Slices with their colours, [slices, rows, columns] and one axis more, and row and column of
    the first cell of each."""

    planes: Array
    paints: Array
    corners: Sequence[Place] = ((0, 0),)


class Writing(pg.GraphicsObject):  # type: ignore[misc]
    """All numbers and names as one item: an item for each would be slow to make. All numbers in
    sight have as many digits as fit into their cells; where that is not even two, there are
    none."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: Numbers | None = None
        self.names: Named = []
        self._room = QRectF()
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_over(self, room: QRectF, numbers: Numbers | None, names: Named) -> None:
        """Write something else, over cells that take this much room."""
        if room != self._room:
            self.prepareGeometryChange()
            self._room = room
        self.numbers, self.names = numbers, names
        self.update()

    def boundingRect(self) -> QRectF:
        return self._room

    def paint(self, painter: QPainter, option: Any, widget: Any) -> None:
        place = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setFont(font(SMALL))
        metrics = QFontMetricsF(font(SMALL), painter.device())
        for rect, text, ink in self.texts(place, metrics, self.viewRect()):
            painter.setPen(ink)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        self._write_names(painter, place, metrics)
        painter.restore()

    def _write_names(self, painter: QPainter, place: QTransform, metrics: QFontMetricsF) -> None:
        """Above their slices, with the ground behind them where there is not room enough."""
        ground = colour(theme().panel)
        ground.setAlphaF(0.8)
        painter.setPen(colour(theme().dim))
        for row, column, name in self.names:
            corner = place.map(QPointF(column - 0.5, row - 0.5))
            size = QSizeF(metrics.horizontalAdvance(name) + 2, metrics.height())
            rect = QRectF(QPointF(corner.x(), max(0.0, corner.y() - size.height())), size)
            painter.fillRect(rect, ground)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), name)

    def texts(
        self, place: QTransform, metrics: QFontMetricsF, seen: QRectF
    ) -> list[tuple[QRectF, str, QColor]]:
        """The numbers of the cells that are seen, with where on the screen they stand."""
        size = place.mapRect(QRectF(0, 0, 1, 1))
        if self.numbers is None or size.height() < metrics.height():
            return []
        if size.width() < metrics.horizontalAdvance("0") + 2 * _GAP:
            return []
        found: list[tuple[Place, Any, Array]] = []
        for cell, value, paint in self._seen(self.numbers, seen):
            if len(found) == MOST_NUMBERS:
                return []
            found.append((cell, value, paint))
        room = size.width() - 2 * _GAP
        for digits in _DIGITS:
            words = [short(value, digits) for _, value, _ in found]
            if all(metrics.horizontalAdvance(one) <= room for one in words):
                return [
                    (place.mapRect(QRectF(cell[1] - 0.5, cell[0] - 0.5, 1, 1)), text, _ink(paint))
                    for (cell, _, paint), text in zip(found, words, strict=True)
                ]
        return []

    def _seen(self, numbers: Numbers, seen: QRectF) -> Iterator[tuple[Place, Any, Array]]:
        """The cells in sight, with their values and colours."""
        _, rows, columns = numbers.planes.shape
        for slice, (top, left) in enumerate(numbers.corners):
            down = _between(seen.top() - top, seen.bottom() - top, rows)
            across = _between(seen.left() - left, seen.right() - left, columns)
            for row in down:
                for column in across:
                    where = slice, row, column
                    cell = top + row, left + column
                    yield cell, numbers.planes[where], numbers.paints[where]


def _between(low: float, high: float, count: int) -> range:
    """The cells of so many that lie from one place to another, be it in part."""
    return range(max(0, round(low)), min(count, round(high) + 1))


def _ink(paint: Array) -> QColor:
    """Dark on light, light on dark."""
    red, green, blue, _ = (int(one) for one in paint)
    return QColor("#14161a" if 0.299 * red + 0.587 * green + 0.114 * blue > 128 else "#ffffff")
