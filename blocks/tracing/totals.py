"""The values of terms and their sum: in float64, or exact for whole numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Grid = tuple[int, ...]

AT_ONCE = 2**19
"""So many terms' values are in memory at a time while they are summed, about."""


def products(cells: Sequence[Array], grid: Grid) -> Array:
    """The terms' values on their grid, from what the factors' cells hold: float64, int64, or
    Python's integers where 64 bits may not hold them and their sum."""
    within = _within(cells, grid)
    result = cells[0].astype(within)
    with np.errstate(all="ignore"):
        for one in cells[1:]:
            result = result * one.astype(within)
    return np.broadcast_to(result, grid)


def total(cells: Sequence[Array], grid: Grid) -> float | int:
    """The sum of all products; of none it is 0."""
    found: float | int = 0 if _is_whole(cells) else 0.0
    with np.errstate(all="ignore"):
        for part, sizes in parts(list(cells), grid):
            some = products(part, sizes).sum()
            found += some if isinstance(some, int) else some.item()
    return found


def not_finite(cells: Sequence[Array], grid: Grid) -> tuple[int, int]:
    """How many terms are NaN or infinite, and the number of the first of them."""
    count, first, begun = 0, 0, 0
    for part, sizes in parts(list(cells), grid):
        with np.errstate(all="ignore"):
            strange = np.flatnonzero(~np.isfinite(products(part, sizes).astype(np.float64)))
        if strange.size and not count:
            first = begun + int(strange[0])
        count += strange.size
        begun += math.prod(sizes)
    return count, first


def _within(cells: Sequence[Array], grid: Grid) -> Any:
    if not _is_whole(cells):
        return np.float64
    most = math.prod(grid)
    for one in cells:
        most *= max(abs(int(one.max())), abs(int(one.min()))) if one.size else 0
    return np.int64 if most < 2**63 else object


def _is_whole(cells: Sequence[Array]) -> bool:
    return cells[0].dtype.kind in "iu"


def parts(cells: list[Array], grid: Grid) -> Iterator[tuple[list[Array], Grid]]:
    """The cells cut along the first axes of the grid, so that no part has many terms."""
    if not math.prod(grid):
        return
    if math.prod(grid) <= AT_ONCE:
        yield cells, grid
        return
    axis = next(axis for axis, size in enumerate(grid) if size > 1)
    inner = math.prod(grid[axis + 1 :])
    step = max(1, AT_ONCE // inner)
    for start in range(0, grid[axis], step):
        stop = min(start + step, grid[axis])
        cut = (slice(None),) * axis + (slice(start, stop),)
        part = [one if one.shape[axis] == 1 else one[cut] for one in cells]
        yield from parts(part, (*grid[:axis], stop - start, *grid[axis + 1 :]))
