"""Sums over windows in which no two channels meet.

Where source and target lie in lines of memory already, they are used in place, region by region
(see regions.py): nothing is copied, nothing padded. Else each tile is copied to a strip, in the
order and dtype of the sum: channels first, halves, a multiplier, or images so small that starting
all regions takes longer.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.depthwise import lines
from kernels.convolution.ways.depthwise.regions import Cut, Piece, pieces
from kernels.convolution.ways.depthwise.shares import Work, share_count
from kernels.convolution.ways.depthwise.strips import copied, reads_in_place, tile_limit
from kernels.convolution.ways.direct.correlation import some_targets
from kernels.convolution.ways.gather import spoilt_by_padding
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

WEIGHTS_BYTES = 2**20  # of a filter repeated along a line
# Products between two looks whether to go on: some five milliseconds, and a tenth of a second where
# rows lie a power of two apart, so that all taps of a column share a few places of the cache.
MOST_AT_ONCE = 2**24
SHORT_LINE = 128  # values; starting a shorter one takes longer than what is done in it


def plan(source: Array, axes: tuple[Axis, ...], weights: Array, target: Array) -> list[Work]:
    """Works that write into `target` the sums of `source` times `weights`.

    source: (batch, *spatial, channels, multiplier); weights: (*taps, channels, multiplier), in the
    dtype of the sum; target: (batch, *targets, channels, multiplier), or 1 for the last, and then
    the sum over it.
    """
    taken_in_place = (
        reads_in_place(source, axes, weights.dtype)
        and lines.one_run(target, weights.dtype)
        and target.shape[-1] == weights.shape[-1]
    )
    step_by_one = axes[-1].stride == 1
    long = step_by_one and lines.joined(source) and lines.joined(target)
    if taken_in_place and (long or not step_by_one or prod(weights.shape[-2:]) >= SHORT_LINE):
        return _in_place(source, axes, weights, target, long)
    return _by_copy(source, axes, weights, target)


def _in_place(
    source: Array, axes: tuple[Axis, ...], weights: Array, target: Array, long: bool
) -> list[Work]:
    longest = _longest(axes, weights) if long else 1
    line = lines.repeated(weights, longest)
    view, out = lines.windows(source, axes, long), lines.of(target, long)

    def work(piece: Piece) -> Work:
        return Work(piece.products, lambda scratch: lines.sums(view, line, out, piece))

    each = _share(weights, target)
    cut = Cut(prod(weights.shape[-2:]), each, longest if long else each, long)
    return [work(piece) for piece in pieces(len(source), axes, cut)]


def _by_copy(source: Array, axes: tuple[Axis, ...], weights: Array, target: Array) -> list[Work]:
    long, values = axes[-1].stride == 1, prod(weights.shape[-2:])
    longest = _longest(axes, weights) if long else 1
    line = lines.repeated(weights, longest)
    spoilt = spoilt_by_padding(axes, weights)

    def fill(box: Box, scratch: Scratch) -> None:
        out = target[box]
        shape = (*out.shape[:-1], weights.shape[-1])
        whole = shape == out.shape and out.dtype == weights.dtype and out.flags.c_contiguous
        sums = out if whole else scratch.array("sums", shape, weights.dtype)
        here = tuple(some_targets(axes, box))
        strip, here = copied(source[box[0]], here, weights.dtype, spoilt, scratch)
        view, written = lines.windows(strip, here, long), lines.of(sums, long)
        cut = Cut(values, sums.size, longest if long else sums.size, long)
        for piece in pieces(len(strip), here, cut):
            cancelling.look()
            lines.sums(view, line, written, piece)
        if not whole:
            one = sums if shape == out.shape else sums.sum(axis=-1, keepdims=True)
            copy(out, one, scratch)

    def work(box: Box) -> Work:
        size = prod(part.stop - part.start for part in box)
        return Work(size * weights.size, lambda scratch: fill(box, scratch))

    limit = min(_share(weights, target), tile_limit(values, weights.dtype))
    return [work(box) for box in boxes(target.shape[:-2], limit)]


def _longest(axes: tuple[Axis, ...], weights: Array) -> int:
    """How many positions a line may have for the repeated weights to stay small."""
    return max(1, min(WEIGHTS_BYTES // weights.nbytes, axes[-1].targets))


def _share(weights: Array, target: Array) -> int:
    """How many targets make a share of the work, or a part of it where that takes long."""
    targets = prod(target.shape[:-2])
    each: int = -(-targets // share_count(targets * weights.size))
    return min(each, max(1, MOST_AT_ONCE // weights.size))
