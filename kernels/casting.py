"""Cast: the same numbers in another dtype."""

from __future__ import annotations

from typing import Any

import numpy as np

from kernels import parts
from kernels.arguments import any_rank, choice, flag
from kernels.conversion import copy
from kernels.convolution.axis import Box
from kernels.dtypes import ALL, FLOATS, HALVES, named
from kernels.operands import Array
from kernels.threads import working_memory

CAST = ALL

_FRACTION_BITS = {"float16": 10, "bfloat16": 7, "float32": 23, "float64": 52}


def cast(x: Array, *, DstT: str, Truncate: bool = False) -> Array:  # noqa: N803
    """The elements of x in the dtype `DstT`.

    Floats are rounded to the nearest, ties to even, and become infinite where they are too large;
    with `Truncate`, float32 and float64 lose the digits that `DstT` has no room for instead.
    Floats to integers are cut off towards zero; what is out of range becomes the nearest integer
    that there is, and NaN becomes 0 (TensorFlow leaves both open). Integers that do not fit wrap
    around. To bool, all but 0 is true, NaN too.
    """
    x = any_rank("x", x, CAST)
    target, cut_off = named(choice("DstT", DstT, CAST)), flag("Truncate", Truncate)
    if x.dtype == target:
        return x
    if x.size <= parts.LARGE:
        with np.errstate(all="ignore"):
            return _converted(x, target, cut_off)
    result = np.empty(x.shape, target)

    def convert(part: Box) -> None:
        result[part] = _converted(x[part], target, cut_off)

    parts.each(x.shape, convert)
    return result


def _converted(x: Array, target: np.dtype[Any], cut_off: bool) -> Array:
    """x in another dtype, all at once."""
    if target == np.bool_:
        return np.asarray(x != 0)
    if x.dtype.name in FLOATS and target.name not in FLOATS:
        return _to_integers(x, target)
    if cut_off and x.dtype in (np.float32, np.float64):
        x = _shortened(x, target)
    result = np.empty(x.shape, target)
    with working_memory() as memory:
        copy(result, x, memory)
    return result


def _to_integers(x: Array, target: np.dtype[Any]) -> Array:
    """Cut off towards zero and kept within the range of the target."""
    if x.dtype.name in HALVES:
        x = x.astype(np.float32)
    limits = np.iinfo(target)
    result = x.astype(target)
    # Both ends are powers of two (or 0), so that a float says them exactly.
    result[x < x.dtype.type(limits.min)] = limits.min
    result[x >= x.dtype.type(2.0 ** int(limits.max).bit_length())] = limits.max
    result[np.isnan(x)] = 0
    return result


def _shortened(x: Array, target: np.dtype[Any]) -> Array:
    """x without the binary digits that the target has no room for; NaN and infinities stay."""
    surplus = _FRACTION_BITS[x.dtype.name] - _FRACTION_BITS.get(target.name, 64)
    if surplus <= 0:
        return x
    bits = np.dtype(f"u{x.dtype.itemsize}")
    mask = bits.type((1 << 8 * bits.itemsize) - (1 << surplus))
    shortened = (np.ascontiguousarray(x).view(bits) & mask).view(x.dtype).reshape(x.shape)
    return np.where(np.isnan(x), x, shortened)
