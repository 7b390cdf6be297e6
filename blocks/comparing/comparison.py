"""How far two tensors are apart, in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.declaration.known import Known, shape_text
from blocks.viewing.numbers import exact
from kernels.comparing import Differences, Index, differences

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two tensors compared. `differences` is None if their shapes differ; `pairs` has the numbers
    of both at each of `places`."""

    one: Known
    other: Known
    differences: Differences | None
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether shape and numbers are the same, and the dtype too."""
        found = self.differences
        return found is not None and found.is_same and self.one.dtype == self.other.dtype

    @property
    def verdict(self) -> str:
        """Whether they are the same, in a few words."""
        found = self.differences
        if found is None:
            mine, theirs = shape_text(self.one.shape), shape_text(self.other.shape)
            return f"The shapes differ: {mine} and {theirs}"
        if not found.is_same:
            differ = "differs" if found.different == 1 else "differ"
            return f"{found.different:,} of {found.count:,} numbers {differ}"
        if self.one.dtype != self.other.dtype:
            return f"The same numbers, in {self.one.dtype} and {self.other.dtype}"
        return f"All {found.count:,} numbers are the same" if found.count else "Both are empty"

    @property
    def places(self) -> tuple[Index, ...]:
        """Where they first differ, and where most, absolute and relative; nothing if nowhere."""
        return () if self.differences is None else _places(self.differences)

    @property
    def details(self) -> tuple[str, ...]:
        """The first difference, and the largest ones: a line for each of `places`."""
        found = self.differences
        if found is None or not self.pairs:
            return ()
        largest = f"largest difference {found.max_absolute:.6g}"
        sizes = ("first", largest, f"relative {found.max_relative:.3g}")
        return tuple(
            f"{size} at {index_text(place)}: {one} and {other}"
            for size, place, (one, other) in zip(sizes, self.places, self.pairs, strict=True)
        )


def compare(
    one: Array, other: Array, *, rtol: float = 0.0, atol: float = 0.0, equal_nan: bool = True
) -> Comparison:
    """Compare a tensor with another, which is what is expected: relative differences are shares of
    its numbers. Allowed is |one − other| ≤ atol + rtol · |other|."""
    known = Known.of(one), Known.of(other)
    if one.shape != other.shape:
        return Comparison(*known, None)
    found = differences(one, other, rtol=rtol, atol=atol, equal_nan=equal_nan)
    pairs = tuple((exact(one[place]), exact(other[place])) for place in _places(found))
    return Comparison(*known, found, pairs)


def _places(found: Differences) -> tuple[Index, ...]:
    if found.first is None or found.max_absolute_at is None or found.max_relative_at is None:
        return ()
    return found.first, found.max_absolute_at, found.max_relative_at


def index_text(index: Index | None) -> str:
    """An index as it is typed: `[0, 1]`."""
    return "" if index is None else f"[{', '.join(map(str, index))}]"
