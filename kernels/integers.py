"""Sums of products of integers by float64 arithmetic that is exact.

NumPy multiplies matrices of integers one number at a time, BLAS takes floats alone. A float64 holds
every whole number below 2**53; where the products of the largest numbers, times how many there are
in a sum, stay below conversion.LARGEST_WHOLE, every sum on the way is one of these and nothing is
ever rounded, in whatever order. Numbers of 32 bits that are too large for that are split into
digits of 16 (or 8) bits, and the products of digits are put together modulo 2**32.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

from kernels.conversion import LARGEST_WHOLE

Array = np.ndarray[Any, Any]

Multiply = Callable[[Array, Array, Array], None]
"""multiply(first, second, result) writes sums of products of two integer tensors, made in float64,
into a result of int32, as conversion.copy does."""

_DIGITS = np.dtype(np.int16), np.dtype(np.int8)


def exact(first: Array, second: Array, terms: int) -> bool:
    """Is every sum of `terms` products of these integers exact in float64? Neither is empty."""
    return _largest(first) * _largest(second) * terms < LARGEST_WHOLE


def multiply_modulo(
    multiply: Multiply, first: Array, second: Array, terms: int, result: Array
) -> None:
    """Sums of `terms` products of two int32 tensors, modulo 2**32, in `result`: by one call of
    `multiply` or, where that would not be exact, by one for each two digits that count.

    What `multiply` does not write comes as zero.
    """
    if exact(first, second, terms):
        multiply(first, second, result)
        return
    digit = next(d for d in _DIGITS if 4 ** (8 * d.itemsize - 1) * terms < LARGEST_WHOLE)
    pairs = product(_digits(first, digit), _digits(second, digit))
    for (left, left_shift), (right, right_shift) in pairs:
        shift = left_shift + right_shift
        if shift == 0:
            multiply(left, right, result)
        elif shift < 32:
            part = np.zeros_like(result)
            multiply(left, right, part)
            np.left_shift(part, shift, out=part)
            np.add(result, part, out=result)


def _digits(values: Array, digit: np.dtype[Any]) -> Iterator[tuple[Array, int]]:
    """Signed digits of so many bits, the last one first, and by how many bits each is shifted."""
    bits, shift = 8 * digit.itemsize, 0
    while _largest(values) >= 2 ** (bits - 1):
        low = values.astype(digit)
        yield low, shift
        values, shift = (values - low) >> bits, shift + bits
    yield values.astype(digit), shift


def _largest(values: Array) -> int:
    return max(int(values.max()), -int(values.min()))
