"""Targets by the taps that reach them, so that no sum reads beyond its source.

Near an edge, some taps of a window lie outside the source. Along each axis the targets fall into
stretches that the same taps reach: one in the middle, where all do, and short ones at both ends.
A region is one stretch of each axis. In it every tap reads what exists, in place: no padded copy is
needed, and no zero of the padding meets an infinity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import Any

import numpy as np

from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.correlation import some_targets

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Region:
    """Some targets, the taps that reach all of them, and the axes of these alone."""

    targets: Box
    taps: Box
    axes: tuple[Axis, ...]

    @property
    def empty(self) -> bool:
        """Does no tap reach these targets? Their sums are zero."""
        return any(axis.taps == 0 for axis in self.axes)


def regions(axes: Sequence[Axis]) -> list[Region]:
    """All targets, each in one region."""
    found = []
    for chosen in product(*(_stretches(axis) for axis in axes)):
        targets, taps = tuple(pair[0] for pair in chosen), tuple(pair[1] for pair in chosen)
        found.append(Region(targets, taps, _some(axes, targets, taps)))
    return found


@dataclass(frozen=True)
class Piece:
    """Some images and targets of a region."""

    box: Box  # images first
    region: Region

    @property
    def axes(self) -> list[Axis]:
        """The axes of these targets, and of the taps that reach them."""
        return some_targets(self.region.axes, self.box)

    @property
    def products(self) -> int:
        """How many products one channel takes."""
        targets = prod(part.stop - part.start for part in self.box)
        taps = prod(axis.taps for axis in self.region.axes)
        return int(targets * taps)

    def of(self, targets: Array) -> Array:
        """A view of these targets, of all (batch, *targets, ...)."""
        return targets[(slice(None), *self.region.targets)][self.box]


def pieces(images: int, axes: Sequence[Axis], limit: int, longest: int | None) -> list[Piece]:
    """All regions, cut into pieces of at most `limit` targets, `longest` along the last axis."""
    found = []
    for region in regions(axes):
        sizes = [images, *(axis.targets for axis in region.axes)]
        length = min(sizes[-1], limit, longest or limit)
        outer = boxes(sizes[:-1], max(1, limit // length))
        ends = boxes(sizes[-1:], length)
        found += [Piece((*box, *end), region) for box in outer for end in ends]
    return found


def region_count(axes: Sequence[Axis]) -> int:
    """How many regions there are."""
    count = 1
    for axis in axes:
        count *= len(_cuts(axis)) - 1
    return count


def _some(axes: Sequence[Axis], targets: Box, taps: Box) -> tuple[Axis, ...]:
    return tuple(
        axis.some_targets(part).some_taps(some)
        for axis, part, some in zip(axes, targets, taps, strict=True)
    )


def _stretches(axis: Axis) -> list[tuple[slice, slice]]:
    """Runs of targets, each with the taps that reach them."""
    return [(slice(*ends), _taps(axis, ends[0])) for ends in pairwise(_cuts(axis))]


def _cuts(axis: Axis) -> list[int]:
    """Where a stretch ends and the next begins, both ends of the axis counted."""
    reached = (axis.reached(tap) for tap in range(axis.taps))
    served = [pair[0] for pair in reached if pair is not None]
    ends = {end for part in served for end in (part.start, part.stop)}
    return sorted({0, axis.targets, *ends})


def _taps(axis: Axis, target: int) -> slice:
    """The taps that read inside the source for one target: always a run."""
    read_first = target * axis.stride - axis.before
    first = max(0, -(read_first // axis.dilation))
    stop = min(axis.taps, (axis.source - 1 - read_first) // axis.dilation + 1)
    return slice(first, stop) if first < stop else slice(0, 0)
