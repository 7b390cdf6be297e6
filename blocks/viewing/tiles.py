"""Several slices of a tensor side by side: where each of them lies in one large plane."""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST = 64
"""Slices that are shown together; of more nothing could be made out."""

_GAP = 0.06
"""The share of a slice that is left free beside it."""

_ROOM = 0.16
"""The share of a slice that is left free above it, for its name."""

Cell = tuple[int, int, int]
"""A tile, and row and column in it."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """`count` slices of `rows` by `columns` cells, the first one being number `first`. Of each, one
    row and column in `step` is drawn. Places are in cells: (0, 0) is the first cell."""

    count: int
    rows: int
    columns: int
    step: int = 1
    first: int = 0

    @property
    def across(self) -> int:
        """Slices beside each other: so many that the whole is about as wide as high."""
        shape = (self.rows + self.above) / max(1, self.columns + self.beside)
        return max(1, min(self.count, round(math.sqrt(self.count * shape * 1.3))))

    @property
    def down(self) -> int:
        """Slices above each other."""
        return -(-self.count // self.across)

    @property
    def beside(self) -> int:
        """Cells left free right of a slice."""
        return self._whole(_GAP * max(self.rows, self.columns))

    @property
    def above(self) -> int:
        """Cells left free above a slice."""
        return self._whole(_ROOM * max(self.rows, self.columns))

    @property
    def high(self) -> int:
        """Cells from a slice to the one below."""
        return self._drawn(self.rows) * self.step + self.above

    @property
    def wide(self) -> int:
        """Cells from a slice to the one beside it."""
        return self._drawn(self.columns) * self.step + self.beside

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the whole."""
        return self.down * self.high, self.across * self.wide

    def corner(self, tile: int) -> tuple[int, int]:
        """Row and column of a slice's first cell."""
        row, column = divmod(tile, self.across)
        return row * self.high + self.above, column * self.wide

    def corners(self) -> list[tuple[int, int]]:
        """Row and column of the first cell of each slice."""
        high, wide, above, across = self.high, self.wide, self.above, self.across
        places = (divmod(tile, across) for tile in range(self.count))
        return [(row * high + above, column * wide) for row, column in places]

    def stepped(self, tile: int, row: int, column: int, down: int, across: int) -> Cell:
        """Where so many cells down and across lead: from the edge of a slice into the one beside
        it, and no farther than the last."""
        tile = _within(tile, self.count)
        to, beside = (row + down, column + across), tile
        if not 0 <= to[1] < self.columns and 0 <= tile % self.across + across < self.across:
            beside = tile + across
        elif not 0 <= to[0] < self.rows:
            beside = tile + down * self.across
        if beside == tile or not 0 <= beside < self.count:
            return tile, _within(to[0], self.rows), _within(to[1], self.columns)
        return beside, to[0] % self.rows, to[1] % self.columns

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The tile at a place, and row and column in it; None between slices."""
        if row < 0 or column < 0:
            return None
        (down, inner_row), (right, inner_column) = divmod(row, self.high), divmod(column, self.wide)
        inner_row -= self.above
        tile = down * self.across + right
        is_in = 0 <= inner_row < self.rows and inner_column < self.columns
        if not is_in or right >= self.across or tile >= self.count:
            return None
        return tile, inner_row, inner_column

    def _whole(self, cells: float) -> int:
        """A gap of so many cells that it is drawn, and as wide as it is meant to be."""
        return max(1, round(cells / self.step)) * self.step

    def _drawn(self, cells: int) -> int:
        return -(-cells // self.step)


def _within(place: int, count: int) -> int:
    return min(max(place, 0), count - 1)


def tiles_of(size: int, first: int, rows: int, columns: int, drawn: int) -> Tiles:
    """How an axis of `size` slices is laid out from number `first` on, so that no more than about
    `drawn` rows and columns have to be drawn."""
    count = min(size, MOST)
    first = max(0, min(first, size - count))
    whole = Tiles(count, rows, columns, 1, first)
    step = max(1, -(-max(whole.size) // drawn))
    return Tiles(count, rows, columns, step, first)
