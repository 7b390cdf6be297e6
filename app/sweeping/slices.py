"""The part of each cell's tensor that its heatmap shows: the same for all of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.results.slicing import Slicing, for_picture


def widened(
    now: Slicing | None, shape: Sequence[int], names: Sequence[str], before: Slicing | None = None
) -> Slicing:
    """The slicing of a grid with one more tensor: as large on each axis as the largest one, so that
    every index of every cell can be reached. The first tensor says what the axes are; what was
    chosen `before` for such tensors is kept."""
    if now is None:
        made = for_picture(shape, names)
        if before is None or before.names != made.names:
            return made
        at = tuple(map(min, before.at, (max(0, size - 1) for size in shape)))
        return replace(before, shape=made.shape, at=at)
    if now.names != tuple(names):
        return now
    return replace(now, shape=tuple(map(max, now.shape, shape)))


def fitted(grid: Slicing | None, shape: Sequence[int], names: Sequence[str]) -> Slicing | None:
    """The slicing of a grid for a tensor of one of its cells; None where the tensor has no such
    index. A tensor of other axes is shown as it would be alone."""
    if grid is None or grid.names != tuple(names):
        return for_picture(shape, names)
    mine = replace(grid, shape=tuple(shape))
    is_there = all(mine.at[axis] < mine.shape[axis] for axis in mine.fixed)
    return mine if is_there or mine.is_empty else None
