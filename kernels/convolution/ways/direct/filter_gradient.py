"""The gradient by the filter: what each tap read, times what came back, summed over all targets.

The taps are cut into boxes, the targets of each box into tiles and the tiles into shares. Each
share has a sum of its own and sums its tiles in order; then the shares are added, in order too.
None of this depends on the number of threads, so the bits are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.conversion import converted
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.geometry import Geometry
from kernels.convolution.ways.correlations import by_group
from kernels.convolution.ways.direct.correlation import (
    BLOCK_BYTES,
    FEWEST_ROWS,
    FEWEST_TASKS,
    WORTH_A_TASK,
    in_rows,
    read_in_place,
    some_targets,
)
from kernels.convolution.ways.gather import gather, reached
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

WIDEST_BLOCK = 2048  # taps x channels of a box
LARGEST_SUMS_BYTES = 2**24  # all shares of one box


def plan(
    geometry: Geometry, input: Array, out_backprop: Array, result: Array
) -> tuple[list[Task], list[Task]]:
    """Tasks that make the sums of the shares, and tasks for after that, which fill `result`."""
    source, backs = geometry.inputs(input), geometry.outputs(out_backprop)
    target = by_group(geometry, result)
    dtype = accumulator(result.dtype)
    every = boxes([axis.taps for axis in geometry.axes], max(1, WIDEST_BLOCK // source.shape[-1]))
    shares, finishes = [], []
    for box in every:
        axes = [axis.some_taps(part) for axis, part in zip(geometry.axes, box, strict=True)]
        call = _Sum(source, backs, axes, dtype)
        parts = call.shares(FEWEST_TASKS // len(every))
        sums = [np.empty(call.shape, dtype) for _ in parts]
        shares += [call.share(part, out) for part, out in zip(parts, sums, strict=True)]
        finishes.append(call.finish(sums, target[box]))
    return shares, finishes


@dataclass(frozen=True)
class _Sum:
    """The gradient of one box of taps."""

    source: Array
    backs: Array
    axes: Sequence[Axis]
    dtype: np.dtype[Any]

    @property
    def depth(self) -> int:
        """Taps times input channels of a group."""
        channels: int = self.source.shape[-1]
        return channels * prod(axis.taps for axis in self.axes)

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.backs.shape[-2], self.depth, self.backs.shape[-1]

    def shares(self, wanted: int) -> list[list[Box]]:
        """The tiles of all targets, in as many shares as are worth it."""
        sizes = self.backs.shape[:-2]
        work = prod(sizes) * prod(self.shape)
        room = LARGEST_SUMS_BYTES // max(1, prod(self.shape) * self.dtype.itemsize)
        count = max(1, min(wanted, room, work // WORTH_A_TASK))
        rows = max(2 * BLOCK_BYTES // (self.depth * self.dtype.itemsize), FEWEST_ROWS)
        tiles = boxes(sizes, max(1, min(rows, -(-prod(sizes) // count))))
        cuts = [len(tiles) * at // count for at in range(count + 1)]
        return [tiles[a:b] for a, b in pairwise(cuts) if b > a]

    def share(self, tiles: Sequence[Box], out: Array) -> Task:
        def task(scratch: Scratch) -> None:
            self._tile(tiles[0], out, scratch)
            for box in tiles[1:]:
                cancelling.look()
                product = scratch.array("product", self.shape, self.dtype)
                self._tile(box, product, scratch)
                np.add(out, product, out=out)

        return task

    def finish(self, sums: Sequence[Array], target: Array) -> Task:
        """Add the shares and write them as (*taps, channels in, groups, channels out)."""

        def task(scratch: Scratch) -> None:
            total = sums[0]
            for more in sums[1:]:
                np.add(total, more, out=total)
            # Zeros beyond the input, times an infinity, may have made what is no number.
            if np.isnan(total).any():
                self._by_tap(total, scratch)
            shaped = total.reshape(len(total), *target.shape[:-2], target.shape[-1])
            target[...] = np.moveaxis(shaped, 0, -2)

        return task

    def _tile(self, box: Box, out: Array, scratch: Scratch) -> None:
        here, source = some_targets(self.axes, box), self.source[box[0]]
        rows = read_in_place(source, here, self.dtype)
        backs = in_rows(self.backs[box]) if self.backs.dtype == self.dtype else None
        if rows is not None and backs is not None:
            self._by_image(rows, backs, out, scratch)
            return
        block = gather(source, here, self.dtype, scratch)
        rows = block.reshape(block.shape[0], -1, self.depth)
        backs = self._matrix(self.backs[box], "backs", scratch)
        np.matmul(rows.transpose(0, 2, 1), backs, out=out)

    def _by_image(self, rows: Array, backs: Array, out: Array, scratch: Scratch) -> None:
        """The sum over images of one product each, or one over all that lie side by side.

        rows and backs: (groups, batch, places, channels).
        """
        with suppress(ValueError):
            rows, backs = (
                values.reshape(len(values), 1, -1, values.shape[-1], copy=False)
                for values in (rows, backs)
            )
        np.matmul(rows[:, 0].swapaxes(1, 2), backs[:, 0], out=out)
        for image in range(1, rows.shape[1]):
            cancelling.look()
            term = scratch.array("term", out.shape, self.dtype)
            np.matmul(rows[:, image].swapaxes(1, 2), backs[:, image], out=term)
            np.add(out, term, out=out)

    def _by_tap(self, out: Array, scratch: Scratch) -> None:
        """The whole sum, of what each tap reads inside the source alone."""
        out[...] = 0
        taps = [axis.taps for axis in self.axes]
        by_tap = np.moveaxis(out.reshape(len(out), *taps, -1, out.shape[-1]), 0, -3)
        (tiles,) = self.shares(1)
        for box in tiles:
            for tap, written, read in reached(some_targets(self.axes, box)):
                cancelling.look()
                values = self._matrix(self.source[(box[0], *read)], "values", scratch)
                backs = self._matrix(self.backs[box][(slice(None), *written)], "backs", scratch)
                by_tap[tap] += values.transpose(0, 2, 1) @ backs

    def _matrix(self, values: Array, role: str, scratch: Scratch) -> Array:
        """(batch, *places, groups, channels) as (groups, batch x places, channels)."""
        rows = converted(np.moveaxis(values, -2, 0), self.dtype, role, scratch)
        return rows.reshape(len(rows), -1, values.shape[-1])
