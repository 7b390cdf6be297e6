"""Several slices of a tensor as one picture."""

from __future__ import annotations

import numpy as np

from app.results.slicing import Slicing
from blocks.viewing.numbers import Array
from blocks.viewing.tiles import Tiles

NAMED = 25
"""Up to so many slices each has its name; more names would be smaller than can be read."""


def slices_of(array: Array, slicing: Slicing, axis: int, tiles: Tiles) -> Array:
    """The slices along an axis, thinned as they are drawn: [slices, rows, columns].

    All at once: along an axis whose elements lie side by side, one after the other would read the
    whole tensor for each.
    """
    places = range(tiles.first, tiles.first + tiles.count)
    if not (slicing.rows and slicing.columns):
        few = [slicing.with_index(axis, one).plane(array) for one in places]
        return np.stack([one[:: tiles.step, :: tiles.step] for one in few])
    row, column = slicing.rows[0], slicing.columns[0]
    index: list[int | slice] = list(slicing.at)
    index[row] = index[column] = slice(None, None, tiles.step)
    index[axis] = slice(places.start, places.stop)
    left = sorted((axis, row, column))
    order = [left.index(one) for one in (axis, row, column)]
    found: Array = array[tuple(index)].transpose(order)
    return found


def joined(tiles: Tiles, paints: Array) -> Array:
    """Pictures [slices, rows, columns, 4] side by side; what is between them is seen through."""
    step = tiles.step
    high, wide = (size // step for size in tiles.size)
    whole = np.zeros((high, wide, 4), np.uint8)
    for corner, paint in zip(tiles.corners(), paints, strict=True):
        top, left = (place // step for place in corner)
        whole[top : top + paint.shape[0], left : left + paint.shape[1]] = paint
    return whole


def tile_names(tiles: Tiles, axis: str) -> list[tuple[int, int, str]]:
    """The name of each slice, with row and column of its first cell; of many, those at the left.
    The first says the axis: `C 0`, or `axis 3: 0`."""
    first = f"{axis} {tiles.first}" if len(axis) == 1 else f"{axis}: {tiles.first}"
    each = 1 if tiles.count <= NAMED else tiles.across
    return [
        (*corner, first if tile == 0 else str(tiles.first + tile))
        for tile, corner in enumerate(tiles.corners())
        if tile % each == 0
    ]
