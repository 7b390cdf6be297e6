"""Cells of a tensor, few or millions, said in a few ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Index = tuple[int, ...]


@dataclass(frozen=True)
class Region:
    """The cells that take their place on each axis from that axis's range.

    The region of a scalar has no axes, and one cell unless `none`.
    """

    axes: tuple[range, ...]
    none: bool = False

    @property
    def count(self) -> int:
        """How many cells there are."""
        return 0 if self.none else math.prod(map(len, self.axes))

    @property
    def arrays(self) -> tuple[Array, ...]:
        """The places on each axis, as int64."""
        return tuple(np.arange(one.start, one.stop, one.step, dtype=np.int64) for one in self.axes)

    def __contains__(self, index: object) -> bool:
        if self.none or not isinstance(index, tuple) or len(index) != len(self.axes):
            return False
        return all(at in cells for at, cells in zip(index, self.axes, strict=True))

    def first(self, count: int) -> Array:
        """The first cells in row-major order: int64, of shape (cells, axes)."""
        count = min(count, self.count)
        at = np.empty((count, len(self.axes)), np.int64)
        if count and self.axes:
            steps = np.unravel_index(np.arange(count), tuple(map(len, self.axes)))
            for axis, (cells, step) in enumerate(zip(self.axes, steps, strict=True)):
                at[:, axis] = cells.start + cells.step * step
        return at


def one_cell(index: Index) -> Region:
    """The region of one cell."""
    return Region(tuple(range(at, at + 1) for at in index))


def nowhere(rank: int) -> Region:
    """The region of no cell of a tensor with so many axes."""
    return Region((range(0),) * rank, none=True)
