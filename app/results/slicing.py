"""Which part of a tensor of any rank a flat view shows, and where each of its cells is.

Some axes run down, some run across, the rest stand at one index each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.axes import numbered
from blocks.viewing.numbers import Array

STACKED_ELEMENTS = 2048
"""Up to so many elements a table shows all at once, without any axis left to step through."""

ACROSS = 64
"""A lone axis up to this long is shown as one row, a longer one as a column."""


@dataclass(frozen=True, slots=True)
class Slicing:
    """A flat view of a tensor of a shape. `at` holds an index for each axis; it counts for those
    that are neither in `rows` nor in `columns`."""

    shape: tuple[int, ...]
    names: tuple[str, ...]
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    at: tuple[int, ...] = field(default=())

    @property
    def row_count(self) -> int:
        """Rows of the view."""
        return self._count(self.rows)

    @property
    def column_count(self) -> int:
        """Columns of the view."""
        return self._count(self.columns)

    @property
    def is_empty(self) -> bool:
        """Whether the tensor has no elements."""
        return 0 in self.shape

    @property
    def fixed(self) -> tuple[int, ...]:
        """The axes that stand at one index."""
        return tuple(
            axis
            for axis in range(len(self.shape))
            if axis not in self.rows and axis not in self.columns
        )

    def index(self, row: int, column: int) -> tuple[int, ...]:
        """Where in the tensor a cell is."""
        index = list(self.at)
        for axes, place in ((self.rows, row), (self.columns, column)):
            for axis in reversed(axes):
                place, index[axis] = divmod(place, self.shape[axis])
        return tuple(index)

    def place_of(self, index: Sequence[int]) -> tuple[int, int]:
        """Row and column of a cell of the tensor, in the slice that it is in."""
        row, column = (self._number(axes, index) for axes in (self.rows, self.columns))
        return row, column

    def row_name(self, row: int) -> str:
        """A row's place on its axes: `N 0  H 1`; where several have no names, as NumPy writes it:
        `[0, 1, :]`."""
        if len(self.rows) < 2 or self.names != numbered(len(self.shape)):
            return self._name(self.rows, row)
        place = self.index(row, 0)
        words = (":" if axis in self.columns else str(at) for axis, at in enumerate(place))
        return f"[{', '.join(words)}]"

    def column_name(self, column: int) -> str:
        """A column's place on its axes."""
        return self._name(self.columns, column)

    def plane(self, array: Array) -> Array:
        """A view of the array, not a copy, with one axis down and one across.

        Only for slicings that have at most one of each.
        """
        assert len(self.rows) <= 1
        assert len(self.columns) <= 1
        index = tuple(
            slice(None) if axis in self.rows or axis in self.columns else self.at[axis]
            for axis in range(len(self.shape))
        )
        found = array[(*index, ...)]  # the dots make a view even of a scalar
        if self.rows and self.columns:
            return found if self.rows < self.columns else found.T
        return found.reshape(self.row_count, self.column_count)

    def with_rows(self, axes: tuple[int, ...]) -> Slicing:
        """With other axes down; one that ran across changes places with what ran down."""
        columns = self.columns
        if set(axes) & set(columns):
            columns = tuple(one for one in self.rows if one not in axes)[:1]
        return replace(self, rows=axes, columns=columns)

    def with_columns(self, axes: tuple[int, ...]) -> Slicing:
        """With other axes across; one that ran down changes places with what ran across."""
        rows = self.rows
        if set(axes) & set(rows):
            rows = tuple(one for one in self.rows if one not in axes) or tuple(
                one for one in self.columns if one not in axes
            )
        return replace(self, rows=rows, columns=axes)

    def with_index(self, axis: int, index: int) -> Slicing:
        """With an axis at another index."""
        at = (*self.at[:axis], index, *self.at[axis + 1 :])
        return replace(self, at=at)

    def kept_from(self, before: Slicing | None) -> Slicing:
        """What the user chose for an earlier tensor with the same axes, as far as it fits this."""
        if before is None or before.names != self.names:
            return self
        at = tuple(min(n, max(0, size - 1)) for n, size in zip(before.at, self.shape, strict=True))
        if before.shape != self.shape:
            return replace(self, at=at)
        return replace(self, rows=before.rows, columns=before.columns, at=at)

    def _count(self, axes: tuple[int, ...]) -> int:
        return math.prod(self.shape[axis] for axis in axes)

    def _number(self, axes: tuple[int, ...], index: Sequence[int]) -> int:
        number = 0
        for axis in axes:
            number = number * self.shape[axis] + index[axis]
        return number

    def _name(self, axes: tuple[int, ...], place: int) -> str:
        words = []
        for axis in reversed(axes):
            place, here = divmod(place, self.shape[axis])
            words.append(str(here) if len(axes) == 1 else f"{self.names[axis]} {here}")
        return "  ".join(reversed(words))


def for_table(shape: Sequence[int], names: Sequence[str]) -> Slicing:
    """How a table first shows a tensor: in reading order, small ones as a whole."""
    sizes = tuple(shape)
    long = [axis for axis, size in enumerate(sizes) if size != 1] or list(range(len(sizes)))[-1:]
    slicing = Slicing(sizes, tuple(names), at=(0,) * len(sizes))
    if len(long) <= 1:
        across = not long or sizes[long[0]] <= ACROSS
        return replace(slicing, **{"columns" if across else "rows": tuple(long)})  # type: ignore[arg-type]
    whole = math.prod(sizes) <= STACKED_ELEMENTS
    rows = tuple(long[:-1]) if whole else (long[-2],)
    return replace(slicing, rows=rows, columns=(long[-1],))


def for_picture(shape: Sequence[int], names: Sequence[str]) -> Slicing:
    """How a heatmap first shows a tensor: height down and width across; where axes have no names
    the last two, or those before a last one that may well be the channels of a picture."""
    sizes, words = tuple(shape), tuple(names)
    slicing = Slicing(sizes, words, at=(0,) * len(sizes))
    if "H" in words and "W" in words:
        return replace(slicing, rows=(words.index("H"),), columns=(words.index("W"),))
    long = [axis for axis, size in enumerate(sizes) if size != 1]
    if len(long) > 2 and sizes[-1] == 3:
        long = long[:-1]
    long = (list(range(len(sizes))) if len(long) < 2 else long)[-2:]
    return replace(slicing, rows=tuple(long[:-1]), columns=tuple(long[-1:]))
