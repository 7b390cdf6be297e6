"""Winograd's way for the gradient by the filter: its r taps at once, from tiles of m outputs.

Along each axis the gradient by r taps is a correlation of the input with out_backprop. Cut into
tiles of m outputs, each is F(r, m): from n = m + r - 1 inputs and m outputs come the r taps, with
n products instead of m times r. In 2-D with 3x3 taps and tiles of 4x4 that is 36 products instead
of 144. All tiles add up before the last transform, which is therefore done once: the middle is a
stack of n matmuls that sum over the tiles, (n, channels in, tiles) by (n, tiles, channels out).

Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, on the forward op;
the gradient by the filter is the same with filter and output exchanged. Error bound: 2e-5 of the
largest value of the result in float32; measured, at most 4e-6 on the speed table. An infinity, a
NaN or an overflow spreads over its whole tile: then the direct way computes everything anew.
Chosen where the products saved are worth the transforms, which takes about 64 channels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import inf, isfinite, prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.geometry import Geometry
from kernels.convolution.ways.direct import direct
from kernels.convolution.ways.direct.correlation import some_targets
from kernels.convolution.ways.gather import strip, windows
from kernels.convolution.ways.way import FILTER_GRADIENT, Call, Way
from kernels.convolution.ways.winograd.lattices import Lattice, lattices
from kernels.convolution.ways.winograd.tiling import Tile, matrices, tile_of, transformed
from kernels.convolution.ways.winograd.toom_cook import LARGEST
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

START = 2_000_000  # nanoseconds that all steps take, however little there is to do
SMALLEST = 2**22  # products of the plain sums below which a call is summed plainly
MOST_LATTICES = 16  # into which a dilated gradient is cut

BOX_BYTES = 2**21  # of the transformed inputs or outputs of one task
CHUNK_BYTES = 2**25  # of all transformed inputs and outputs at one time
FEWEST_TASKS = 4  # that share the channels in, unless each then has
FEWEST_CHANNELS = 32  # of them, for fewer make a slow matmul; and at most
MOST_CHANNELS = 64
PRODUCT_BYTES = 2**23  # of the products of one task, however many the points


def takes(call: Call) -> bool:
    """Gradients of floating-point filters with few taps, without strides or groups."""
    axes = call.geometry.axes
    if call.op != FILTER_GRADIENT or call.geometry.depthwise or call.geometry.groups > 1:
        return False
    if call.sum_dtype.kind != "f" or any(axis.stride > 1 or axis.taps >= LARGEST for axis in axes):
        return False
    return prod(min(axis.dilation, axis.targets) for axis in axes) <= MOST_LATTICES


def cost(call: Call) -> float:
    """The products of all tiles, the transforms and what is copied for them."""
    geometry, tiles = call.geometry, tiles_of(call.geometry)
    read, made, images = geometry.group_inputs, geometry.group_outputs, geometry.input_shape[0]
    plain = prod(axis.targets * axis.taps for axis in geometry.axes)
    if plain * images * read * made < SMALLEST:
        return inf
    count = images * prod(
        sum(-(-lattice.axis.targets // tile.taps) for lattice in lattices(axis))
        for axis, tile in zip(geometry.axes, tiles, strict=True)
    )
    points = prod(tile.points for tile in tiles)
    taps, outputs = prod(tile.outputs for tile in tiles), prod(tile.taps for tile in tiles)
    transforms = read * min(points, 36) + made * min(outputs, 36) + (read + made) * 45
    total = START + points * count * (read * made / 30 + transforms / 25)
    return total + points * read * made * (min(taps, 36) / 25 + 1)


def tiles_of(geometry: Geometry) -> tuple[Tile, ...]:
    """The tile of each axis: its `outputs` are taps of the filter, its `taps` are outputs."""
    found = (tile_of(lattices(axis)[0].axis.targets, axis.taps) for axis in geometry.axes)
    return tuple(Tile(outputs=tile.taps, taps=tile.outputs) for tile in found)


def compute(call: Call, input: Array, out_backprop: Array, result: Array) -> None:
    """Chunk by chunk of tiles: transform them all, then multiply and add up."""
    sums = result if result.dtype == call.sum_dtype else np.empty(result.shape, call.sum_dtype)
    gradient = _Gradient(call.geometry, input, out_backprop, sums)
    with threads.working_memory() as memory:
        for number, chunk in enumerate(gradient.chunks()):
            transforms, products = gradient.stages(chunk, memory, is_first=number == 0)
            threads.run(transforms)
            threads.run(products)
    if not all(gradient.finite):
        direct.compute(call, input, out_backprop, result)
    elif sums is not result:
        threads.run([partial(copy, result, sums)])


@dataclass(frozen=True)
class _Piece:
    """A box of tiles of one lattice an axis, and its place among the tiles of its chunk."""

    lattices: Sequence[Lattice]
    box: Box
    place: slice


class _Gradient:
    """One call: what is read, in which tiles, and the sums that it makes."""

    def __init__(self, geometry: Geometry, input: Array, out_backprop: Array, sums: Array) -> None:
        self.finite: list[bool] = []  # of the sums that every task added to
        self._geometry = geometry
        self._source, self._backs = geometry.inputs(input), geometry.outputs(out_backprop)
        self._sums, self._dtype = sums, sums.dtype
        self._tiles = tiles_of(geometry)
        self._points = prod(tile.points for tile in self._tiles)
        self._read, self._made = sums.shape[-2:]

    def chunks(self) -> list[list[_Piece]]:
        """Boxes of tiles, in chunks whose transforms are kept at one time."""
        size = self._points * self._dtype.itemsize
        limit = max(1, CHUNK_BYTES // (size * (self._read + self._made)))
        room = min(limit, max(1, BOX_BYTES // (size * max(self._read, self._made))))
        chunks: list[list[_Piece]] = [[]]
        stop = 0
        for chosen in product(*map(lattices, self._geometry.axes)):
            counts = [
                -(-lattice.axis.targets // tile.taps)
                for lattice, tile in zip(chosen, self._tiles, strict=True)
            ]
            for box in boxes([len(self._source), *counts], room):
                tiles = prod(side.stop - side.start for side in box)
                if stop + tiles > limit:
                    chunks.append([])
                    stop = 0
                chunks[-1].append(_Piece(chosen, box, slice(stop, stop + tiles)))
                stop += tiles
        return chunks

    def stages(
        self, chunk: Sequence[_Piece], memory: Scratch, *, is_first: bool
    ) -> tuple[list[Task], list[Task]]:
        """Tasks that transform a chunk into `memory`, and tasks that add up what comes of it."""
        count = chunk[-1].place.stop
        inputs = memory.array("inputs", (self._points, count, self._read), self._dtype)
        outputs = memory.array("outputs", (self._points, count, self._made), self._dtype)
        transforms = [
            task(piece, into)
            for piece in chunk
            for task, into in (
                (self._transform_inputs, inputs),
                (self._transform_outputs, outputs),
            )
        ]
        room = PRODUCT_BYTES // (self._points * self._made * self._dtype.itemsize)
        share = min(max(-(-self._read // FEWEST_TASKS), FEWEST_CHANNELS), MOST_CHANNELS)
        products = [
            self._multiply(inputs[..., part], outputs, part, is_first)
            for (part,) in boxes([self._read], max(1, min(room, share)))
        ]
        return transforms, products

    def _transform_inputs(self, piece: _Piece, inputs: Array) -> Task:
        def task(scratch: Scratch) -> None:
            read = (piece.box[0], *(lattice.sources for lattice in piece.lattices))
            axes = [
                Axis(
                    here.axis.source, tile.points, here.axis.targets, tile.taps, 1, here.axis.before
                )
                for here, tile in zip(piece.lattices, self._tiles, strict=True)
            ]
            gathered = self._gathered(self._source[read], axes, piece.box, scratch)
            transforms = matrices("input", self._tiles, self._dtype)
            transformed(transforms, gathered, scratch, inputs[:, piece.place])

        return task

    def _transform_outputs(self, piece: _Piece, outputs: Array) -> Task:
        def task(scratch: Scratch) -> None:
            read = (piece.box[0], *(lattice.targets for lattice in piece.lattices))
            axes = [
                Axis(here.axis.targets, tile.taps, here.axis.targets, tile.taps, 1, 0)
                for here, tile in zip(piece.lattices, self._tiles, strict=True)
            ]
            gathered = self._gathered(self._backs[read], axes, piece.box, scratch)
            transforms = matrices("filter", self._tiles, self._dtype)
            transformed(transforms, gathered, scratch, outputs[:, piece.place])

        return task

    def _gathered(self, values: Array, axes: Sequence[Axis], box: Box, scratch: Scratch) -> Array:
        """What each tile of a box reads: (values of a tile, tiles x channels)."""
        here, rank = some_targets(axes, box), len(axes)
        view = windows(strip(values, here, self._dtype, scratch), here)[0]
        view = np.moveaxis(view, range(rank + 1, 2 * rank + 1), range(rank))
        block = scratch.next(view.shape, view.dtype)
        np.copyto(block, view)
        return block.reshape(prod(view.shape[:rank]), -1)

    def _multiply(self, inputs: Array, outputs: Array, part: slice, is_first: bool) -> Task:
        """Add what the tiles of a chunk make of some input channels; the first chunk writes."""

        def task(scratch: Scratch) -> None:
            shape = (len(inputs), inputs.shape[-1], self._made)
            products = scratch.array("products", shape, self._dtype)
            np.matmul(inputs.swapaxes(1, 2), outputs, out=products)
            found = transformed(matrices("output", self._tiles, self._dtype), products, scratch)
            target = self._sums[..., part, :]
            found = found.reshape(target.shape)
            self.finite.append(isfinite(found.sum()))
            if is_first:
                np.copyto(target, found)
            else:
                np.add(target, found, out=target)

        return task


WAY = Way("winograd filter", exact=False, takes=takes, cost=cost, compute=compute)
