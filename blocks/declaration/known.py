"""What is known of a tensor before anything runs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from blocks.dtypes import DTYPES, name_of

Shape = tuple[int | None, ...] | None
"""A shape with unknown dimensions as None; None as a whole if not even the rank is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A tensor's dtype, shape and value, as far as they are known.

    `dtype` is a name from `blocks.dtypes` or None; `shape` may have unknown dimensions; `value`
    is the whole tensor where it is known, as a gradient op needs of its `input_sizes`.
    """

    dtype: str | None = None
    shape: Shape = None
    value: np.ndarray[Any, Any] | None = None

    @classmethod
    def of(cls, array: np.ndarray[Any, Any]) -> Known:
        """All there is to know: a tensor that is there."""
        return cls(name_of(array.dtype), array.shape, array)

    def same_as(self, other: Known) -> bool:
        """Whether both know the same. Values are told apart by identity first, then by content."""
        if self.dtype != other.dtype or self.shape != other.shape:
            return False
        if self.value is other.value:
            return True
        if self.value is None or other.value is None:
            return False
        return self.value.tobytes() == other.value.tobytes()

    @property
    def size(self) -> int | None:
        """The number of elements, if every dimension is known."""
        if self.shape is None or None in self.shape:
            return None
        return math.prod(self.shape)  # type: ignore[arg-type]

    @property
    def bytes(self) -> int | None:
        """The memory that the tensor takes, in bytes, if it can be known."""
        return _bytes(self.dtype, self.shape)

    def __str__(self) -> str:
        return f"{self.dtype or '?'} {shape_text(self.shape)}"


# Remembered, for most tensors of a page have one of a few shapes.
@lru_cache(maxsize=1024)
def _bytes(dtype: str | None, shape: Shape) -> int | None:
    if dtype is None or shape is None or None in shape:
        return None
    return math.prod(shape) * DTYPES[dtype].itemsize  # type: ignore[arg-type]


def total_bytes(tensors: Iterable[Known]) -> int | None:
    """The memory that tensors take together, in bytes, if it can be known."""
    total = 0
    for one in tensors:
        size = _bytes(one.dtype, one.shape)
        if size is None:
            return None
        total += size
    return total


def shape_text(shape: Shape) -> str:
    """`[2, ?, 4]`, or `[...]` if the rank is not known."""
    if shape is None:
        return "[...]"
    return "[" + ", ".join("?" if n is None else str(n) for n in shape) + "]"


def size_text(count: float) -> str:
    """Bytes in words people read: `1.5 GiB`."""
    unit = min(int(math.log2(count) // 10), 5) if count >= 1 else 0
    if unit == 0:
        return f"{int(count)} bytes"
    number = f"{count / 1024**unit:.1f}".removesuffix(".0")
    return f"{number} {('', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB')[unit]}"
