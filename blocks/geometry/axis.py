"""One spatial axis of a block of the convolution family: where its windows stand and what they
read, for any size without work that grows with it.

Positions count the input's cells from 0; padding lies before 0 and from the input's size on. Window
`target` has its taps at `target * stride + tap * dilation - before`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np

from kernels.convolution.window import COUNTED, Window

Counts = np.ndarray[Any, np.dtype[np.int64]]

LARGEST = 1 << 28
"""Sizes beyond this are not shown, so that positions fit into the numbers of NumPy and Qt."""


@dataclass(frozen=True)
class SpatialAxis:
    """Sizes of input, filter and output along one axis, and the attributes there."""

    window: Window
    input: int
    taps: int
    outputs: int

    @property
    def name(self) -> str:
        """`height`, `width` or `depth`."""
        return self.window.name

    @property
    def noun(self) -> str:
        """What a cell of the axis is called: `row`, `column` or `plane`."""
        return COUNTED[self.name]

    @property
    def stride(self) -> int:
        """How far apart windows stand."""
        return self.window.stride

    @property
    def dilation(self) -> int:
        """How far apart the taps of a window are."""
        return self.window.dilation

    @property
    def pads(self) -> tuple[int, int]:
        """The padding before and after the input, SAME worked out."""
        return self.window.resolved(self.input, self.taps)

    @property
    def reach(self) -> int:
        """From the first tap of a window to the last, both counted."""
        return self.window.reach(self.taps)

    @property
    def is_huge(self) -> bool:
        """Whether some of its numbers are too large to be shown."""
        sizes = (self.input, self.taps, self.stride, self.dilation, self.reach, *self.pads)
        return max(sizes) > LARGEST

    @property
    def padded(self) -> range:
        """The positions of the padded input."""
        before, after = self.pads
        return range(-before, self.input + after)

    @property
    def legal_inputs(self) -> range:
        """Every size of the input that gives as many outputs."""
        return self.window.legal_inputs(self.outputs, self.taps)

    @property
    def read_until(self) -> int:
        """The position behind the last tap of the last window; the first position if there is no
        window."""
        if not self.outputs:
            return -self.pads[0]
        return (self.outputs - 1) * self.stride + self.reach - self.pads[0]

    def positions(self, target: int) -> range:
        """Where the taps of a window lie, in order."""
        first = target * self.stride - self.pads[0]
        return range(first, first + self.reach, self.dilation)

    def target_over(self, position: int) -> int:
        """The window that a position is nearest to the middle of."""
        middle = position + self.pads[0] - (self.reach - 1) / 2
        return max(0, min(self.outputs - 1, round(middle / self.stride)))

    def coverage(self, part: range | None = None) -> Counts:
        """How many taps reach each position of a part; of the input unless told.

        The taps that reach a position p solve tap * dilation = p + before (modulo stride), so they
        are every `every`-th tap from one on, as far as there are windows for them.
        """
        part = range(self.input) if part is None else part
        at = np.arange(part.start, part.stop, dtype=np.int64) + self.pads[0]
        if not self.outputs:
            return np.zeros_like(at)
        common = gcd(self.stride, self.dilation)
        every = self.stride // common
        turn = pow(self.dilation // common, -1, every) if every > 1 else 0
        first = at // common % every * turn % every
        last_start = (self.outputs - 1) * self.stride
        lowest = np.maximum(0, -((last_start - at) // self.dilation))
        highest = np.minimum(self.taps - 1, at // self.dilation)
        # How many numbers from lowest to highest leave the rest `first` when divided by `every`.
        found = (highest - first) // every - (lowest - 1 - first) // every
        counts: Counts = np.where((at % common == 0) & (highest >= lowest), found, 0)
        return counts

    def inside(self, part: range | None = None) -> Counts:
        """How many taps of each window lie in the input; of all windows unless told."""
        part = range(self.outputs) if part is None else part
        start = np.arange(part.start, part.stop, dtype=np.int64) * self.stride - self.pads[0]
        lowest = np.maximum(0, -(start // self.dilation))
        highest = np.minimum(self.taps - 1, (self.input - 1 - start) // self.dilation)
        counts: Counts = np.maximum(0, highest - lowest + 1)
        return counts
