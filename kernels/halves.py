"""float16 and bfloat16 to float32 and back, as fast as NumPy's passes over arrays allow.

NumPy converts float16 one value after the other, which takes longer than what a convolution does
with the value; and bfloat16, whose conversions `ml_dtypes` brings along, is slow where neighbours
do not lie side by side. Here a half is an integer of 16 bits: a few vectorized passes over a piece
that stays in the cache make the same bits, those of NaN too.

Each function converts one such piece, of any strides; conversion.py cuts the pieces. Measured on
two cores that share a cache, float16 takes 0.6 nanoseconds a value to widen and 1.3 to narrow
(NumPy: 1.3 and 2.2), bfloat16 0.3 both ways. Where few products make a value, as in a 1x1
convolution of 64 channels, an op therefore takes about twice as long in float16 as in float32.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

_FLOAT16_BEYOND = np.float32(2**16)  # what is no finite float16, however it is rounded
_FLOAT16_SCALE = np.float32(2**112)  # the exponents' biases are 15 and 127
_FLOAT16_NORMAL = np.float32(2**-14)  # the smallest with all digits; below, digits end at 2**-24


def widen_float16(source: Array, target: Array, scratch: Scratch) -> None:
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


def narrow_float16(source: Array, target: Array, scratch: Scratch) -> None:
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


def widen_bfloat16(source: Array, target: Array, scratch: Scratch) -> None:
    """A bfloat16 is the upper half of a float32."""
    bits = scratch.array("widened", source.shape, np.dtype(np.uint32))
    np.copyto(bits, source.view(np.uint16))
    np.left_shift(bits, 16, out=target.view(np.uint32))


def narrow_bfloat16(source: Array, target: Array, scratch: Scratch) -> None:
    """ml_dtypes rounds fast in runs of memory; what lies otherwise is moved before and after."""
    values = scratch.array("magnitudes", source.shape, source.dtype)
    halves = scratch.array("halves", source.shape, target.dtype)
    np.copyto(values, source)
    np.copyto(halves, values, casting="unsafe")
    np.copyto(target.view(np.uint16), halves.view(np.uint16))
