"""Large tensors part by part: by all threads, and with a look before each part whether to go on.

Parts are boxes of the index space, the same whoever computes them, so that no bit of a result
depends on them. What is not large is better done at once, which callers ask first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kernels import threads
from kernels.convolution.axis import Box, boxes

Array = np.ndarray[Any, Any]

LARGE = 2**20
"""Values of a part. The slowest op, on float16, takes some 40 milliseconds for so many."""


def each(shape: tuple[int, ...], do: Callable[[Box], None]) -> None:
    """Call `do` with every part of an array of this shape; what it does must touch that alone."""

    every = boxes(shape, LARGE)
    run(len(every), lambda number: do(every[number]))


def run(count: int, do: Callable[[int], None]) -> None:
    """Call `do` with every number below `count`, each the number of a part."""

    def task(number: int) -> threads.Task:
        return lambda scratch: do(number)

    threads.run([task(number) for number in range(count)])


def fill(array: Array, value: Any) -> None:
    """The same number in every place."""
    if array.size <= LARGE:
        array.fill(value)
        return

    def one(part: Box) -> None:
        array[part].fill(value)

    each(array.shape, one)


def in_order(array: Array) -> Array:
    """The array in C order: itself or a copy."""
    if array.size <= LARGE or array.flags.c_contiguous:
        return np.ascontiguousarray(array)
    copied = np.empty(array.shape, array.dtype)

    def one(part: Box) -> None:
        copied[part] = array[part]

    each(array.shape, one)
    return copied
