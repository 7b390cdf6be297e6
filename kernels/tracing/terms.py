"""What one cell of a result is made of: terms, each a product of cells of the inputs.

The terms of a cell stand in a grid (filter rows, filter columns, channels, say), and along each
axis of an input they read evenly spaced cells. So a sum of millions of terms is said in a few
ranges, and its cells are a view of the input.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from kernels.tracing.region import Index, Region, one_cell

Array = np.ndarray[Any, Any]


class Along(NamedTuple):
    """Where terms read along one axis of an input: as the terms go along axis `of` of their grid,
    so do the `cells`; with None all read the one cell that there is."""

    cells: range
    of: int | None = None


@dataclass(frozen=True)
class Factor:
    """The cells of one input that the terms read, one a term. `grid` is that of the terms."""

    port: str
    along: tuple[Along, ...]
    grid: tuple[int, ...]

    @property
    def region(self) -> Region:
        """All cells that are read, each once."""
        return Region(tuple(_upwards(axis.cells) for axis in self.along))

    def of(self, port: str) -> Factor:
        """The same cells of another port."""
        return replace(self, port=port)

    @property
    def at(self) -> Array:
        """The cell that each term reads: int64, of shape (terms, axes of the input)."""
        return self.first(math.prod(self.grid))

    def first(self, count: int) -> Array:
        """The cells of the first `count` terms."""
        count = min(count, math.prod(self.grid))
        at = np.empty((count, len(self.along)), np.int64)
        steps = np.unravel_index(np.arange(count), self.grid) if self.grid and count else ()
        for axis, (cells, of) in enumerate(self.along):
            if count:
                at[:, axis] = cells[0] if of is None else cells.start + cells.step * steps[of]
        return at

    def cell(self, term: int) -> Index:
        """The cell that one term reads."""
        steps = self._steps(term)
        return tuple(cells[0] if of is None else cells[steps[of]] for cells, of in self.along)

    def term_at(self, cell: Index, near: int) -> int:
        """A term that reads a cell: of several the one most like the term `near`."""
        steps = list(self._steps(near))
        for (cells, of), at in zip(self.along, cell, strict=True):
            if of is not None:
                steps[of] = cells.index(at)
        return int(np.ravel_multi_index(steps, self.grid)) if steps else 0

    def _steps(self, term: int) -> tuple[int, ...]:
        """Where a term stands in the grid."""
        return tuple(map(int, np.unravel_index(term, self.grid))) if self.grid else ()

    def taken(self, array: Array) -> Array:
        """What stands in those cells, as a view that broadcasts to the grid."""
        cells = array[tuple(_slice(axis.cells) for axis in self.along)]
        moving = {axis.of: place for place, axis in enumerate(self.along) if axis.of is not None}
        still = [place for place, axis in enumerate(self.along) if axis.of is None]
        order = [moving[of] for of in sorted(moving)]
        shape = tuple(size if of in moving else 1 for of, size in enumerate(self.grid))
        return cells.transpose(order + still).reshape(shape)


@dataclass(frozen=True)
class Function:
    """A function of single cells, by the formula that people read and as arithmetic."""

    words: str
    compute: Callable[..., Any]


@dataclass(frozen=True)
class Terms:
    """What one output cell is made of.

    `how` is "sum" of the products of the factors' cells, "mean" of them, "copy" of the one cell
    that there is, "function" of one cell of each factor, or "made" without cells of inputs: then
    `says` tells of what. `note` is what else there is to say of the terms, if anything.
    """

    how: str
    grid: tuple[int, ...] = ()
    factors: tuple[Factor, ...] = ()
    function: Function | None = None
    says: str = ""
    note: str = ""

    @property
    def count(self) -> int:
        """How many terms there are."""
        return math.prod(self.grid) if self.factors else 0


def single(port: str, index: Index) -> Factor:
    """The factor of one cell, of a copy or a function."""
    return Factor(port, tuple(Along(cells) for cells in one_cell(index).axes), ())


def copy(port: str, index: Index) -> Terms:
    """The terms of a number that is an input's, as it is."""
    return Terms("copy", factors=(single(port, index),))


def _upwards(cells: range) -> range:
    """The same cells in the one way to say them: upwards, and one cell as a step of 1."""
    if len(cells) < 2:
        return range(cells[0], cells[0] + 1) if cells else range(0)
    first, last = sorted((cells[0], cells[-1]))
    return range(first, last + 1, abs(cells.step))


def _slice(cells: range) -> slice:
    """The cells as a slice; one that runs down to 0 has no stop."""
    if not cells:
        return slice(0, 0)
    stop = cells[-1] + (1 if cells.step > 0 else -1)
    return slice(cells[0], stop if stop >= 0 else None, cells.step)
