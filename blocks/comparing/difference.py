"""One tensor minus another, to be looked at."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.dtypes import name_of

Array = np.ndarray[Any, Any]


def difference(one: Array, other: Array) -> Array:
    """One tensor minus another of its shape. Where both are NaN, or the same infinity, it is 0, as
    they do not differ there. In float32 where that has room for both, else in float64."""
    small = {"float16", "bfloat16", "float32"}
    both = {name_of(one.dtype), name_of(other.dtype)}
    dtype = np.float32 if both <= small else np.float64
    with np.errstate(all="ignore"):
        found = np.asarray(one.astype(dtype) - other.astype(dtype))
    unclear = np.isnan(found)
    if unclear.any():  # only then is there more to look at, which takes as long again
        left, right = one[unclear].astype(dtype), other[unclear].astype(dtype)
        same = (left == right) | (np.isnan(left) & np.isnan(right))
        found[unclear] = np.where(same, 0, np.nan)
    return found
