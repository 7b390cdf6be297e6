"""Winograd's way: tiles of neighbouring outputs from few products, by the matrices of toom_cook.py.

On each axis with two or more taps m outputs are computed together from n = m + r - 1 inputs, which
takes n products instead of m times r: in 2-D with 3x3 taps, F(4x4, 3x3), 36 instead of 144. The
transforms along several axes are Kronecker products, so that each is one matmul over many tiles;
the middle is a stack of matmuls, one for each of the n points. A dilated correlation is cut into
plain ones, one for each residue of the positions.

Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016. Error bound: 2e-5
of the largest value of the result in float32, measured on every row of the speed table; it grows
with the square root of the number of terms, and with the range of numbers within one tile. A tile
with an infinity, a NaN or an overflow in it is computed anew by the direct way, so that such a
number spoils only what it is part of. Chosen where the products saved are worth the transforms. Not
taken with strides: the phases of such a gradient have one tap or two on an axis, and what F(4, 2)
saves of these the transforms take again, measured in 2-D and 3-D.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.convolution.axis import Axis, boxes
from kernels.convolution.ways.correlations import correlated_axes, correlations
from kernels.convolution.ways.way import FILTER_GRADIENT, INPUT_GRADIENT, Call, Way
from kernels.convolution.ways.winograd.lattices import lattices
from kernels.convolution.ways.winograd.tiles import FEWEST_TILES, Filter, Piece, undilated
from kernels.convolution.ways.winograd.tiling import Tile, tile_of
from kernels.convolution.ways.winograd.toom_cook import LARGEST

Array = np.ndarray[Any, Any]

START = 3_000_000  # nanoseconds that all steps take, however little there is to do
SMALLEST = 2**22  # products of the plain sums below which a call is summed plainly
MOST_LATTICES = 16  # into which a dilated correlation is cut
FILTER_VALUES = 2**22  # of a transformed filter at one time: 16 MiB of float32


def takes(call: Call) -> bool:
    """Floating-point channels that meet over few taps, with outputs that lie side by side."""
    geometry = call.geometry
    if geometry.depthwise or geometry.groups > 1 or call.op == FILTER_GRADIENT:
        return False
    if call.sum_dtype.kind != "f" or any(axis.stride > 1 for axis in geometry.axes):
        return False
    (axes,) = correlated_axes(call)
    count = prod(min(axis.dilation, axis.targets) for axis in axes)
    return max(axis.taps for axis in axes) < LARGEST and count <= MOST_LATTICES


def cost(call: Call) -> float:
    """The products of all tiles, for which BLAS packs the filter again and again, the transforms
    and what is copied for them."""
    geometry, (axes,) = call.geometry, correlated_axes(call)
    read, made = geometry.group_inputs, geometry.group_outputs
    if call.op == INPUT_GRADIENT:
        read, made = made, read
    images, tiles = geometry.input_shape[0], tiles_of(axes)
    if images * prod(axis.targets * axis.taps for axis in axes) * read * made < SMALLEST:
        return inf
    count = images * prod(
        sum(tile.count(lattice.axis.targets) for lattice in lattices(axis))
        for tile, axis in zip(tiles, axes, strict=True)
    )
    points, outputs = prod(t.points for t in tiles), prod(t.outputs for t in tiles)
    multiplied = points * read * made * (count / 36 + 0.3 * -(-count // FEWEST_TILES))
    transformed = points * count * (read * (min(points, 36) / 20 + 0.5) + made * outputs / 20)
    filters = points * read * made * (prod(t.taps for t in tiles) / 15 + 2.4)
    return START + multiplied + transformed + filters + outputs * count * made * 0.6


def tiles_of(axes: Sequence[Axis]) -> tuple[Tile, ...]:
    """The tiles of a correlation; all lattices of a dilated one have the same."""
    return tuple(tile_of(-(-axis.targets // axis.dilation), axis.taps) for axis in axes)


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Transform the filter, then compute the tiles: in parts, where the filter is large."""
    (whole,) = correlations(call, first, second, result)
    tiles, weights = tiles_of(whole.axes), whole.weights[0]
    size = prod(tile.points for tile in tiles) * weights.shape[-2]
    parts = boxes([weights.shape[-1]], max(1, FILTER_VALUES // size))
    pieces = [Piece(one, tiles) for one in undilated(whole)]
    with threads.working_memory() as memory:
        for (part,) in parts:
            filter = Filter(weights[..., part], tiles, memory)
            threads.run(filter.tasks())
            threads.run(
                [
                    task
                    for piece in pieces
                    for task in piece.tasks(filter.values, part, len(pieces), keep=len(parts) > 1)
                ]
            )


WAY = Way("winograd", exact=False, takes=takes, cost=cost, compute=compute)
