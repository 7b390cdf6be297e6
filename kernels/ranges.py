"""Range: numbers with one step between them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kernels import parts
from kernels.arguments import any_rank, same_dtype, shape_text
from kernels.convolution.axis import Box
from kernels.dtypes import FLOATS, SIGNED
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape, allocatable

RANGE = (*FLOATS, *SIGNED, "uint16", "uint32", "uint64")
"""The dtypes of TensorFlow's Range; uint8 is not among them."""


def range(start: Array, limit: Array, delta: Array) -> Array:
    """start, start + delta, start + 2 delta, ... up to but without `limit`, as a vector.

    All three are scalars of one dtype. delta may be negative, then `limit` lies below `start`.
    Each number is worked out by itself (no sum of steps) and rounded once. (TensorFlow rounds each
    product with delta too, so that its floats may differ in the last digit.)
    """
    scalars = {"start": start, "limit": limit, "delta": delta}
    scalars = {name: any_rank(name, one, RANGE) for name, one in scalars.items()}
    dtype = same_dtype(scalars)
    range_shape(*(one.shape for one in scalars.values()))
    start, limit, delta = scalars.values()
    count = range_size(start, limit, delta)
    allocatable("limit", (count,), dtype)
    numbers = _integers if dtype.name not in FLOATS else _floats
    if count <= parts.LARGE:
        return numbers(start, delta, slice(0, count), dtype)
    result = np.empty(count, dtype)

    def make(part: Box) -> None:
        result[part] = numbers(start, delta, part[0], dtype)

    parts.each(result.shape, make)
    return result


def range_number(start: Array, delta: Array, place: int) -> Any:
    """The number of a range at one place, as a scalar of its dtype."""
    numbers = _integers if start.dtype.name not in FLOATS else _floats
    return numbers(start, delta, slice(place, place + 1), start.dtype)[0]


def range_size(start: Array, limit: Array, delta: Array) -> int:
    """How many numbers the range has. Raises ArgumentError if it has no end or goes the wrong way.

    Floats are counted in their own dtype, as TensorFlow does: with float32 the range from 0 to 0.3
    by 0.1 has three numbers.
    """
    if start.dtype.name in FLOATS and not all(
        np.isfinite(float(one)) for one in (start, limit, delta)
    ):
        raise ArgumentError("limit", "start, limit and delta must be finite numbers")
    first, last, step = start.item(), limit.item(), delta.item()
    if step == 0:
        raise ArgumentError("delta", "delta is 0, which never reaches limit; any other number does")
    if (last - first) * math.copysign(1, step) < 0:
        raise ArgumentError(
            "delta",
            f"delta is {step}, which leads away from limit: start is {first}, limit is {last}; "
            f"a {'negative' if step > 0 else 'positive'} delta would do",
        )
    if start.dtype.name not in FLOATS:
        return int(-(-abs(last - first) // abs(step)))
    with np.errstate(all="ignore"):
        steps = float(np.ceil(np.abs((limit - start) / delta)))
    if not math.isfinite(steps) or steps >= 2**62:
        raise ArgumentError(
            "delta", f"delta {step} is too small: from {first} to {last} takes {steps:g} numbers"
        )
    return int(steps)


def range_shape(start: Shape, limit: Shape, delta: Shape) -> Shape:
    """A vector of unknown length. Raises ArgumentError for what can be no scalar."""
    for name, one in (("start", start), ("limit", limit), ("delta", delta)):
        if one is not None and one != ():
            raise ArgumentError(name, f"{name} must be a scalar, shape {shape_text(one)} came")
    return (None,)


def _floats(start: Array, delta: Array, part: slice, dtype: np.dtype[Any]) -> Array:
    """Some of the numbers, by their places."""
    with np.errstate(all="ignore"):
        steps = np.arange(part.start, part.stop, dtype=np.float64)
        steps *= float(delta)
        steps += float(start)
        return steps.astype(dtype)


def _integers(start: Array, delta: Array, part: slice, dtype: np.dtype[Any]) -> Array:
    # In as many bits, without a sign: the numbers themselves all fit, whatever the product does.
    wide = np.dtype(f"u{dtype.itemsize}").type
    bits = 8 * dtype.itemsize
    steps = np.arange(part.start, part.stop, dtype=wide)
    steps *= wide(int(delta) % 2**bits)
    steps += wide(int(start) % 2**bits)
    return steps.view(dtype)
