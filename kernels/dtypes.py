"""Which dtypes each family of ops takes, and in which dtype sums are made.

Dtypes are named as NumPy names them; TensorFlow's `half` is float16, its `float` float32 and its
`double` float64. bfloat16 is `ml_dtypes.bfloat16`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import ml_dtypes
import numpy as np

FLOATS = ("float16", "bfloat16", "float32", "float64")
SIGNED = ("int8", "int16", "int32", "int64")
UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
NUMERIC = (*FLOATS, *SIGNED, *UNSIGNED)
ALL = (*NUMERIC, "bool")
INDEX = ("int32", "int64")  # what sizes, axes and permutations come in

# The lists of TensorFlow's op definitions. Conv2D and its gradient by the input alone take int32.
CONV2D = (*FLOATS, "int32")
CONV2D_FILTER_GRADIENT = FLOATS
DEPTHWISE = FLOATS
CONV3D = FLOATS

HALVES = ("float16", "bfloat16")


@lru_cache(maxsize=64)
def name_of(dtype: np.dtype[Any]) -> str:
    """The dtype's name, in either byte order. NumPy makes it anew each time, which takes longer
    than many a small kernel."""
    return dtype.name


def named(name: str) -> np.dtype[Any]:
    """The dtype of that name, bfloat16 among them."""
    return np.dtype(ml_dtypes.bfloat16) if name == "bfloat16" else np.dtype(name)


def accumulator(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """The dtype in which products of `dtype` are summed: float32 for the half types, else itself.

    A half result is rounded once, when the sum is complete. int32 wraps as TensorFlow's does.
    """
    return np.dtype(np.float32) if name_of(dtype) in HALVES else np.dtype(name_of(dtype))
