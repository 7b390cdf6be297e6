"""The cells of a tensor that a trace lights, as they lie in a flat view of it."""

from __future__ import annotations

from collections.abc import Iterator

from app.results.slicing import Slicing
from blocks.viewing.tiles import Tiles
from kernels.tracing.region import Region

Lit = tuple[Region, ...]
Box = tuple[int, int, int, int]
"""First row, first column, rows and columns."""

MOST_BOXES = 1500
"""Cells apart from each other are outlined one by one up to so many; more would run together."""


def is_lit(lit: Lit, index: tuple[int, ...]) -> bool:
    """Whether a cell of the tensor is lit."""
    return any(index in region for region in lit)


def boxes_of(lit: Lit, slicing: Slicing, tiled: int | None, tiles: Tiles | None) -> list[Box]:
    """What is to be outlined in a plane, or in each of several slices beside one another."""
    if tiled is None or tiles is None:
        return [box for region in lit for box in _of_plane(region, slicing)]
    found = []
    for tile in range(tiles.count):
        top, left = tiles.corner(tile)
        slice = slicing.with_index(tiled, tiles.first + tile)
        for region in lit:
            for row, column, high, wide in _of_plane(region, slice):
                found.append((top + row, left + column, high, wide))
    return found


def _of_plane(region: Region, slicing: Slicing) -> list[Box]:
    fits = len(region.axes) == len(slicing.shape) and region.count
    if not fits or any(slicing.at[axis] not in region.axes[axis] for axis in slicing.fixed):
        return []
    rows, columns = (
        region.axes[axes[0]] if axes else range(1) for axes in (slicing.rows, slicing.columns)
    )
    runs = [list(_runs(cells)) for cells in (rows, columns)]
    if len(runs[0]) * len(runs[1]) > MOST_BOXES:
        runs = [[(min(cells), max(cells) + 1 - min(cells))] for cells in (rows, columns)]
    return [(row, column, high, wide) for row, high in runs[0] for column, wide in runs[1]]


def _runs(cells: range) -> Iterator[tuple[int, int]]:
    """Where cells lie side by side: the first one, and how many."""
    if abs(cells.step) == 1 or len(cells) == 1:
        yield min(cells), len(cells)
    else:
        yield from ((at, 1) for at in cells)
