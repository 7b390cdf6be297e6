"""The cells of a tensor that a trace lights, as they lie in a flat view of it."""

from __future__ import annotations

from collections.abc import Iterator

from app.results.slicing import Slicing
from blocks.viewing.tiles import Tiles
from kernels.tracing.region import Region

Lit = tuple[Region, ...]
Place = tuple[int, int]
"""Row and column."""

Box = tuple[int, int, int, int]
"""First row, first column, rows and columns."""

MOST_BOXES = 1500
"""Cells apart from each other are outlined one by one up to so many; more would run together."""


def is_lit(lit: Lit, index: tuple[int, ...]) -> bool:
    """Whether a cell of the tensor is lit."""
    return any(index in region for region in lit)


def through_lit(lit: Lit, slicing: Slicing) -> tuple[Slicing, Place] | None:
    """The same view in a slice that has lit cells, as it is if it has, and where the first of them
    is; None if there are none."""
    there = [one for one in lit if one.count and len(one.axes) == len(slicing.shape)]
    if not there:
        return None
    seen = [one for one in there if all(slicing.at[at] in one.axes[at] for at in slicing.fixed)]
    region = (seen or there)[0]
    index = list(map(int, region.first(1)[0]))
    for axis in slicing.fixed:
        if seen:
            index[axis] = slicing.at[axis]
        slicing = slicing.with_index(axis, index[axis])
    return slicing, slicing.place_of(index)


def boxes_of(
    lit: Lit, slicing: Slicing, tiled: int | None, tiles: Tiles | None, *, together: bool = False
) -> list[Box]:
    """What is to be outlined in a plane, or in each of several slices beside one another: cells
    that lie apart one by one, or all of a region `together`."""
    if tiled is None or tiles is None:
        return [box for region in lit for box in _of_plane(region, slicing, together)]
    found = []
    for tile in range(tiles.count):
        top, left = tiles.corner(tile)
        slice = slicing.with_index(tiled, tiles.first + tile)
        for region in lit:
            for row, column, high, wide in _of_plane(region, slice, together):
                found.append((top + row, left + column, high, wide))
    return found


def _of_plane(region: Region, slicing: Slicing, together: bool) -> list[Box]:
    fits = len(region.axes) == len(slicing.shape) and region.count
    if not fits or any(slicing.at[axis] not in region.axes[axis] for axis in slicing.fixed):
        return []
    rows, columns = (
        region.axes[axes[0]] if axes else range(1) for axes in (slicing.rows, slicing.columns)
    )
    runs = [list(_runs(cells)) for cells in (rows, columns)]
    if together or len(runs[0]) * len(runs[1]) > MOST_BOXES:
        runs = [[(min(cells), max(cells) + 1 - min(cells))] for cells in (rows, columns)]
    return [(row, column, high, wide) for row, high in runs[0] for column, wide in runs[1]]


def _runs(cells: range) -> Iterator[tuple[int, int]]:
    """Where cells lie side by side: the first one, and how many."""
    if abs(cells.step) == 1 or len(cells) == 1:
        yield min(cells), len(cells)
    else:
        yield from ((at, 1) for at in cells)
