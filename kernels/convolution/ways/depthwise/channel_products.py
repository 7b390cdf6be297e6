"""Products of two sources in which no two channels meet, summed over all positions: the gradient
by a depthwise filter. As in channelwise.py, in place where that can be done, else by strips.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.depthwise import lines
from kernels.convolution.ways.depthwise.regions import Cut, Piece, pieces
from kernels.convolution.ways.depthwise.shares import shared_out
from kernels.convolution.ways.depthwise.strips import copied, reads_in_place, tile_limit
from kernels.convolution.ways.direct.correlation import some_targets
from kernels.convolution.ways.gather import spoilt_by_padding
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

SUMMED_LINE = 3072  # values: on shorter lines einsum sums at half the speed


@dataclass(frozen=True)
class Sum:
    """Adds the sum over some targets to an array: how many products, and how."""

    products: int
    add: Callable[[Array, Scratch], None]


def added(every: Sequence[Sum], sums: Array) -> list[Task]:
    """Tasks that do all of this, each for a share of its own of (shares, *taps, channels,
    multiplier), in the dtype of the sum and as many as `share_count` says."""
    shares = shared_out(every, len(sums))
    return [_task(share, out) for share, out in zip(shares, sums, strict=True)]


def _task(share: Sequence[Sum], out: Array) -> Task:
    def task(scratch: Scratch) -> None:
        for one in share:
            cancelling.look()
            one.add(out, scratch)

    return task


def plan(
    source: Array, axes: tuple[Axis, ...], backs: Array, dtype: np.dtype[Any], shares: int
) -> list[Sum]:
    """What each tap read times what came back, summed: to be added to (*taps, channels,
    multiplier) in this dtype.

    source and backs: (batch, *spatial, channels, multiplier).
    """
    each = -(-prod(backs.shape[:-2]) // shares)
    if reads_in_place(source, axes, dtype) and lines.one_run(backs, dtype):
        return _in_place(source, axes, backs, each)
    limit = min(each, tile_limit(prod(backs.shape[-2:]), dtype))
    return [by_copy(source, axes, backs, box) for box in boxes(backs.shape[:-2], limit)]


def _in_place(source: Array, axes: tuple[Axis, ...], backs: Array, each: int) -> list[Sum]:
    long = axes[-1].stride == 1 and lines.joined(source) and lines.joined(backs)
    view, back = lines.windows(source, axes, long), lines.of(backs, long)

    def one(piece: Piece) -> Sum:
        return Sum(piece.products, lambda out, scratch: lines.add_products(view, back, out, piece))

    cut = _cut(axes, backs, each, long)
    return [one(piece) for piece in pieces(len(source), axes, cut)]


def by_copy(source: Array, axes: tuple[Axis, ...], backs: Array, box: Box) -> Sum:
    """By a strip of what a tile reads."""

    def add(out: Array, scratch: Scratch) -> None:
        back = scratch.array("backs", backs[box].shape, out.dtype)
        copy(back, backs[box], scratch)
        here = tuple(some_targets(axes, box))
        spoilt = spoilt_by_padding(here, back)
        strip, here = copied(source[box[0]], here, out.dtype, spoilt, scratch)
        for one in _in_place(strip, here, back, back.size):
            cancelling.look()
            one.add(out, scratch)

    taps = prod(axis.taps for axis in axes)
    return Sum(prod(part.stop - part.start for part in box) * taps * prod(backs.shape[-2:]), add)


def _cut(axes: tuple[Axis, ...], backs: Array, each: int, long: bool) -> Cut:
    """Lines as short as einsum sums them at full speed: their sums stay in the caches."""
    values = prod(backs.shape[-2:])
    parts = max(1, axes[-1].targets * values // SUMMED_LINE)
    return Cut(values, each, -(-axes[-1].targets // parts) if long else each, long)
