"""What a sweep gave: a grid of cells, each with its results or the reason why it has none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.sweeping.axes import Axis

Array = np.ndarray[Any, Any]
Index = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One run: its place in the grid, results by "block.output", and all that was wrong."""

    index: Index
    results: Mapping[str, Array]
    problems: tuple[str, ...]
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether all that was asked for is there."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Sweep:
    """The axes, what is fetched, and the cells that were finished, the last axis running fastest.

    `stopped` says that it was told to stop before the last cell.
    """

    axes: tuple[Axis, ...]
    fetches: tuple[str, ...]
    cells: tuple[Cell, ...]
    stopped: bool = False

    @property
    def shape(self) -> Index:
        """How many values each axis has."""
        return tuple(map(len, self.axes))

    @property
    def ok(self) -> bool:
        """Whether every cell is there and right."""
        return not self.stopped and all(cell.ok for cell in self.cells)

    @property
    def count(self) -> int:
        """How many cells the whole grid has."""
        return math.prod(self.shape)

    def settings(self, cell: Cell) -> dict[str, str]:
        """The values of a cell by what they are of."""
        return settings(self.axes, cell.index)

    def results(self) -> dict[str, Array]:
        """Every result under its own name and the cell's place: `dx.output[0,2]`."""
        return {
            f"{name}[{','.join(map(str, cell.index))}]": array
            for cell in self.cells
            for name, array in cell.results.items()
        }

    def arrays(self) -> dict[str, Array]:
        """The results, the values of each axis as `vary.dx.padding`, and as `sweep.problems` the
        reasons of each cell, empty where nothing is wrong: all that a file shall hold."""
        problems = np.full(self.shape, "not run", dtype=object)
        for cell in self.cells:
            problems[cell.index] = "\n".join(cell.problems)
        values = {f"vary.{axis}": np.array(axis.labels, dtype=np.str_) for axis in self.axes}
        return {**values, "sweep.problems": problems.astype(np.str_), **self.results()}


def settings(axes: Sequence[Axis], index: Index) -> dict[str, str]:
    """The values at a place of a grid by what they are of."""
    return {str(axis): axis.labels[at] for axis, at in zip(axes, index, strict=True)}
