"""Winograd's way: tiles of neighbouring outputs from few products, by the matrices of toom_cook.py.

On each axis with two or more taps m outputs are computed together from n = m + r - 1 inputs, which
takes n products instead of m times r: in 2-D with 3x3 taps, F(4x4, 3x3), 36 instead of 144. The
transforms along several axes are Kronecker products, so that each is one matmul over many tiles;
the middle is a stack of matmuls, one for each of the n points. Each phase of an input gradient with
strides is a correlation with fewer taps, F(4x4, 2x2) or F(4, 2). A dilated correlation is cut into
plain ones, one for each residue of the positions.

Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016. Error bound: 2e-5
of the largest value of the result in float32, measured on every row of the speed table; it grows
with the square root of the number of terms, and with the range of numbers within one tile. A tile
with an infinity, a NaN or an overflow in it is computed anew by the direct way, so that such a
number spoils only what it is part of. Chosen where the products saved are worth the transforms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import inf, isfinite, prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.ways import correlation as direct
from kernels.convolution.ways.correlation import some_targets
from kernels.convolution.ways.correlations import Correlation, correlated_axes, correlations
from kernels.convolution.ways.gather import strip, windows
from kernels.convolution.ways.tiling import Tile, matrices, reading, tile_of, transformed
from kernels.convolution.ways.toom_cook import LARGEST
from kernels.convolution.ways.way import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT, Call, Way
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

SMALLEST = 2**22  # products of the plain sums below which a call is summed plainly
MOST_LATTICES = 16  # into which a dilated correlation is cut

TILE_BYTES = 5 * 2**18  # of transformed inputs or outputs of one task
FILTER_BYTES = 15 * 2**20  # of transformed filters at one time
FEWEST_TILES = 64  # of one task: fewer, and packing the filter costs more than multiplying it
FILTER_TASKS = 4
FEWEST_TASKS = 2  # as each transforms all inputs of its tiles anew


def takes(call: Call) -> bool:
    """Floating-point channels that meet over few taps, with outputs that lie side by side."""
    geometry = call.geometry
    strided = call.op == FORWARD and any(axis.stride > 1 for axis in geometry.axes)
    if geometry.depthwise or geometry.groups > 1 or call.op == FILTER_GRADIENT or strided:
        return False
    return call.sum_dtype.kind == "f" and all(
        max(axis.taps for axis in axes) < LARGEST
        and prod(min(axis.dilation, axis.targets) for axis in axes) <= MOST_LATTICES
        for axes in correlated_axes(call)
    )


def cost(call: Call) -> float:
    """The products of all tiles, the transforms and what is copied for them."""
    geometry, every = call.geometry, correlated_axes(call)
    read, made = geometry.group_inputs, geometry.group_outputs
    if call.op == INPUT_GRADIENT:
        read, made = made, read
    images, total = geometry.input_shape[0], 0.0
    plain = sum(prod(axis.targets * axis.taps for axis in axes) for axes in every)
    if plain * images * read * made < SMALLEST:
        return inf
    for axes in every:
        tiles = tiles_of(axes)
        count = images * prod(t.count(a.targets) for t, a in zip(tiles, axes, strict=True))
        points, outputs = prod(t.points for t in tiles), prod(t.outputs for t in tiles)
        taps = prod(t.taps for t in tiles)
        total += points * count * read * made / 32
        total += points * count * (read * (min(points, 36) / 25 + 0.4) + made * outputs / 25)
        total += outputs * count * made * 0.5
        total += points * read * made * (taps / 15 + 1)
    return total


def tiles_of(axes: Sequence[Axis]) -> tuple[Tile, ...]:
    """The tiles of a correlation; all lattices of a dilated one have the same."""
    return tuple(tile_of(-(-axis.targets // axis.dilation), axis.taps) for axis in axes)


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Transform the filters, then compute the tiles: in parts, where the filters are large."""
    every = [(one, tiles_of(one.axes)) for one in correlations(call, first, second, result)]
    pieces = [[_Piece(piece, tiles) for piece in _undilated(one)] for one, tiles in every]
    read, made = every[0][0].weights.shape[-2:]
    points = sum(prod(tile.points for tile in tiles) for _, tiles in every)
    parts = boxes([made], max(1, FILTER_BYTES // (points * read * call.sum_dtype.itemsize)))
    beside = sum(map(len, pieces))
    with threads.working_memory() as memory:
        for (part,) in parts:
            filters = [
                _Filter(one.weights[0, ..., part], tiles, memory, f"filter {number}")
                for number, (one, tiles) in enumerate(every)
            ]
            threads.run([task for filter in filters for task in filter.tasks()])
            threads.run(
                [
                    task
                    for filter, group in zip(filters, pieces, strict=True)
                    for piece in group
                    for task in piece.tasks(filter.values, part, beside, keep=len(parts) > 1)
                ]
            )


class _Filter:
    """The weights of a correlation, transformed: values, (points, read, made)."""

    def __init__(self, weights: Array, tiles: tuple[Tile, ...], memory: Scratch, role: str) -> None:
        self.tiles = tiles
        # In the filter's own order: an input gradient's is (made, read), and a matmul takes both.
        self._turned = weights.strides[-2] < weights.strides[-1]
        self._weights = weights.swapaxes(-1, -2) if self._turned else weights
        points = prod(tile.points for tile in tiles)
        sides = self._weights.shape[-2:]
        self._made = memory.array(role, (points, *sides), accumulator(weights.dtype))

    @property
    def values(self) -> Array:
        return self._made.swapaxes(-1, -2) if self._turned else self._made

    def tasks(self) -> list[Task]:
        """Tasks that fill the values, a share of the rows each."""
        rows = self._weights.shape[-2]
        return [self._task(part) for (part,) in boxes([rows], -(-rows // FILTER_TASKS))]

    def _task(self, part: slice) -> Task:
        def task(scratch: Scratch) -> None:
            rows = self._weights[..., part, :]
            taps = scratch.next(rows.shape, self._made.dtype)
            copy(taps, rows, scratch)
            flat = taps.reshape(prod(rows.shape[:-2]), -1)
            columns = slice(part.start * rows.shape[-1], part.stop * rows.shape[-1])
            out = self._made.reshape(len(self._made), -1)[:, columns]
            transforms = matrices("filter", self.tiles, taps.dtype)
            transformed(transforms, flat, scratch, out)

        return task


def _undilated(correlation: Correlation) -> list[Correlation]:
    """The correlations without dilation that make one with it up: targets of one residue each."""
    every = []
    for chosen in product(*(range(min(a.dilation, a.targets)) for a in correlation.axes)):
        pairs = list(zip(correlation.axes, chosen, strict=True))
        read = (
            slice(None),
            *(slice((at - a.before) % a.dilation, None, a.dilation) for a, at in pairs),
        )
        made = (slice(None), *(slice(at, None, a.dilation) for a, at in pairs))
        source, target = correlation.source[read], correlation.target[made]
        axes = [
            Axis(size, a.taps, targets, 1, 1, -((at - a.before) // a.dilation))
            for (a, at), size, targets in zip(
                pairs, source.shape[1:], target.shape[1:], strict=False
            )
        ]
        every.append(replace(correlation, source=source, axes=axes, target=target))
    return every


@dataclass(frozen=True)
class _Piece:
    """A correlation without strides or dilation, and its tiles."""

    correlation: Correlation
    tiles: tuple[Tile, ...]
    kept: dict[tuple[int, ...], Array] = field(default_factory=dict)  # inputs, by box

    def tasks(self, filter: Array, made: slice, beside: int, *, keep: bool) -> list[Task]:
        """Tasks that make some channels, with their filter: one for each box of tiles.

        Boxes are few where `beside`, the number of pieces, is small: then their channels are shared
        out, too. To `keep` the transformed inputs saves transforming them for every such part.
        """
        points, read, channels = filter.shape
        counts = self.correlation.target.shape[1:]
        sizes = [tile.count(targets) for tile, targets in zip(self.tiles, counts, strict=False)]
        room = TILE_BYTES // (points * max(read, channels) * filter.itemsize)
        every = boxes([len(self.correlation.target), *sizes], max(room, FEWEST_TILES))
        shares = boxes([channels], max(1, channels * len(every) * beside // FEWEST_TASKS))
        return [
            self._task(
                box,
                filter[..., share],
                slice(made.start + share.start, made.start + share.stop),
                keep=keep and len(every) <= FEWEST_TASKS,
            )
            for box in every
            for (share,) in shares
        ]

    def _task(self, box: Box, filter: Array, made: slice, *, keep: bool) -> Task:
        def task(scratch: Scratch) -> None:
            corner = tuple(side.start for side in box)
            rows = self.kept.get(corner)
            if rows is None:
                rows = self._inputs(box, filter.dtype, scratch)
                if keep:
                    self.kept[corner] = rows = rows.copy()
            products = scratch.next((*rows.shape[:2], filter.shape[2]), filter.dtype)
            np.matmul(rows, filter, out=products)
            transforms = matrices("output", self.tiles, filter.dtype)
            outputs = transformed(transforms, products, scratch)
            if isfinite(outputs.sum()):
                self._write(box, made, outputs, scratch)
            else:
                self._directly(box, made, scratch)

        return task

    def _inputs(self, box: Box, dtype: np.dtype[Any], scratch: Scratch) -> Array:
        """What a box of tiles reads, transformed: (points of all axes, tiles, read)."""
        gathered = self._gathered(box, dtype, scratch)
        found = transformed(matrices("input", self.tiles, dtype), gathered, scratch)
        return found.reshape(len(found), -1, self.correlation.source.shape[-1])

    def _gathered(self, box: Box, dtype: np.dtype[Any], scratch: Scratch) -> Array:
        """What a box of tiles reads: (points of all axes, batch, *tiles, read)."""
        source = self.correlation.source[box[0]]
        every = [reading(*pair) for pair in zip(self.correlation.axes, self.tiles, strict=True)]
        axes = some_targets(every, box)
        view = windows(strip(source, axes, dtype, scratch), axes)[0]
        last, rank = view.ndim - 1, len(axes)
        order = (*range(rank + 1, last), *range(rank + 1), last)
        view = view.transpose(order)
        block = scratch.next(view.shape, view.dtype)
        np.copyto(block, view)
        return block.reshape(prod(view.shape[:rank]), -1)

    def _positions(self, box: Box) -> Box:
        """The targets of a box of tiles."""
        sides = zip(box[1:], self.tiles, self.correlation.axes, strict=True)
        return (
            box[0],
            *(
                slice(part.start * tile.outputs, min(part.stop * tile.outputs, axis.targets))
                for part, tile, axis in sides
            ),
        )

    def _write(self, box: Box, made: slice, outputs: Array, scratch: Scratch) -> None:
        """Each output of the tiles to its place; what lies beyond the target is dropped."""
        steps = [tile.outputs for tile in self.tiles]
        counts = [side.stop - side.start for side in box]
        values = outputs.reshape(*steps, *counts, -1)
        target = self.correlation.target[self._positions(box)][..., 0, made]
        sides = list(zip(target.shape[1:-1], counts[1:], steps, strict=True))
        if all(size == count * step for size, count, step in sides):
            split = [length for _, count, step in sides for length in (count, step)]
            rank = len(steps)
            order = [rank, *(n for at in range(rank) for n in (rank + 1 + at, at)), 2 * rank + 1]
            whole = target.reshape(len(target), *split, -1, copy=False)
            copy(whole, values.transpose(order), scratch)
            return
        for offset in product(*map(range, steps)):
            places = tuple(slice(at, None, step) for at, step in zip(offset, steps, strict=True))
            out = target[(slice(None), *places)]
            kept = tuple(slice(0, size) for size in out.shape)
            copy(out, values[offset][kept], scratch)

    def _directly(self, box: Box, made: slice, scratch: Scratch) -> None:
        """The same targets by the direct way."""
        place, whole = self._positions(box), self.correlation
        here = Correlation(
            source=whole.source[place[0]],
            axes=some_targets(whole.axes, place),
            weights=whole.weights[..., made],
            target=whole.target[place][..., made],
        )
        for task in direct.plan(here):
            task(scratch)


WAY = Way("winograd", exact=False, takes=takes, cost=cost, compute=compute)
