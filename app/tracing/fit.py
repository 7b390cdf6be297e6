"""How much of a plane finds room, and where its cells stand then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetrics

from app.tracing.sight import Sight, extent

MOST_ROWS, MOST_COLUMNS = 12, 16
"""Planes of which more is lit than this are painted in colours, without numbers."""

TALLEST = 170
"""The height of a plane in colours, in pixels, where the room across does not make it less."""

WIDEST, NARROWEST, HIGH = 64, 24, 18
"""The size of cells with numbers, in pixels."""

LARGEST_COLOURED = 14.0
EDGE = 4
"""What a number has beside it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The rows and columns that are painted, how large each is, and where the first one stands."""

    rows: range
    columns: range
    wide: float
    high: float
    left: int
    top: int
    has_numbers: bool

    @property
    def size(self) -> QSize:
        """The room that it takes."""
        return QSize(
            round(self.left + len(self.columns) * self.wide) + 2,
            round(self.top + len(self.rows) * self.high) + 2,
        )

    def rect(self, row: int, column: int) -> QRectF:
        """Where a cell is."""
        x = self.left + (column - self.columns.start) * self.wide
        y = self.top + (row - self.rows.start) * self.high
        return QRectF(x, y, self.wide, self.high)

    def place(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column of the cell at a point."""
        row = int((point.y() - self.top) // self.high) + self.rows.start
        column = int((point.x() - self.left) // self.wide) + self.columns.start
        return (row, column) if row in self.rows and column in self.columns else None

    def shows(self, row: int, column: int) -> bool:
        """Whether a cell is among those painted."""
        return row in self.rows and column in self.columns


def fit(sight: Sight, text: Callable[[int, int], str], metrics: QFontMetrics, width: int) -> Fit:
    """The room that a plane takes of a width: as numbers, `text` by row and column, if all that is
    lit can be shown so, else as colours."""
    last = max(0, sight.slicing.row_count - 1)
    left = metrics.horizontalAdvance(str(last)) + EDGE if sight.slicing.rows else 1
    top = metrics.height() + 2
    room = max(1, width - left - 2)
    high, wide = sight.wanted()
    needed = extent(sight.lit_columns)
    if extent(sight.lit_rows) <= MOST_ROWS and needed <= min(MOST_COLUMNS, room // NARROWEST):
        rows, columns = sight.window(min(high, MOST_ROWS), min(wide, MOST_COLUMNS))
        longest = max((len(text(row, column)) for row in rows for column in columns), default=0)
        digit = metrics.horizontalAdvance("0")  # as wide as all, for measuring each takes longer
        cell = max(NARROWEST, min(WIDEST, longest * digit + EDGE))
        if needed <= room // cell:
            rows, columns = sight.window(len(rows), min(wide, room // cell, MOST_COLUMNS))
            return Fit(rows, columns, cell, HIGH, left, top, True)
    size = max(1.0, min(room / wide, TALLEST / high, LARGEST_COLOURED))
    rows, columns = sight.window(min(high, int(TALLEST / size)), min(wide, int(room / size)))
    return Fit(rows, columns, size, size, left, top, False)
