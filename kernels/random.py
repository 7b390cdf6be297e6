"""Random tensors that are the same on every machine, to the bit.

NumPy promises the raw words of its Philox generator for ever (NEP 19), but not the numbers that it
makes of them. So the numbers are made here, from one 64-bit word an element, by operations that
IEEE 754 defines to the last bit: + - * / and sqrt, comparisons and frexp. The logarithm and the
sine of a machine's library differ in the last bit between processors; none is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.arguments import choice, integer
from kernels.dtypes import FLOATS, named
from kernels.normal_quantile import normal_quantile
from kernels.operands import Array, allocatable, size_vector

RANDOM = FLOATS

_BLOCK = 1 << 16  # Elements made at a time, so that the extra memory stays in the cache.
_DIGITS = {"float16": 11, "bfloat16": 8, "float32": 24, "float64": 53}  # binary, below 1


def random_uniform(
    shape: object, *, dtype: str = "float32", seed: int = 0, seed2: int = 0
) -> Array:
    """Random numbers from 0 up to but without 1, each as likely as any other.

    The same seed, seed2 and shape give the same tensor everywhere, to the bit; 0 and 0 are seeds
    like all others. A narrower dtype gives the same numbers, cut off to its digits. The numbers are
    not those of TensorFlow, whose generator differs.
    """
    name = choice("dtype", dtype, RANDOM)
    shift, scale = np.uint64(64 - _DIGITS[name]), 2.0 ** -_DIGITS[name]

    def numbers(words: Array) -> Array:
        return (words >> shift).astype(np.float64) * scale

    return _filled(shape, name, (seed, seed2), 0, numbers)


def random_normal(shape: object, *, dtype: str = "float32", seed: int = 0, seed2: int = 0) -> Array:
    """Random numbers from the normal distribution with mean 0 and standard deviation 1.

    The same seed, seed2 and shape give the same tensor everywhere, to the bit; 0 and 0 are seeds
    like all others. A narrower dtype gives the same numbers, rounded. The numbers are not those of
    TensorFlow, whose generator differs.
    """
    name = choice("dtype", dtype, RANDOM)

    def numbers(words: Array) -> Array:
        # The middle of each of 2**52 slices: exact, never 0 or 1, and alike on both sides of 1/2.
        middles = (words >> np.uint64(12)).astype(np.float64)
        middles += 0.5
        middles *= 2.0**-52
        return normal_quantile(middles)

    return _filled(shape, name, (seed, seed2), 1, numbers)


def _filled(
    shape: object,
    dtype: str,
    seeds: tuple[int, int],
    stream: int,
    numbers: Callable[[Array], Array],
) -> Array:
    """A tensor filled block by block. `stream` keeps the words of two ops apart under one seed."""
    sizes = size_vector("shape", shape)
    key = [integer(name, one) % 2**64 for name, one in zip(("seed", "seed2"), seeds, strict=True)]
    allocatable("shape", sizes, named(dtype))
    counter: Any = np.array([0, 0, 0, stream], np.uint64)
    words = np.random.Philox(key=np.array(key, np.uint64), counter=counter)
    flat = np.empty(math.prod(sizes), named(dtype))
    for start in range(0, flat.size, _BLOCK):
        cancelling.look()
        block = flat[start : start + _BLOCK]
        block[:] = numbers(words.random_raw(block.size))
    return flat.reshape(sizes)
