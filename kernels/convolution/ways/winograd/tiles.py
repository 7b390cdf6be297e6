"""The tasks of Winograd's way: what transforms a filter, and what computes the tiles of a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import isfinite, prod
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.conversion import copy
from kernels.convolution.axis import Box, boxes
from kernels.convolution.ways.correlations import Correlation
from kernels.convolution.ways.direct import correlation as direct
from kernels.convolution.ways.direct.correlation import some_targets
from kernels.convolution.ways.gather import strip, windows
from kernels.convolution.ways.winograd.lattices import lattices
from kernels.convolution.ways.winograd.tiling import Tile, matrices, reading, transformed
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

TILE_BYTES = 2**21  # of transformed inputs or outputs of one task
LARGEST_TILE_BYTES = 2**23
FEWEST_TILES = 64  # of one task: fewer, and packing the filter costs more than multiplying it
FILTER_TASKS = 4
FEWEST_TASKS = 2  # as each transforms all inputs of its tiles anew


class Filter:
    """The weights of a correlation, transformed: values, (points, read, made)."""

    def __init__(self, weights: Array, tiles: tuple[Tile, ...], memory: Scratch) -> None:
        self.tiles = tiles
        # In the filter's own order: an input gradient's is (made, read), and a matmul takes both.
        self._turned = weights.strides[-2] < weights.strides[-1]
        self._weights = weights.swapaxes(-1, -2) if self._turned else weights
        points = prod(tile.points for tile in tiles)
        sides = self._weights.shape[-2:]
        self._made = memory.array("filter", (points, *sides), accumulator(weights.dtype))

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


def undilated(correlation: Correlation) -> list[Correlation]:
    """The correlations without dilation that make one with it up: targets of one residue each."""
    every = []
    for chosen in product(*map(lattices, correlation.axes)):
        sources = (slice(None), *(lattice.sources for lattice in chosen))
        targets = (slice(None), *(lattice.targets for lattice in chosen))
        source, target = correlation.source[sources], correlation.target[targets]
        axes = [lattice.axis for lattice in chosen]
        every.append(replace(correlation, source=source, axes=axes, target=target))
    return every


@dataclass(frozen=True)
class Piece:
    """A correlation without strides or dilation, and its tiles."""

    correlation: Correlation
    tiles: tuple[Tile, ...]
    kept: dict[tuple[tuple[int, int], ...], Array] = field(default_factory=dict)  # inputs, by box

    def tasks(self, filter: Array, made: slice, beside: int, *, keep: bool) -> list[Task]:
        """Tasks that make some channels, with their filter: one for each box of tiles.

        Boxes are few where `beside`, the number of pieces, is small: then their channels are shared
        out, too. To `keep` the transformed inputs saves transforming them for every such part.
        """
        points, read, channels = filter.shape
        pairs = zip(self.tiles, self.correlation.axes, strict=True)
        counts = [len(self.correlation.source), *(tile.count(axis.targets) for tile, axis in pairs)]
        size = points * max(read, channels) * filter.itemsize
        room = max(TILE_BYTES // size, min(FEWEST_TILES, LARGEST_TILE_BYTES // size))
        every = boxes(counts, max(1, room))
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
            # By the whole box: the last part of the channels may be smaller, and its boxes larger.
            place = tuple((side.start, side.stop) for side in box)
            rows = self.kept.get(place)
            if rows is None:
                rows = self._inputs(box, filter.dtype, scratch)
                if keep:
                    self.kept[place] = rows = rows.copy()
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

    def _write(self, box: Box, made: slice, outputs: Array, scratch: Scratch) -> None:
        """Each output of the tiles to its place; what lies beyond the target is dropped."""
        steps = [tile.outputs for tile in self.tiles]
        counts = [side.stop - side.start for side in box]
        values = outputs.reshape(*steps, *counts, -1)
        target = self.correlation.target[self._positions(box)][..., 0, made]
        _place(target, values, steps, counts, scratch)

    def _positions(self, box: Box) -> Box:
        """The targets of a box of tiles."""
        sides = zip(box[1:], self.tiles, self.correlation.axes, strict=True)
        return (
            box[0],
            *(
                slice(side.start * tile.outputs, min(side.stop * tile.outputs, axis.targets))
                for side, tile, axis in sides
            ),
        )

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
            cancelling.look()
            task(scratch)


def _place(
    target: Array, values: Array, steps: Sequence[int], counts: Sequence[int], scratch: Scratch
) -> None:
    """Write values (*steps, batch, *tiles, made) of tiles to a target (batch, *targets, made)."""
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
