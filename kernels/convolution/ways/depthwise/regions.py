"""Targets by the taps that reach them, so that no sum reads beyond its source.

Near an edge, some taps of a window lie outside the source. Along each axis the targets fall into
stretches that the same taps reach: one in the middle, where all do, and short ones at both ends.
A region is one stretch of each axis. In it every tap reads what exists, in place: no padded copy is
needed, and no zero of the padding meets an infinity.

All of this follows from sizes alone, takes longer than small sums do, and is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from math import prod

from kernels.convolution.axis import Axis, Box, boxes

PLANS_KEPT = 1024


@dataclass(frozen=True)
class Piece:
    """Some images and targets of a region: where in its arrays each of a sum's operands lies.

    `read` is for lines.windows, `weights` for the filter repeated along a line, `write` for
    lines.of; `taps` is the part of the filter alone.
    """

    read: Box
    taps: Box
    weights: Box
    write: Box
    products: int  # 0 where no tap reaches these targets, so that their sums are zero


@dataclass(frozen=True)
class Cut:
    """How to cut regions into pieces: at most so many targets, so many of them in a line.

    `values` is how many there are at a position; `long` lines go along the last axis.
    """

    values: int
    targets: int
    longest: int
    long: bool


@lru_cache(PLANS_KEPT)
def pieces(images: int, axes: tuple[Axis, ...], cut: Cut) -> tuple[Piece, ...]:
    """All targets of so many images, each in one piece."""
    found = []
    for stretches in product(*(_stretches(axis) for axis in axes)):
        sizes = [images, *(_length(stretch.targets) for stretch in stretches)]
        length = max(1, min(sizes[-1], cut.targets, cut.longest))
        outer = boxes(sizes[:-1], max(1, cut.targets // length))
        found += [
            _piece(axes, stretches, (*box, *end), cut)
            for box in outer
            for end in boxes(sizes[-1:], length)
        ]
    return tuple(found)


@lru_cache(PLANS_KEPT)
def region_count(axes: tuple[Axis, ...]) -> int:
    """How many regions there are."""
    return prod(len(_stretches(axis)) for axis in axes)


@dataclass(frozen=True)
class _Stretch:
    """A run of targets, and the taps that reach them all."""

    targets: slice
    taps: slice


def _stretches(axis: Axis) -> list[_Stretch]:
    reached = (axis.reached(tap) for tap in range(axis.taps))
    served = [pair[0] for pair in reached if pair is not None]
    ends = sorted({0, axis.targets, *(end for part in served for end in (part.start, part.stop))})
    return [_Stretch(slice(*pair), _taps(axis, pair[0])) for pair in pairwise(ends)]


def _taps(axis: Axis, target: int) -> slice:
    """The taps that read inside the source for one target: always a run."""
    read_first = target * axis.stride - axis.before
    first = max(0, -(read_first // axis.dilation))
    stop = min(axis.taps, (axis.source - 1 - read_first) // axis.dilation + 1)
    return slice(first, stop) if first < stop else slice(0, 0)


def _piece(axes: Sequence[Axis], stretches: Sequence[_Stretch], box: Box, cut: Cut) -> Piece:
    """The piece of a region whose images and targets `box` gives, counted from its first."""
    images, *parts = box
    taps = tuple(stretch.taps for stretch in stretches)
    write = [
        slice(stretch.targets.start + part.start, stretch.targets.start + part.stop)
        for stretch, part in zip(stretches, parts, strict=True)
    ]
    read = [_read(*each) for each in zip(axes, write, taps, strict=True)]
    line = slice(0, cut.values)
    reads, weighs = line, line
    if cut.long:
        first, last = read.pop(), write.pop()
        reads = slice(first.start * cut.values, first.stop * cut.values)
        weighs = slice(0, _length(last) * cut.values)
        write.append(slice(last.start * cut.values, last.stop * cut.values))
    return Piece(
        read=(images, *read, *(slice(0, _length(some)) for some in taps), reads),
        taps=taps,
        weights=(*taps, weighs),
        write=(images, *write),
        products=cut.values * prod(map(_length, (*box, *taps))),
    )


def _read(axis: Axis, targets: slice, taps: slice) -> slice:
    """Where the first of these taps reads for each of these targets."""
    first = targets.start * axis.stride + taps.start * axis.dilation - axis.before
    last = first + (_length(targets) - 1) * axis.stride
    return slice(first, last + 1, min(axis.stride, last + 1 - first))


def _length(part: slice) -> int:
    length: int = part.stop - part.start
    return length
