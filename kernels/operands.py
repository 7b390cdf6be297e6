"""Size vectors and dtypes as the small ops take them, for kernels and shape rules alike.

Where a rule knows only some numbers of a vector, None stands for the others; where it does not
even know how many there are, None stands for the vector.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kernels.arguments import alternatives, integers, shown
from kernels.dtypes import INDEX
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]
Shape = tuple[int | None, ...] | None

LARGEST_RANK = 32
"""Dimensions a tensor may have: half of NumPy's limit, so that kernels have room to split axes."""

LARGEST_BYTES = 2**62
"""What no machine can address; below it the caller's own memory limit decides."""


def size_vector(argument: str, value: object, *, inferred: bool = False) -> tuple[int, ...]:
    """A tensor's sizes from a vector of int32 or int64 or a sequence of ints.

    With `inferred` one of them may be -1. Raises ArgumentError for what can be no shape.
    """
    if isinstance(value, np.ndarray):
        _refuse_dtype(argument, value)
    sizes = integers(argument, value, "the sizes of a tensor, whole numbers")
    check_sizes(argument, sizes, inferred=inferred)
    return sizes


def check_sizes(argument: str, sizes: tuple[int | None, ...], *, inferred: bool = False) -> None:
    """Refuse sizes that no tensor can have; None is a size that is not known yet."""
    if len(sizes) > LARGEST_RANK:
        raise ArgumentError(
            argument, f"{argument} has {len(sizes)} numbers; at most {LARGEST_RANK} dimensions work"
        )
    for place, size in enumerate(sizes):
        if size is not None and size < (-1 if inferred else 0):
            wanted = "0 or more, or -1 for the one to work out" if inferred else "0 or more"
            raise ArgumentError(argument, f"{argument}[{place}] is {size}; a size is {wanted}")
    if sizes.count(-1) > 1:
        raise ArgumentError(
            argument, f"{argument} has -1 twice in {shown(list(sizes))}; only one can be worked out"
        )


def axis_vector(argument: str, value: object) -> tuple[int, ...]:
    """Axis numbers from a scalar or vector of int32 or int64, an int or a sequence of ints."""
    if isinstance(value, np.ndarray):
        _refuse_dtype(argument, value)
        value = value.item() if value.ndim == 0 else value
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        value = (value,)
    return integers(argument, value, "the numbers of axes")


def allocatable(argument: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Refuse a tensor that no machine can hold, before NumPy is asked for it."""
    count = math.prod(shape) * dtype.itemsize
    if count > LARGEST_BYTES:
        raise ArgumentError(
            argument,
            f"{argument} {shown(list(shape))} asks for {count:,} bytes, too many to address",
        )


def _refuse_dtype(argument: str, value: Array) -> None:
    if value.dtype.name not in INDEX:
        raise ArgumentError(
            argument, f"{argument} must be {alternatives(INDEX)}, {value.dtype.name} came"
        )
