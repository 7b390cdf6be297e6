"""Which part of a tensor is seen around the cells of it that are lit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.results.slicing import Slicing
from kernels.tracing.region import Index, Region

MARGIN = 1
"""Cells seen beside those that are lit, on either side, to tell where these are."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One plane of a tensor, through the cell `at`, and which of its cells are lit."""

    slicing: Slicing
    region: Region
    at: Index

    @property
    def lit_rows(self) -> range:
        """The rows of the plane that have lit cells."""
        return self._lit(self.slicing.rows)

    @property
    def lit_columns(self) -> range:
        """The columns of the plane that have lit cells."""
        return self._lit(self.slicing.columns)

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of the cell that the plane goes through."""
        return self.place_of(self.at)

    def place_of(self, index: Index) -> tuple[int, int]:
        """Row and column of a cell of the plane."""
        rows, columns = self.slicing.rows, self.slicing.columns
        return index[rows[0]] if rows else 0, index[columns[0]] if columns else 0

    def has_lit(self, row: int, column: int) -> bool:
        """Whether a cell of the plane is lit."""
        return self.is_lit and row in self.lit_rows and column in self.lit_columns

    @property
    def is_lit(self) -> bool:
        """Whether there are lit cells on this plane."""
        axes = self.region.axes
        return self.region.count > 0 and all(
            self.at[axis] in axes[axis] for axis in self.slicing.fixed
        )

    @property
    def planes(self) -> int:
        """How many planes like this one have lit cells."""
        return math.prod(self._depths)

    @property
    def number(self) -> int:
        """Which of those this is, counted from 0."""
        number = 0
        for axis in self.slicing.fixed:
            lit = self.region.axes[axis]
            number = number * len(lit) + lit.index(self.at[axis])
        return number

    def on_plane(self, number: int) -> Index:
        """The cell at the same place on another of the planes that have lit cells."""
        at = list(self.at)
        for axis, size in zip(reversed(self.slicing.fixed), reversed(self._depths), strict=True):
            number, step = divmod(number, size)
            at[axis] = self.region.axes[axis][step]
        return tuple(at)

    def stepped(self, down: int, across: int) -> Index:
        """The lit cell some steps away on this plane; the last one at its end."""
        at = list(self.at)
        for axes, steps in ((self.slicing.rows, down), (self.slicing.columns, across)):
            for axis in axes:
                lit = sorted(self.region.axes[axis])
                place = lit.index(at[axis]) if at[axis] in lit else 0
                at[axis] = lit[max(0, min(len(lit) - 1, place + steps))]
        return tuple(at)

    def index(self, row: int, column: int) -> Index:
        """Where in the tensor a cell of the plane is."""
        return self.slicing.index(row, column)

    def wanted(self) -> tuple[int, int]:
        """The rows and columns that show all lit cells and what is beside them."""
        rows, columns = (
            min(size, extent(lit) + 2 * MARGIN)
            for size, lit in (
                (self.slicing.row_count, self.lit_rows),
                (self.slicing.column_count, self.lit_columns),
            )
        )
        return rows, columns

    def window(self, rows: int, columns: int) -> tuple[range, range]:
        """So many rows and columns of the plane, or as many as there are: those that are lit, or
        those around `at` where not all lit ones find room."""
        row, column = self.place
        return (
            _span(self.lit_rows, self.slicing.row_count, rows, row),
            _span(self.lit_columns, self.slicing.column_count, columns, column),
        )

    @property
    def _depths(self) -> list[int]:
        return [len(self.region.axes[axis]) for axis in self.slicing.fixed]

    def _lit(self, axes: tuple[int, ...]) -> range:
        return self.region.axes[axes[0]] if axes else range(1)


def sight_of(shape: Index, names: tuple[str, ...], region: Region, at: Index) -> Sight:
    """The plane through a cell that shows the most of what is lit: axes along which several cells
    are lit come first, among them height and width, then the last ones."""
    ranked = sorted(
        (axis for axis, size in enumerate(shape) if size > 1),
        key=lambda axis: (len(region.axes[axis]) > 1, names[axis] in ("H", "W"), axis),
        reverse=True,
    )
    chosen = sorted(ranked[:2] or range(len(shape))[-1:])
    rows, columns = tuple(chosen[:-1]), tuple(chosen[-1:])
    return Sight(Slicing(shape, names, rows, columns, at), region, at)


def extent(lit: range) -> int:
    """How many places lie between the first and the last lit one, both counted."""
    return max(lit) - min(lit) + 1 if lit else 1


def _span(lit: range, size: int, room: int, at: int) -> range:
    """`room` places out of `size`, around those that are lit if they fit, else around one."""
    room = min(max(1, room), size)
    first, last = (min(lit), max(lit)) if lit and extent(lit) <= room else (at, at)
    start = first - (room - (last - first + 1)) // 2
    start = max(0, min(start, size - room))
    return range(start, start + room)
