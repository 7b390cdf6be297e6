"""Depthwise sums with the channels first: each channel's pixels are one line, padding and all.

Where channels are not together in memory, rows of pixels are. A tile of some channels and images is
copied to padded planes, all of one channel one after the other: then what a tap reads for every
target is one run, moved by as much as the tap. At the ends of rows such a run holds sums over what
does not belong together; they are made and dropped, or what came back is zero there. A weight is
one number for the whole run, and the gradient by it one scalar product, which BLAS takes.

Windows step by one here; with strides, copying every pixel's neighbours apart takes longer than
strips.py does. Measured on a 3 GHz Zen 3 core, a tap and value: 0.15 to 0.2 ns for a sum on runs of
3,500 values or more, 0.5 ns on shorter ones, 0.1 ns for a scalar product; and 0.4 to 0.9 ns to copy
a value in or out.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways.depthwise.channel_products import Sum, by_copy
from kernels.convolution.ways.depthwise.plane_layout import Layout, layout
from kernels.convolution.ways.depthwise.shares import Work, share_count
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

LINE = 2**14  # values: all taps of a line find it in the second cache
SHORTEST_SUM = 3500  # values of a line: on shorter ones einsum takes two or three times as long
TILE = 2**18  # values of a tile's targets: threads wait more for each other where tiles are smaller
MANY = 512  # scalar products: NumPy lets other threads run only while it makes over 500
MOST_DROPPED = 2  # sums to a target: small images in wide padding are not for planes


def fit(axes: tuple[Axis, ...]) -> bool:
    """Do windows step by one, and is most of what planes compute asked for?"""
    if any(axis.stride > 1 for axis in axes):
        return False
    targets = prod(axis.targets for axis in axes)
    return prod(axis.span for axis in axes) <= MOST_DROPPED * targets


def fit_sums(axes: tuple[Axis, ...], images: int) -> bool:
    """Do they fit, and are lines long enough for sums?"""
    return fit(axes) and images * prod(axis.span for axis in axes) >= SHORTEST_SUM


def sums(source: Array, axes: tuple[Axis, ...], weights: Array, target: Array) -> list[Work]:
    """Works that write into `target` the sums of `source` times `weights`.

    source: (batch, *spatial, channels, 1); weights: (*taps, channels, 1), in the dtype of the sum,
    and finite if there is padding; target: (batch, *targets, channels, 1).
    """
    images, targets, dtype = _by_channel(source), _by_channel(target), weights.dtype
    by_channel = np.moveaxis(weights[..., 0], -1, 0)

    def fill(tile: Box, scratch: Scratch) -> None:
        out = targets[tile]
        here = layout(axes, tile[2].start, tile[2].stop)
        view = _windows(images, axes, here, tile, dtype, scratch)
        total = scratch.array("sums", (*out.shape[:2], *here.sizes), dtype)
        lines = total.reshape(len(total), -1)[:, : view.shape[-1]]
        _sum(view, by_channel[tile[0]], lines)
        copy(out, total[tuple(slice(size) for size in out.shape)], scratch)

    def work(tile: Box) -> Work:
        return Work(_size(tile, targets) * weights.size, lambda scratch: fill(tile, scratch))

    shares = share_count(prod(target.shape[:-2]) * weights.size)
    return [work(tile) for tile in _tiles(targets, shares)]


def products(
    source: Array, axes: tuple[Axis, ...], backs: Array, dtype: np.dtype[Any], shares: int
) -> list[Sum]:
    """What each tap read times what came back, summed: to be added to (*taps, channels, 1).

    source: (batch, *spatial, channels, 1); backs: (batch, *targets, channels, 1).
    """
    images, values = _by_channel(source), _by_channel(backs)

    def add(tile: Box, out: Array, scratch: Scratch) -> None:
        back, here = values[tile], layout(axes, tile[2].start, tile[2].stop)
        place = tuple(slice(0, size) for size in back.shape[2:])
        lines = scratch.array("backs", (*back.shape[:2], *here.sizes), dtype)
        _fill(lines, back, place, scratch)
        lines = lines.reshape(len(lines), *[1] * len(axes), -1)
        view = _windows(images, axes, here, tile, dtype, scratch)
        found = _scalar_products(view, lines[..., : view.shape[-1]])
        if np.isnan(found).any():
            # Of an infinity and a zero of the padding, perhaps: again, from what there is alone.
            channels, box = (..., tile[0], slice(None)), (*tile[1:], *place[1:])
            exact = by_copy(source[channels], axes, backs[channels], box)
            exact.add(out[channels], scratch)
        else:
            out[..., tile[0], 0] += np.moveaxis(found, 0, -1)

    def work(tile: Box) -> Sum:
        count = _size(tile, values) * prod(axis.taps for axis in axes)
        return Sum(count, lambda out, scratch: add(tile, out, scratch))

    return [work(tile) for tile in _tiles(values, shares)]


def _by_channel(array: Array) -> Array:
    """(batch, *spatial, channels, 1) as (channels, batch, *spatial)."""
    return np.moveaxis(array[..., 0], -1, 0)


def _tiles(targets: Array, shares: int) -> list[Box]:
    """Channels, images and rows: lines of whole planes if one fits, and as many channels."""
    channels, images, rows, *others = targets.shape
    row = prod(others)
    lines = boxes((images, rows), max(1, LINE // row))
    length = row * max(prod(part.stop - part.start for part in box) for box in lines)
    each = max(1, min(TILE, targets.size // shares) // length)
    return [(*part, *box) for box in lines for part in boxes((channels,), each)]


def _size(tile: Box, targets: Array) -> int:
    size: int = prod(part.stop - part.start for part in tile) * prod(targets.shape[3:])
    return size


def _windows(
    images: Array,
    axes: tuple[Axis, ...],
    here: Layout,
    tile: Box,
    dtype: np.dtype[Any],
    scratch: Scratch,
) -> Array:
    """What each tap reads for all targets of a tile: (channels, *taps, line). A line goes from the
    first target to the last."""
    values = images[(tile[0], tile[1], *here.read)]
    planes = scratch.array("planes", (*values.shape[:2], *here.sizes), dtype)
    _fill(planes, values, here.place, scratch)
    length = (values.shape[1] - 1) * here.plane + here.last + 1
    steps = (values.shape[1] * here.plane, *here.tap_steps, 1)
    return np.ndarray(
        (len(values), *(axis.taps for axis in axes), length),
        dtype,
        planes.data,
        strides=[step * dtype.itemsize for step in steps],
    )


def _fill(planes: Array, values: Array, place: Box, scratch: Scratch) -> None:
    """Copy to a place in all planes, with zeros around it."""
    inside = planes[(slice(None), slice(None), *place)]
    if inside.size < planes.size:
        planes.fill(0)
    copy(inside, values, scratch)


def _sum(view: Array, weights: Array, lines: Array) -> None:
    """Write into lines (channels, line) the sums over windows: view (channels, *taps, line) times
    weights (channels, *taps)."""
    taps = "abc"[: view.ndim - 2]
    # The axes from last to first, and the order F: so einsum's inner loop goes along the line.
    np.einsum(f"l{taps}n,{taps}n->ln", view.T, weights.T, out=lines.T, order="F")


def _scalar_products(views: Array, lines: Array) -> Array:
    """(channels, *taps) of views (channels, *taps, line) and lines that fit them; each in as many
    parts as it takes to let other threads run."""
    parts = -(-MANY // prod(views.shape[:-1]))
    each = views.shape[-1] // parts
    cut = [
        array[..., : parts * each].reshape(*array.shape[:-1], parts, each, copy=False)
        for array in (views, lines)
    ]
    rest = np.vecdot(views[..., parts * each :], lines[..., parts * each :])
    total: Array = np.vecdot(*cut).sum(axis=-1) + rest
    return total
