"""One spatial axis of a sum over windows, in plain numbers.

Output `target` of the sum reads, for each of its `taps`, the source at

    target * stride + tap * dilation - before

and nothing where that lies outside the source. A forward convolution is such a sum over the input;
each phase of an input gradient is one over out_backprop (see phases.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple


# A named tuple, for tasks make hundreds of these, and while one does, others wait for Python: a
# frozen dataclass takes four times as long.
class Axis(NamedTuple):
    """Sizes and steps; `before` may be any integer."""

    source: int
    taps: int
    targets: int
    stride: int
    dilation: int
    before: int

    @property
    def start(self) -> int:
        """The first source position that is read, perhaps below 0."""
        return -self.before

    @property
    def span(self) -> int:
        """How far reading goes, from the first position to the last, both counted."""
        return (self.targets - 1) * self.stride + (self.taps - 1) * self.dilation + 1

    @property
    def plain(self) -> bool:
        """Does each target read one source position, and always one that exists?"""
        return self.taps == 1 and self.start >= 0 and self.start + self.span <= self.source

    def some_targets(self, part: slice) -> Axis:
        """The axis of these targets alone."""
        source, taps, _, stride, dilation, before = self
        first = part.start
        return Axis(source, taps, part.stop - first, stride, dilation, before - first * stride)

    def some_taps(self, part: slice) -> Axis:
        """The axis of these taps alone."""
        source, _, targets, stride, dilation, before = self
        first = part.start
        return Axis(source, part.stop - first, targets, stride, dilation, before - first * dilation)

    def reached(self, tap: int) -> tuple[slice, slice] | None:
        """The targets for which a tap reads inside the source, and what it reads; None if none."""
        offset = tap * self.dilation - self.before
        first = max(0, -(offset // self.stride))
        stop = min(self.targets, (self.source - 1 - offset) // self.stride + 1)
        if first >= stop:
            return None
        start = first * self.stride + offset
        end = (stop - 1) * self.stride + offset + 1
        return slice(first, stop), slice(start, end, min(self.stride, end - start))


Box = tuple[slice, ...]


def boxes(sizes: Sequence[int], limit: int) -> list[Box]:
    """Cut a block of these sizes into boxes of at most `limit` points, and nearly equal ones.

    Outer axes are cut first, so that each box is one run of memory where it can be.
    """
    inner, parts = 1, []
    for size in reversed(sizes):
        length = max(1, min(size, limit // inner))
        pieces = max(1, -(-size // length))
        length = max(1, -(-size // pieces))
        parts.append([slice(at, min(at + length, size)) for at in range(0, size, length)])
        inner *= length
    return list(product(*reversed(parts)))
