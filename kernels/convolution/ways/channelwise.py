"""Sums over windows in which no two channels meet, tile by tile.

A tile is one einsum over a strided view of a padded strip, which runs as one fused multiply-add
for each tap and value. Where windows step by one along the last axis, that axis and the channels
are one long line.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.correlation import some_targets
from kernels.convolution.ways.gather import far_apart, reached, spoilt_by_padding, strip
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

TILE_BYTES = 2**19  # of targets; the strip beside them is a little larger
WEIGHTS_BYTES = 2**20  # of a filter repeated along a line
SHARES = 4  # into how many tasks a call is cut at least, if it is worth it
WORTH_A_TASK = 2**16  # values


def plan(source: Array, axes: Sequence[Axis], weights: Array, target: Array) -> list[Task]:
    """Tasks that write into `target` the sums of `source` times `weights`.

    source: (batch, *spatial, channels, multiplier); weights: (*taps, channels, multiplier), in the
    dtype of the sum; target: (batch, *targets, channels, multiplier), or 1 for the last, and then
    the sum over it.
    """
    room = max(1, WEIGHTS_BYTES // weights.nbytes)
    every = tiles(target.shape[:-2], values(source, weights.dtype), room)
    longest = max(box[-1].stop - box[-1].start for box in every)
    line = _along(weights, longest if axes[-1].stride == 1 else 1)
    by_tap = spoilt_by_padding(axes, weights)
    return [_task(source, axes, weights, line, target, box, by_tap) for box in every]


def values(array: Array, dtype: np.dtype[Any]) -> int:
    """How many positions with all their channels make a tile."""
    channels: int = prod(array.shape[-2:])
    return max(1, TILE_BYTES // (channels * dtype.itemsize))


def tiles(sizes: Sequence[int], limit: int, longest: int | None = None) -> list[Box]:
    """All targets in boxes of at most `limit`, no longer than `longest` on the last axis."""
    if prod(sizes) * limit >= WORTH_A_TASK:
        limit = max(1, min(limit, -(-prod(sizes) // SHARES)))
    length = min(sizes[-1], limit, longest or limit)
    outer = boxes(sizes[:-1], max(1, limit // length))
    return [(*box, *last) for box in outer for last in boxes(sizes[-1:], length)]


def _along(weights: Array, length: int) -> Array:
    """The weights repeated along a line: (*taps, length x channels x multiplier)."""
    *taps, channels, multiplier = weights.shape
    line = np.broadcast_to(weights[..., None, :, :], (*taps, length, channels, multiplier))
    return line.reshape(*taps, -1)


def _task(
    source: Array,
    axes: Sequence[Axis],
    weights: Array,
    line: Array,
    target: Array,
    box: Box,
    by_tap: bool,
) -> Task:
    def task(scratch: Scratch) -> None:
        here = some_targets(axes, box)
        part, out = source[box[0]], target[box]
        shape = (*out.shape[:-1], weights.shape[-1])
        whole = shape == out.shape and out.dtype == weights.dtype and out.flags.c_contiguous
        sums = out if whole else scratch.array("sums", shape, weights.dtype)
        if by_tap or far_apart(here):
            _by_tap(part, here, weights, sums, scratch)
        else:
            view = _lines(strip(part, here, weights.dtype, scratch), here)
            lead, taps, last = _labels(view, here)
            flat = sums.reshape(*view.shape[: len(lead)], -1)
            np.einsum(view, [*lead, *taps, last], line[..., : view.shape[-1]], [*taps, last],
                      [*lead, last], out=flat)  # fmt: skip
        if not whole:
            out[...] = sums if shape == out.shape else sums.sum(axis=-1, keepdims=True)

    return task


def products(
    source: Array, axes: Sequence[Axis], backs: Array, box: Box, scratch: Scratch, *, by_tap: bool
) -> Array:
    """What each tap read times what came back, summed over a tile: (*taps, channels, multiplier).

    source and backs are both (batch, *spatial, channels, multiplier). `by_tap` reads nothing
    beyond the source, which else counts as zeros.
    """
    here, part = some_targets(axes, box), source[box[0]]
    back = backs[box]
    dtype = accumulator(back.dtype)
    values = scratch.array("backs", back.shape, dtype)
    values[...] = back
    if by_tap or far_apart(here):
        return _products_by_tap(part, here, values)
    view = _lines(strip(part, here, dtype, scratch), here)
    lead, taps, last = _labels(view, here)
    flat = values.reshape(*view.shape[: len(lead)], -1)
    sums: Array = np.einsum(view, [*lead, *taps, last], flat, [*lead, last], [*taps, last])
    shape = view.shape[len(lead) : -1]
    total: Array = sums.reshape(*shape, -1, *back.shape[-2:]).sum(axis=len(shape))
    return total


def _lines(strip: Array, axes: Sequence[Axis]) -> Array:
    """The windows of a strip as (batch, *targets, *taps, line): a view, windows overlap.

    The line holds the channels, and the last axis of targets too where its windows step by one.
    """
    batch, *along = strip.strides[:-2]
    targets = [axis.targets for axis in axes]
    steps = [step * axis.stride for step, axis in zip(along, axes, strict=True)]
    length = prod(strip.shape[-2:])
    if axes[-1].stride == 1:
        length *= targets.pop()
        steps.pop()
    return as_strided(
        strip,
        (strip.shape[0], *targets, *(axis.taps for axis in axes), length),
        (
            batch,
            *steps,
            *(step * axis.dilation for step, axis in zip(along, axes, strict=True)),
            strip.itemsize,
        ),
        writeable=False,
    )


def _labels(view: Array, axes: Sequence[Axis]) -> tuple[list[int], list[int], int]:
    """The axes of such a view by number: targets, taps, line."""
    last = view.ndim - 1
    return list(range(last - len(axes))), list(range(last - len(axes), last)), last


def _by_tap(
    source: Array, axes: Sequence[Axis], weights: Array, sums: Array, scratch: Scratch
) -> None:
    """One product a tap, for windows that lie far apart."""
    sums[...] = 0
    for tap, written, read in reached(axes):
        part = sums[(slice(None), *written)]
        term = scratch.array("term", part.shape, sums.dtype)
        np.multiply(source[(slice(None), *read)], weights[tap], out=term, dtype=sums.dtype)
        part += term


def _products_by_tap(source: Array, axes: Sequence[Axis], backs: Array) -> Array:
    sums = np.zeros((*(axis.taps for axis in axes), *backs.shape[-2:]), backs.dtype)
    every = tuple(range(backs.ndim - 2))
    for tap, written, read in reached(axes):
        terms = source[(slice(None), *read)].astype(backs.dtype, copy=False)
        sums[tap] = (terms * backs[(slice(None), *written)]).sum(axis=every)
    return sums
