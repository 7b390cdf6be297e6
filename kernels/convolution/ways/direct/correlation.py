"""A sum over windows, tile by tile: gather a block that fits the cache, then one matmul."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.conversion import converted, copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.correlations import Correlation
from kernels.convolution.ways.direct import shifted
from kernels.convolution.ways.gather import gather, reached, spoilt_by_padding
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

BLOCK_BYTES = 3 * 2**20  # more than the second cache: what starts a task takes long, too
LARGEST_BLOCK_BYTES = 8 * 2**20
FEWEST_ROWS = 256  # fewer, and packing the filter for each tile costs more than it saves
FEWEST_CHANNELS = 64  # made by a task where rows are too few to share out
WORTH_A_TASK = 4_000_000  # multiplications below which a thread is not worth its start
FEWEST_TASKS = 4
DEEP = 256  # channels read: with fewer, a matmul a tap is too small
PLAIN_BYTES = 2**21  # read and made by a tile where nothing is gathered


def plan(correlation: Correlation) -> list[Task]:
    """Tasks that write the sums into the target: boxes of targets, each for some channels made."""
    sizes, weights = correlation.target.shape[:-2], correlation.weights
    groups, *taps, read, made = weights.shape
    depth, count, dtype = prod(taps) * read, prod(sizes), accumulator(weights.dtype)
    limit = rows_of_a_tile(count, depth, made, dtype.itemsize)
    if all(axis.plain for axis in correlation.axes):
        limit = max(1, min(limit, PLAIN_BYTES // ((depth + made) * dtype.itemsize)))
    if spoilt_by_padding(correlation.axes, weights):
        way = _task_by_tap
    elif shifted.takes(correlation):
        way = _task_by_shift
        correlation = replace(correlation, weights=weights.astype(dtype, copy=False))
        limit = min(shifted.most_targets(correlation), -(-count // FEWEST_TASKS))
    elif _deep(correlation, count):
        way = _task_by_tap
    else:
        way = _task
    every = boxes(sizes, limit)
    parts = boxes([made], _channels_of_a_task(count, len(every), depth * groups, made))
    if len(parts) == 1 and way is _task:
        matrix = as_matrix(weights, dtype).reshape(weights.shape)
        correlation = replace(correlation, weights=matrix)
    made_in_parts = [
        replace(
            correlation,
            weights=correlation.weights[..., part],
            target=correlation.target[..., part],
        )
        for (part,) in parts
    ]
    return [way(part, box) for part in made_in_parts for box in every]


def _deep(correlation: Correlation, count: int) -> bool:
    """Would gathering bring a large filter in order for few targets?"""
    groups, *taps, read, made = correlation.weights.shape
    turned = correlation.weights.strides[-2] < correlation.weights.strides[-1]
    return groups == 1 and turned and prod(taps) > 1 and read >= DEEP and count <= made


def as_matrix(weights: Array, dtype: np.dtype[Any]) -> Array:
    """(groups, *taps, read, made) as (groups, taps x read, made) in the dtype of the sum."""
    matrix = weights.reshape(len(weights), -1, weights.shape[-1])
    return matrix.astype(dtype, copy=False)


def rows_of_a_tile(rows: int, depth: int, made: int, itemsize: int) -> int:
    """How many targets a tile holds. It must not depend on the number of threads: bits would."""
    limit = max(BLOCK_BYTES // (depth * itemsize), FEWEST_ROWS)
    limit = max(1, min(limit, LARGEST_BLOCK_BYTES // (depth * itemsize)))
    if rows * depth * made >= FEWEST_TASKS * WORTH_A_TASK:
        limit = min(limit, max(FEWEST_ROWS, -(-rows // FEWEST_TASKS)))
    return max(1, limit)


def _channels_of_a_task(rows: int, tiles: int, depth: int, made: int) -> int:
    """How many of the channels made a task makes: all, unless there are too few tiles."""
    tasks = min(FEWEST_TASKS, rows * depth * made // WORTH_A_TASK)
    return max(-(-made * tiles // max(1, tasks)), min(made, FEWEST_CHANNELS))


def _task(correlation: Correlation, box: Box) -> Task:
    def task(scratch: Scratch) -> None:
        weights, target = correlation.weights, correlation.target[box]
        matrix = as_matrix(weights, accumulator(weights.dtype))
        axes, source = some_targets(correlation.axes, box), correlation.source[box[0]]
        rows = read_in_place(source, axes, matrix.dtype)
        if rows is None:
            block = gather(source, axes, matrix.dtype, scratch)
            rows = block.reshape(len(matrix), len(source), -1, matrix.shape[1])
        multiply(rows, matrix, target, scratch)

    return task


def _task_by_shift(correlation: Correlation, box: Box) -> Task:
    return lambda scratch: shifted.compute(_at(correlation, box), scratch)


def _at(correlation: Correlation, box: Box) -> Correlation:
    """The correlation for a box of targets alone."""
    source, target = correlation.source[box[0]], correlation.target[box]
    axes = some_targets(correlation.axes, box)
    return replace(correlation, source=source, axes=axes, target=target)


def _task_by_tap(correlation: Correlation, box: Box) -> Task:
    """One product a tap, of what it reads inside the source alone."""

    def task(scratch: Scratch) -> None:
        out, images = correlation.target[box], correlation.source[box[0]]
        weights = correlation.weights
        groups, channels, dtype = len(weights), weights.shape[-2], accumulator(weights.dtype)
        sums = scratch.array("sums", out.shape, dtype)
        sums.fill(0)
        for tap, written, read in reached(some_targets(correlation.axes, box)):
            cancelling.look()
            values = converted(images[(slice(None), *read)], dtype, "values", scratch)
            rows = np.moveaxis(values, -2, 0).reshape(groups, len(images), -1, channels)
            chosen: tuple[slice | int, ...] = (slice(None), *tap)
            matrix = weights[chosen].astype(dtype, copy=False)
            term = scratch.array("term", (*values.shape[:-1], out.shape[-1]), dtype)
            multiply(rows, matrix, term, scratch)
            place = sums[(slice(None), *written)]
            np.add(place, term, out=place)
        copy(out, sums, scratch)

    return task


def read_in_place(source: Array, axes: Sequence[Axis], dtype: np.dtype[Any]) -> Array | None:
    """A view of what the targets read as (groups, batch, targets, channels), if it is one."""
    if source.dtype != dtype or not all(axis.plain for axis in axes):
        return None
    stops = (axis.start + axis.span for axis in axes)
    pairs = zip(axes, stops, strict=True)
    places = tuple([slice(axis.start, stop, min(axis.stride, axis.span)) for axis, stop in pairs])
    return in_rows(source[(slice(None), *places)])


def in_rows(array: Array) -> Array | None:
    """(batch, *places, groups, channels) as (groups, batch, places, channels), if that is a view
    whose channels or places lie side by side, as a matrix product wants them."""
    batch, *places, groups, channels = array.shape
    try:
        flat = array.reshape(batch, prod(places), groups, channels, copy=False)
    except ValueError:
        return None
    rows = flat.transpose(2, 0, 1, 3)
    return rows if rows.itemsize in rows.strides[-2:] or 1 in rows.shape[-2:] else None


def some_targets(axes: Sequence[Axis], box: Box) -> list[Axis]:
    """The axes of the targets in a box, of which the first side is images."""
    return [axis.some_targets(part) for axis, part in zip(axes, box[1:], strict=True)]


def multiply(rows: Array, matrix: Array, target: Array, scratch: Scratch) -> None:
    """target = rows @ matrix, converted to the target's dtype if need be.

    rows: (groups, batch, places, depth); matrix: (groups, depth, made); target: (batch, *places,
    groups, made).
    """
    out = in_rows(target) if target.dtype == matrix.dtype else None
    if out is not None:
        _product(rows, matrix, out)
        return
    product = scratch.array("product", (*rows.shape[:3], matrix.shape[-1]), matrix.dtype)
    _product(rows, matrix, product)
    shape = (len(product), *target.shape[:-2], target.shape[-1])
    sums = np.moveaxis(product.reshape(shape), 0, -2)
    copy(target, sums, scratch)


def _product(rows: Array, matrix: Array, out: Array) -> None:
    """One matrix product a group if the images lie side by side, else one an image."""
    for group, factor, made in zip(rows, matrix, out, strict=True):
        try:
            flat = group.reshape(-1, group.shape[-1], copy=False)
            np.matmul(flat, factor, out=made.reshape(-1, made.shape[-1], copy=False))
        except ValueError:
            np.matmul(group, factor, out=made)
