"""Whether a source is read where it is, or in a copy of what a tile reads, made for the purpose."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from kernels.conversion import copy
from kernels.convolution.axis import Axis
from kernels.convolution.ways.depthwise import lines
from kernels.convolution.ways.depthwise.regions import region_count
from kernels.convolution.ways.gather import far_apart, strip
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

STRIP_BYTES = 2**20  # of a tile: smaller ones wait more for each other than the caches gain
REGION_NANOSECONDS = 15_000  # to start one
COPY_NANOSECONDS = 0.5  # a value


def reads_in_place(source: Array, axes: tuple[Axis, ...], dtype: np.dtype[Any]) -> bool:
    """Can the source be read where it is, and is that worth starting so many regions?"""
    if not lines.one_run(source, dtype):
        return False
    copied = len(source) * prod(axis.span for axis in axes) * prod(source.shape[-2:])
    return bool(region_count(axes) * REGION_NANOSECONDS < copied * COPY_NANOSECONDS)


def tile_limit(channels: int, dtype: np.dtype[Any]) -> int:
    """How many targets, with so many channels, a tile holds."""
    return max(1, STRIP_BYTES // (channels * dtype.itemsize))


def copied(
    source: Array, axes: Sequence[Axis], dtype: np.dtype[Any], spoilt: bool, scratch: Scratch
) -> tuple[Array, tuple[Axis, ...]]:
    """What the axes read as lines of memory, and the axes that read it there.

    With zeros around it, unless padding has `spoilt` the sums or windows lie far apart.
    """
    if not (spoilt or far_apart(axes)):
        padded = (axis._replace(source=axis.span, before=0) for axis in axes)
        return strip(source, axes, dtype, scratch), tuple(padded)
    starts = [max(0, axis.start) for axis in axes]
    stops = [
        max(start, min(axis.source, axis.start + axis.span))
        for start, axis in zip(starts, axes, strict=True)
    ]
    inside = source[(slice(None), *map(slice, starts, stops))]
    values = scratch.array("inside", inside.shape, dtype)
    copy(values, inside, scratch)
    moved = (
        axis._replace(source=stop - start, before=axis.before + start)
        for axis, start, stop in zip(axes, starts, stops, strict=True)
    )
    return values, tuple(moved)
