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
    """Two tensors compared. `differences` is None if their shapes differ; `pair` has the numbers
    of both where they first differ."""

    one: Known
    other: Known
    differences: Differences | None
    pair: tuple[str, str] | None = None

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
    def details(self) -> tuple[str, ...]:
        """Where the first difference is, and the largest ones."""
        found = self.differences
        if found is None or found.first is None:
            return ()
        assert self.pair is not None
        return (
            f"first at {index_text(found.first)}: {self.pair[0]} and {self.pair[1]}",
            f"largest difference {found.max_absolute:.6g} at {index_text(found.max_absolute_at)}",
            f"relative {found.max_relative:.3g} at {index_text(found.max_relative_at)}",
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
    if found.first is None:
        return Comparison(*known, found)
    return Comparison(*known, found, (exact(one[found.first]), exact(other[found.first])))


def index_text(index: Index | None) -> str:
    """An index as it is typed: `[0, 1]`."""
    return "" if index is None else f"[{', '.join(map(str, index))}]"
