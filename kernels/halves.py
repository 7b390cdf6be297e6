"""float16 and bfloat16 to float32 and back, as fast as NumPy's passes over arrays allow.

NumPy converts float16 one value after the other, which takes longer than what a convolution does
with the value; and bfloat16, whose conversions `ml_dtypes` brings along, is slow where neighbours
do not lie side by side. Here a half is an integer of 16 bits: a few vectorized passes over a piece
that stays in the cache make the same bits, those of NaN too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from kernels.dtypes import name_of
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

PIECE = 2**16  # values; fewer, and starting the passes takes longer than the cache saves
FEWEST = 2**11  # values below which NumPy's one slow pass is done before so many have started

_FLOAT16_BEYOND = np.float32(2**16)  # what is no finite float16, however it is rounded
_FLOAT16_SCALE = np.float32(2**112)  # the exponents' biases are 15 and 127
_FLOAT16_NORMAL = np.float32(2**-14)  # the smallest with all digits; below, digits end at 2**-24


def copy(target: Array, source: Array, scratch: Scratch) -> None:
    """`target[...] = source` of the same shape, rounded to the target's dtype; any strides.

    Between float32 and the half types by the passes of this module, else by NumPy's one. Floats are
    rounded to the nearest, ties to even, and become infinite where they are too large. The bits
    are those of `source.astype(target.dtype)`. Call it where NumPy's warnings are off, for an
    overflow is one.
    """
    way = _way(source, target)
    if way is None:
        np.copyto(target, source, casting="unsafe")
        return
    if source.flags.c_contiguous and target.flags.c_contiguous:
        source, target = source.reshape(-1), target.reshape(-1)
    for values, place in _pieces(source, target):
        way(values, place, scratch)


def _way(source: Array, target: Array) -> Callable[[Array, Array, Scratch], None] | None:
    """What converts a piece of the source, or None where NumPy does it as well."""
    if source.dtype == target.dtype or source.size < FEWEST:
        return None
    names = name_of(source.dtype), name_of(target.dtype)
    if "bfloat16" in names and _in_runs(source) and _in_runs(target):
        return None
    return _WAYS.get(names)


def _in_runs(array: Array) -> bool:
    """Do the values along the last axis lie side by side?"""
    return array.ndim == 0 or array.strides[-1] == array.itemsize


def _pieces(source: Array, target: Array) -> Iterator[tuple[Array, Array]]:
    """Both, cut alike along their outer axes."""
    if source.size <= PIECE:
        yield source, target
    elif len(source) == 1:
        yield from _pieces(source[0], target[0])
    else:
        step = max(1, PIECE * len(source) // source.size)
        for at in range(0, len(source), step):
            yield from _pieces(source[at : at + step], target[at : at + step])


def _widen_float16(source: Array, target: Array, scratch: Scratch) -> None:
    """Sign, exponent and digits move to their places in a float32, which is then 2**112 times too
    small; the multiplication that puts this right also gives subnormals their leading digit.

    The exponent of infinities and NaN becomes an ordinary one, of numbers that are too large.
    """
    there = target.flags.c_contiguous
    values = target if there else scratch.array("widened", source.shape, target.dtype)
    bits = values.view(np.int32)
    np.copyto(bits, source.view(np.int16))  # which repeats the sign in the bits above
    np.left_shift(bits, 13, out=bits)
    np.bitwise_and(bits, ~0x7000_1FFF, out=bits)  # the sign once
    np.multiply(values, _FLOAT16_SCALE, out=values)
    if values.max() >= _FLOAT16_BEYOND or values.min() <= -_FLOAT16_BEYOND:
        np.copyto(target, source)
    elif not there:
        np.copyto(target, values)


def _narrow_float16(source: Array, target: Array, scratch: Scratch) -> None:
    """To a magnitude is added 2**13 times the power of two at or below it: the processor rounds
    the sum to the digits of a float16, which are then the last bits of the sum's.

    The sum's exponent counts on from another start than float16's. What is missing, modulo 2**16,
    is 2048, which the addend brings along in its own last bits. Below the normal numbers the power
    stays what it is for the smallest of them, which rounds to multiples of 2**-24.
    """
    magnitudes = scratch.array("magnitudes", source.shape, source.dtype)
    np.abs(source, out=magnitudes)
    if not magnitudes.max() < _FLOAT16_BEYOND:
        np.copyto(target, source, casting="unsafe")
        return
    sums = scratch.array("sums of powers", source.shape, source.dtype)
    bits, exponents = sums.view(np.uint32), magnitudes.view(np.uint32)
    np.clip(magnitudes, _FLOAT16_NORMAL, _FLOAT16_BEYOND, out=sums)
    np.bitwise_and(bits, 0x7F80_0000, out=bits)  # leaves the power of two
    np.multiply(sums, np.float32(2**13 * (1 + 2048 / 2**23)), out=sums)
    np.add(magnitudes, sums, out=sums)
    np.right_shift(bits, 13, out=exponents)
    np.add(bits, exponents, out=bits)
    halves = scratch.array("halves", source.shape, np.dtype(np.uint16))
    signs = scratch.array("signs", source.shape, np.dtype(np.uint16))
    np.copyto(halves, bits, casting="unsafe")  # the last 16 bits
    np.copyto(signs, np.signbit(source))
    np.left_shift(signs, 15, out=signs)
    np.bitwise_or(halves, signs, out=target.view(np.uint16))


def _widen_bfloat16(source: Array, target: Array, scratch: Scratch) -> None:
    """A bfloat16 is the upper half of a float32."""
    bits = scratch.array("widened", source.shape, np.dtype(np.uint32))
    np.copyto(bits, source.view(np.uint16))
    np.left_shift(bits, 16, out=target.view(np.uint32))


def _narrow_bfloat16(source: Array, target: Array, scratch: Scratch) -> None:
    """ml_dtypes rounds fast in runs of memory; what lies otherwise is moved before and after."""
    values = scratch.array("magnitudes", source.shape, source.dtype)
    halves = scratch.array("halves", source.shape, target.dtype)
    np.copyto(values, source)
    np.copyto(halves, values, casting="unsafe")
    np.copyto(target.view(np.uint16), halves.view(np.uint16))


_WAYS = {
    ("float16", "float32"): _widen_float16,
    ("float32", "float16"): _narrow_float16,
    ("bfloat16", "float32"): _widen_bfloat16,
    ("float32", "bfloat16"): _narrow_bfloat16,
}
