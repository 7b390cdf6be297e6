"""A sum over windows, tile by tile: gather a block that fits the cache, then one matmul."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.correlations import Correlation
from kernels.convolution.ways.gather import gather, reached, spoilt_by_padding
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

BLOCK_BYTES = 2**20  # fits the second cache of a core, beside the filter's panels
LARGEST_BLOCK_BYTES = 8 * 2**20
FEWEST_ROWS = 256  # fewer, and packing the filter for each tile costs more than it saves
WORTH_A_TASK = 4_000_000  # multiplications below which a thread is not worth its start
FEWEST_TASKS = 4


def plan(correlation: Correlation) -> list[Task]:
    """Tasks that write the sums into the target."""
    axes, matrix = correlation.axes, as_matrix(correlation.weights)
    sizes = correlation.target.shape[:-2]
    limit = rows_of_a_tile(prod(sizes), *matrix.shape[1:], matrix.dtype.itemsize)
    way = _task_by_tap if spoilt_by_padding(axes, matrix) else _task
    source, target = correlation.source, correlation.target
    return [way(source, axes, matrix, target, box) for box in boxes(sizes, limit)]


def as_matrix(weights: Array) -> Array:
    """(groups, *taps, read, made) as (groups, taps x read, made), in the dtype of the sum."""
    matrix = weights.reshape(len(weights), -1, weights.shape[-1])
    return matrix.astype(accumulator(weights.dtype), copy=False)


def rows_of_a_tile(rows: int, depth: int, made: int, itemsize: int) -> int:
    """How many targets a tile holds. It must not depend on the number of threads: bits would."""
    limit = max(BLOCK_BYTES // (depth * itemsize), FEWEST_ROWS)
    limit = max(1, min(limit, LARGEST_BLOCK_BYTES // (depth * itemsize)))
    share = -(-rows // FEWEST_TASKS)
    if share * depth * made >= WORTH_A_TASK:
        limit = min(limit, share)
    return max(1, limit)


def _task(source: Array, axes: Sequence[Axis], matrix: Array, target: Array, box: Box) -> Task:
    def task(scratch: Scratch) -> None:
        here = some_targets(axes, box)
        block = gather(source[box[0]], here, matrix.dtype, scratch)
        rows = block.reshape(matrix.shape[0], -1, matrix.shape[1])
        multiply(rows, matrix, target[box], scratch)

    return task


def _task_by_tap(
    source: Array, axes: Sequence[Axis], matrix: Array, target: Array, box: Box
) -> Task:
    """One product a tap, of what it reads inside the source alone."""

    def task(scratch: Scratch) -> None:
        out, images, channels = target[box], source[box[0]], source.shape[-1]
        taps = [axis.taps for axis in axes]
        by_tap = np.moveaxis(matrix.reshape(len(matrix), *taps, channels, -1), 0, -3)
        sums = scratch.array("sums", out.shape, matrix.dtype)
        sums[...] = 0
        for tap, written, read in reached(some_targets(axes, box)):
            values = images[(slice(None), *read)].astype(matrix.dtype, copy=False)
            rows = np.moveaxis(values, -2, 0).reshape(len(matrix), -1, channels)
            term = scratch.array("term", (*values.shape[:-1], out.shape[-1]), matrix.dtype)
            multiply(rows, by_tap[tap], term, scratch)
            sums[(slice(None), *written)] += term
        out[...] = sums

    return task


def some_targets(axes: Sequence[Axis], box: Box) -> list[Axis]:
    """The axes of the targets in a box, of which the first side is images."""
    return [axis.some_targets(part) for axis, part in zip(axes, box[1:], strict=True)]


def multiply(rows: Array, matrix: Array, target: Array, scratch: Scratch) -> None:
    """target = rows @ matrix, group by group, rounded to the target's dtype if need be."""
    groups, count, made = rows.shape[0], rows.shape[1], matrix.shape[2]
    if groups == 1 and target.dtype == matrix.dtype and target.flags.c_contiguous:
        np.matmul(rows[0], matrix[0], out=target.reshape(count, made))
        return
    product = scratch.array("product", (groups, count, made), matrix.dtype)
    np.matmul(rows, matrix, out=product)
    target[...] = np.moveaxis(product.reshape(groups, *target.shape[:-2], made), 0, -2)
