"""Depthwise sums with the channels first: each channel's pixels are one line, padding and all.

Where channels are not together in memory, rows of pixels are. A tile of some channels and images is
copied to padded planes, all of one channel one after the other: then what a tap reads for every
target is one run, moved by as much as the tap. At the ends of rows such a run holds sums over what
does not belong together; they are made and dropped, or what came back is zero there. A weight is
one number for the whole run, and the gradient by it one scalar product, which BLAS takes.

Measured on a 3 GHz Zen 3 core, a tap and value: 0.15 to 0.2 ns for a sum on runs of 3,500 values or
more, 0.1 ns for a scalar product; and 0.4 to 0.9 ns to copy a value in or out.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.channel_products import Sum, by_copy
from kernels.convolution.ways.plane_layout import Layout, layouts, outside
from kernels.convolution.ways.shares import Work, share_count
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

LINE = 2**14  # values: all taps of a line find it in the second cache
SHORT_LINE = 3500  # values: on shorter ones einsum is faster with one axis of taps than with two
TILE = 2**17  # values of a tile's targets
MOST_DROPPED = 2  # sums to a target: small images in wide padding are not for planes


def worthwhile(axes: tuple[Axis, ...]) -> bool:
    """Is most of what planes compute asked for?"""
    every = layouts(axes, 0, axes[0].targets)
    targets = prod(axis.targets for axis in axes)
    return bool(every) and every[0].plane <= MOST_DROPPED * targets


def sums(source: Array, axes: tuple[Axis, ...], weights: Array, target: Array) -> list[Work]:
    """Works that write into `target` the sums of `source` times `weights`.

    source: (batch, *spatial, channels, 1); weights: (*taps, channels, 1), in the dtype of the sum,
    and finite if there is padding; target: (batch, *targets, channels, 1).
    """
    images, targets, dtype = _by_channel(source), _by_channel(target), weights.dtype
    by_channel = np.moveaxis(weights[..., 0], -1, 0)

    def fill(tile: Box, scratch: Scratch) -> None:
        out = targets[tile]
        every = layouts(axes, tile[2].start, tile[2].stop)
        total = scratch.array("sums", (*out.shape[:2], *every[0].sizes), dtype)
        lines = total.reshape(len(total), -1)
        first = True
        for layout in every:
            view = _windows(images, layout, tile, dtype, scratch)
            weigh = by_channel[(tile[0], *layout.taps)]
            first = _sum(view, weigh, lines[:, : view.shape[-1]], first, scratch)
        copy(out, total[tuple(slice(size) for size in out.shape)], scratch)

    def work(tile: Box) -> Work:
        return Work(_size(tile, targets) * weights.size, lambda scratch: fill(tile, scratch))

    shares = share_count(prod(target.shape[:-2]) * weights.size)
    return [work(tile) for tile in _tiles(targets, shares)]


def products(
    source: Array,
    axes: tuple[Axis, ...],
    backs: Array,
    dtype: np.dtype[Any],
    shares: int,
) -> list[Sum]:
    """What each tap read times what came back, summed: to be added to (*taps, channels, 1).

    source: (batch, *spatial, channels, 1); backs: (batch, *targets, channels, 1).
    """
    images, values = _by_channel(source), _by_channel(backs)

    def add(tile: Box, out: Array, scratch: Scratch) -> None:
        every, here = layouts(axes, tile[2].start, tile[2].stop), values[tile]
        lines = scratch.array("backs", (*here.shape[:2], *every[0].sizes), dtype)
        place = tuple(slice(0, size) for size in here.shape[2:])
        _fill(lines, here, place, outside(place, every[0].sizes), scratch)
        lines = lines.reshape(len(lines), *[1] * len(axes), -1)
        found = []
        for layout in every:
            view = _windows(images, layout, tile, dtype, scratch)
            found.append(np.vecdot(view, lines[..., : view.shape[-1]]))
        if any(np.isnan(one).any() for one in found):
            # Of an infinity and a zero of the padding, perhaps: again, from what there is alone.
            channels, box = (..., tile[0], slice(None)), (*tile[1:], *place[1:])
            exact = by_copy(source[channels], axes, backs[channels], box)
            exact.add(out[channels], scratch)
            return
        for layout, one in zip(every, found, strict=True):
            out[layout.taps][..., tile[0], 0] += np.moveaxis(one, 0, -1)

    def work(tile: Box) -> Sum:
        count = _size(tile, values) * prod(axis.taps for axis in axes)
        return Sum(count, lambda out, scratch: add(tile, out, scratch))

    return [work(tile) for tile in _tiles(values, shares)]


def _sum(view: Array, weights: Array, lines: Array, first: bool, scratch: Scratch) -> bool:
    """Set the lines to the sums over windows, or add them if they are not the first. Says that
    what comes next is not."""
    short = lines.shape[-1] < SHORT_LINE
    for part in range(view.shape[1]) if short else [slice(None)]:
        some, weigh = view[:, part], weights[:, part]
        more = lines if first else scratch.array("more", lines.shape, lines.dtype)
        taps = "abc"[: some.ndim - 2]
        # The axes from last to first, and the order F: so einsum's inner loop goes along the line.
        np.einsum(f"l{taps}n,{taps}n->ln", some.T, weigh.T, out=more.T, order="F")
        if not first:
            np.add(lines, more, out=lines)
        first = False
    return first


def _by_channel(array: Array) -> Array:
    """(batch, *spatial, channels, 1) as (channels, batch, *spatial)."""
    return np.moveaxis(array[..., 0], -1, 0)


def _tiles(targets: Array, shares: int) -> list[Box]:
    """Channels, images and rows: lines of whole planes if one fits, all channels of a tile."""
    channels, images, rows, *others = targets.shape
    row = prod(others)
    lines = boxes((images, rows), max(1, LINE // row))
    length = max(prod(part.stop - part.start for part in box) for box in lines) * row
    each = max(1, min(TILE, targets.size // shares) // length)
    return [(*part, *box) for box in lines for part in boxes((channels,), each)]


def _size(tile: Box, targets: Array) -> int:
    size: int = prod(part.stop - part.start for part in tile) * prod(targets.shape[3:])
    return size


def _windows(
    images: Array, layout: Layout, tile: Box, dtype: np.dtype[Any], scratch: Scratch
) -> Array:
    """What each tap reads for all targets of a tile: (channels, *taps, line). A line goes from the
    first target to the last. Valid until the next is asked for."""
    channels, some, _ = tile
    here = images[(channels, some, *layout.read)]
    planes = scratch.array("planes", (*here.shape[:2], *layout.sizes), dtype)
    _fill(planes, here, layout.place, layout.outside, scratch)
    length = (here.shape[1] - 1) * layout.plane + layout.last + 1
    steps = (here.shape[1] * layout.plane, *layout.tap_steps, 1)
    return np.ndarray(
        (len(here), *layout.tap_counts, length),
        dtype,
        planes.data,
        strides=[step * dtype.itemsize for step in steps],
    )


def _fill(
    planes: Array, values: Array, place: Box, around: tuple[Box, ...], scratch: Scratch
) -> None:
    """Copy to a place in all planes, with zeros around it."""
    for box in around:
        planes[(slice(None), slice(None), *box)] = 0
    copy(planes[(slice(None), slice(None), *place)], values, scratch)
