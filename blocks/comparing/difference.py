"""One tensor minus another, to be looked at."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.dtypes import name_of

Array = np.ndarray[Any, Any]

_PART = 1 << 16
"""So many numbers are subtracted in one step, and nothing larger than that is made besides what
comes of it."""


def difference(one: Array, other: Array) -> Array:
    """One tensor minus another of its shape. Where both are NaN, or the same infinity, it is 0, as
    they do not differ there. In float32 where that has room for both, else in float64."""
    small = {"float16", "bfloat16", "float32"}
    both = {name_of(one.dtype), name_of(other.dtype)}
    found = np.empty(one.shape, np.float32 if both <= small else np.float64)
    flat = found.reshape(-1)
    left, right = one.reshape(-1), other.reshape(-1)
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, _PART):
            part = slice(start, start + _PART)
            _subtract(left[part], right[part], flat[part])
    return found


def _subtract(one: Array, other: Array, into: Array) -> None:
    left, right = one.astype(into.dtype, copy=False), other.astype(into.dtype, copy=False)
    np.subtract(left, right, out=into)
    if np.isnan(into.min()):  # only then is there more to look at, which takes as long again
        same = (left == right) | (np.isnan(left) & np.isnan(right))
        into[same] = 0
