"""Products of two sources in which no two channels meet, summed over all positions: the gradient
by a depthwise filter. As in channelwise.py, in place where that can be done, else by strips.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways import lines
from kernels.convolution.ways.correlation import some_targets
from kernels.convolution.ways.gather import spoilt_by_padding
from kernels.convolution.ways.regions import Piece, pieces
from kernels.convolution.ways.shares import shared_out
from kernels.convolution.ways.strips import copied, reads_in_place, tile_limit
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

SUMMED_LINE = 4096  # values: on lines below about 3,000 einsum sums at half the speed


@dataclass(frozen=True)
class Sum:
    """Adds the sum over some targets to an array: how many products, and how."""

    products: int
    add: Callable[[Array, Scratch], None]


def plan(source: Array, axes: Sequence[Axis], backs: Array, sums: Array) -> list[Task]:
    """Tasks that add to `sums`, each to a share of its own, what a tap read times what came back.

    source and backs: (batch, *spatial, channels, multiplier); sums: (shares, *taps, channels,
    multiplier) in the dtype of the sum, as many as `share_count` says.
    """
    return [
        _task(share, out)
        for share, out in zip(
            shared_out(_plan(source, axes, backs, sums), len(sums)), sums, strict=True
        )
    ]


def _task(share: Sequence[Sum], out: Array) -> Task:
    def task(scratch: Scratch) -> None:
        for one in share:
            one.add(out, scratch)

    return task


def _plan(source: Array, axes: Sequence[Axis], backs: Array, sums: Array) -> list[Sum]:
    dtype, sizes, channels = sums.dtype, backs.shape[:-2], prod(backs.shape[-2:])
    each = -(-prod(sizes) // len(sums))
    if reads_in_place(source, axes, dtype) and lines.one_run(backs, dtype):
        long = axes[-1].stride == 1 and lines.joined(source) and lines.joined(backs)
        cut = pieces(len(source), axes, each, -(-SUMMED_LINE // channels) if long else None)
        return [_in_place(source, backs, piece, long) for piece in cut]
    limit = min(each, tile_limit(channels, dtype))
    return [_by_copy(source, axes, backs, box) for box in boxes(sizes, limit)]


def _in_place(source: Array, backs: Array, piece: Piece, long: bool) -> Sum:
    def add(out: Array, scratch: Scratch) -> None:
        if not piece.region.empty:
            back, images = piece.of(backs), source[piece.box[0]]
            out[piece.region.taps] += lines.products(images, piece.axes, back, long)

    return Sum(piece.products * prod(backs.shape[-2:]), add)


def _by_copy(source: Array, axes: Sequence[Axis], backs: Array, box: Box) -> Sum:
    def add(out: Array, scratch: Scratch) -> None:
        back = scratch.array("backs", backs[box].shape, out.dtype)
        copy(back, backs[box], scratch)
        here = some_targets(axes, box)
        spoilt = spoilt_by_padding(here, back)
        values, here = copied(source[box[0]], here, out.dtype, spoilt, scratch)
        long = here[-1].stride == 1 and lines.joined(values)
        for piece in pieces(len(values), here, back.size, None):
            _in_place(values, back, piece, long).add(out, scratch)

    taps = prod(axis.taps for axis in axes)
    return Sum(prod(part.stop - part.start for part in box) * taps * prod(backs.shape[-2:]), add)
