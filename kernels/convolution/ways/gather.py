"""Copying what the taps of a tile of targets read into one block, ready for a matmul.

Source arrays are viewed as (batch, *spatial, groups, channels). A block has the shape
(groups, batch, *targets, *taps, channels), in the dtype of the sum. Only the block of one tile
exists at a time: no im2col matrix of the whole input is ever made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from kernels import cancelling
from kernels.conversion import converted, copy
from kernels.convolution.axis import Axis, Box
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

PAGE, WAYS_OF_A_SET = 4096, 8
"""Bytes: channels this far apart all fall into one set of the first cache, which holds eight lines.
Reading across more channels than that takes six times as long; a copy of the planes does not."""


def gather(source: Array, axes: Sequence[Axis], dtype: np.dtype[Any], scratch: Scratch) -> Array:
    """The block of all targets of `axes`; it lives in `scratch` or is a view of the source."""
    batch, (groups, channels) = source.shape[0], source.shape[-2:]
    targets, taps = [axis.targets for axis in axes], [axis.taps for axis in axes]
    shape = (groups, batch, *targets, *taps, channels)
    if all(axis.plain for axis in axes):
        read = tuple(
            slice(axis.start, axis.start + axis.span, min(axis.stride, axis.span)) for axis in axes
        )
        values = np.moveaxis(source[(slice(None), *read)], -2, 0)
        return converted(values, dtype, "block", scratch).reshape(shape)
    block = scratch.array("block", shape, dtype)
    if not far_apart(axes):
        np.copyto(block, windows(strip(source, axes, dtype, scratch), axes))
    else:
        _by_tap(source, axes, block, scratch)
    return block


def far_apart(axes: Sequence[Axis]) -> bool:
    """Do windows lie so far apart that a strip of all they span would be mostly unread?

    It could then also be larger than memory: a stride may be any number. Windows that overlap are
    read from a strip, in long runs and with no bounds to keep.
    """
    read = prod(axis.targets * axis.taps for axis in axes)
    return prod(axis.span for axis in axes) > 2 * read


def spoilt_by_padding(axes: Sequence[Axis], weights: Array) -> bool:
    """Would the zeros beyond the source, times an infinity or a NaN of the weights, make a NaN?

    No sum of the op has such a product, for it reads nothing there.
    """
    inside = all(axis.start >= 0 and axis.start + axis.span <= axis.source for axis in axes)
    return not (inside or finite(weights))


def finite(weights: Array) -> bool:
    """Are all weights finite? Their sum tells in one pass; where finite weights overflow in it, the
    answer is a needless no, no wrong one."""
    with np.errstate(all="ignore"):
        return bool(np.isfinite(weights.sum()))


def strip(source: Array, axes: Sequence[Axis], dtype: np.dtype[Any], scratch: Scratch) -> Array:
    """The part of the source that the axes span, with zeros where it goes beyond the source.

    The last spatial axis, groups and channels are one run of memory: in place where it is so in
    the source, else in `scratch`.
    """
    starts = [axis.start for axis in axes]
    stops = [axis.start + axis.span for axis in axes]
    if all(start >= 0 for start in starts):
        part = source[(slice(None), *map(slice, starts, stops))]
        shape = (source.shape[0], *(axis.span for axis in axes), *source.shape[-2:])
        here = part.shape == shape and part.dtype == dtype
        if here and part[(0,) * len(axes)].flags.c_contiguous:
            return part
    return padded(source, axes, dtype, "strip", scratch)


def padded(
    source: Array,
    axes: Sequence[Axis],
    dtype: np.dtype[Any],
    role: str,
    scratch: Scratch,
    *,
    planar: bool = False,
) -> Array:
    """A copy in `scratch` of what the axes span, with zeros beyond the source.

    In memory the channels come last or, if `planar`, first of all. Values of another dtype are
    converted here, once each, however many taps read them.
    """
    inside, place = [], []
    for axis in axes:
        start = max(0, axis.start)
        stop = max(start, min(axis.start + axis.span, axis.source))
        inside.append(slice(start, stop))
        place.append(slice(start - axis.start, stop - axis.start) if stop > start else slice(0, 0))
    shape = (source.shape[0], *(axis.span for axis in axes), *source.shape[-2:])
    if planar:
        copied = np.moveaxis(
            scratch.array(role, (*shape[-2:], *shape[:-2]), dtype), (0, 1), (-2, -1)
        )
    else:
        copied = scratch.array(role, shape, dtype)
    zero_outside(copied, place)
    values = source[(slice(None), *inside)]
    if not planar and values.strides[-1] % PAGE == 0 and values.shape[-1] > WAYS_OF_A_SET:
        planes = np.moveaxis(values, (-2, -1), (0, 1))
        closer = scratch.array("planes", planes.shape, values.dtype)
        np.copyto(closer, planes)
        values = np.moveaxis(closer, (0, 1), (-2, -1))
    copy(copied[(slice(None), *place)], values, scratch)
    return copied


def windows(strip: Array, axes: Sequence[Axis]) -> Array:
    """A read-only view of the strip in the shape of a block: no copy, windows overlap."""
    batch, *along, group, channel = strip.strides
    return as_strided(
        strip,
        (
            strip.shape[-2],
            strip.shape[0],
            *(axis.targets for axis in axes),
            *(axis.taps for axis in axes),
            strip.shape[-1],
        ),
        (
            group,
            batch,
            *(step * axis.stride for step, axis in zip(along, axes, strict=True)),
            *(step * axis.dilation for step, axis in zip(along, axes, strict=True)),
            channel,
        ),
        writeable=False,
    )


def zero_outside(padded: Array, place: Sequence[slice]) -> None:
    """Zero everything but `place`, which is about to be written."""
    before: tuple[slice, ...] = (slice(None),)
    for part in place:
        padded[(*before, slice(0, part.start))] = 0
        padded[(*before, slice(part.stop, None))] = 0
        before = (*before, part)


def reached(axes: Sequence[Axis]) -> Iterator[tuple[tuple[int, ...], Box, Box]]:
    """Each tap that reads inside the source, with the targets it serves and what it reads."""
    for tap in product(*(range(axis.taps) for axis in axes)):
        pairs = [axis.reached(at) for axis, at in zip(axes, tap, strict=True)]
        found = [pair for pair in pairs if pair is not None]
        if len(found) == len(pairs):
            yield tap, tuple(pair[0] for pair in found), tuple(pair[1] for pair in found)


def _by_tap(source: Array, axes: Sequence[Axis], block: Array, scratch: Scratch) -> None:
    """One strided copy a tap, for windows that lie far apart."""
    block[...] = 0
    for tap, targets, read in reached(axes):
        cancelling.look()
        values = source[(slice(None), *read)]
        place: tuple[slice | int, ...] = (slice(None), slice(None), *targets, *tap)
        copy(block[place], np.moveaxis(values, -2, 0), scratch)
