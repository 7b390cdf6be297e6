"""Sums over windows in which no two channels meet.

Where source and target lie in lines of memory already, they are used in place, region by region
(see regions.py): nothing is copied, nothing padded. Else each tile is copied to a strip, in the
order and dtype of the sum: channels first, halves, a multiplier, or images so small that starting
all regions takes longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways import lines
from kernels.convolution.ways.correlation import some_targets
from kernels.convolution.ways.gather import spoilt_by_padding
from kernels.convolution.ways.regions import Piece, pieces
from kernels.convolution.ways.shares import Work, share_count
from kernels.convolution.ways.strips import copied, reads_in_place, tile_limit
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

WEIGHTS_BYTES = 2**19  # of a filter repeated along a line
SHORT_LINE = 128  # values; starting a shorter one takes longer than what is done in it


def plan(source: Array, axes: Sequence[Axis], weights: Array, target: Array) -> list[Work]:
    """Works that write into `target` the sums of `source` times `weights`.

    source: (batch, *spatial, channels, multiplier); weights: (*taps, channels, multiplier), in the
    dtype of the sum; target: (batch, *targets, channels, multiplier), or 1 for the last, and then
    the sum over it.
    """
    step_by_one, channels = axes[-1].stride == 1, prod(weights.shape[-2:])
    room = max(1, WEIGHTS_BYTES // weights.nbytes)
    longest = min(room, axes[-1].targets) if step_by_one else 1
    line = lines.repeated(weights, longest)
    in_place = (
        reads_in_place(source, axes, weights.dtype)
        and lines.one_run(target, weights.dtype)
        and target.shape[-1] == weights.shape[-1]
    )
    long = step_by_one and lines.joined(source) and lines.joined(target)
    sizes = target.shape[:-2]
    each = -(-prod(sizes) // share_count(prod(sizes) * weights.size))
    if in_place and (long or not step_by_one or channels >= SHORT_LINE):
        cut = pieces(len(source), axes, each, longest if long else None)
        return [_work_in_place(source, line, target, piece, long) for piece in cut]
    spoilt = spoilt_by_padding(axes, weights)
    limit = min(each, tile_limit(channels, weights.dtype))
    every = boxes(sizes, limit)
    return [
        _work_by_copy(source, axes, weights, line, longest, target, box, spoilt) for box in every
    ]


def _work_in_place(source: Array, line: Array, target: Array, piece: Piece, long: bool) -> Work:
    channels = prod(source.shape[-2:])
    return Work(piece.products * channels, lambda scratch: _sums(source, line, target, piece, long))


def _sums(source: Array, line: Array, target: Array, piece: Piece, long: bool) -> None:
    out = piece.of(target)
    if piece.region.empty:
        out.fill(0)
    else:
        lines.sums(source[piece.box[0]], piece.axes, line[piece.region.taps], out, long)


def _work_by_copy(
    source: Array,
    axes: Sequence[Axis],
    weights: Array,
    line: Array,
    longest: int,
    target: Array,
    box: Box,
    spoilt: bool,
) -> Work:
    def run(scratch: Scratch) -> None:
        out = target[box]
        shape = (*out.shape[:-1], weights.shape[-1])
        whole = shape == out.shape and out.dtype == weights.dtype and out.flags.c_contiguous
        sums = out if whole else scratch.array("sums", shape, weights.dtype)
        here = some_targets(axes, box)
        values, here = copied(source[box[0]], here, weights.dtype, spoilt, scratch)
        long = here[-1].stride == 1 and lines.joined(values)
        for piece in pieces(len(values), here, sums.size, longest if long else None):
            _sums(values, line, sums, piece, long)
        if not whole:
            one = sums if shape == out.shape else sums.sum(axis=-1, keepdims=True)
            copy(out, one, scratch)

    return Work(prod(part.stop - part.start for part in box) * weights.size, run)
