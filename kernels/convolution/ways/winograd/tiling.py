"""Axes cut into tiles for Winograd's way, and the transforms of many tiles at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kernels.convolution.axis import Axis
from kernels.convolution.ways.winograd.toom_cook import LARGEST, transforms
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

LARGEST_MATRIX = 36  # rows of a Kronecker product: beyond, axes are transformed one after the other


@dataclass(frozen=True)
class Tile:
    """F(outputs, taps) along one axis; with one tap F(1, 1), which changes nothing."""

    outputs: int
    taps: int

    @property
    def points(self) -> int:
        """How many inputs a tile reads, and how many products it takes."""
        return self.outputs + self.taps - 1

    def count(self, targets: int) -> int:
        """How many tiles cover so many targets."""
        return -(-targets // self.outputs)


def tile_of(targets: int, taps: int) -> Tile:
    """The tile that takes the fewest products for so many targets, and of these the smallest."""
    if taps == 1:
        return Tile(1, 1)
    largest = max(1, min(targets, LARGEST - taps + 1))
    choices = [Tile(outputs, taps) for outputs in range(1, largest + 1)]
    return min(choices, key=lambda tile: tile.count(targets) * tile.points)


def reading(axis: Axis, tile: Tile) -> Axis:
    """The axis on which each target is a tile, and reads all inputs of it."""
    tiles = tile.count(axis.targets)
    return Axis(axis.source, tile.points, tiles, tile.outputs, 1, axis.before)


@lru_cache(maxsize=256)
def matrices(kind: str, tiles: tuple[Tile, ...], dtype: np.dtype[Any]) -> tuple[Array, ...]:
    """The `input`, `filter` or `output` matrices of all axes, as few as stay small.

    The transforms of two axes are one by the Kronecker product of their matrices.
    """
    found: list[Array] = []
    for tile in tiles:
        if tile.points == 1:
            continue  # F(1, 1) leaves all as it is
        one = getattr(transforms(tile.outputs, tile.taps), kind)
        if found and max(found[-1].shape) * max(one.shape) <= LARGEST_MATRIX:
            found[-1] = np.kron(found[-1], one)
        else:
            found.append(one)
    return tuple(matrix.astype(dtype) for matrix in found)


def transformed(
    transforms: Sequence[Array],
    values: Array,
    scratch: Scratch,
    target: Array | None = None,
) -> Array:
    """`values`, (points of all axes, ...), with each matrix applied along its own of these axes.

    `values` may be of `scratch.next`. The last matrix writes into `target`, if there is one.
    """
    done = 1
    for number, matrix in enumerate(transforms):
        rows, columns = matrix.shape
        before = values.reshape(done, columns, -1)
        shape = (done, rows, before.shape[-1])
        if target is not None and number == len(transforms) - 1:
            out = target.reshape(*shape, copy=False)
        else:
            out = scratch.next(shape, values.dtype)
        np.matmul(matrix, before, out=out)
        values, done = out, done * rows
    if target is not None and not transforms:
        np.copyto(target, values.reshape(target.shape))
    return values.reshape(done, -1)
