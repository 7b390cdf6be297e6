"""The element types of tensors: their names in pages, their NumPy types and their letters."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np

from kernels.dtypes import FLOATS

DTYPES: dict[str, np.dtype[Any]] = {
    "float16": np.dtype(np.float16),
    "bfloat16": np.dtype(ml_dtypes.bfloat16),
    "float32": np.dtype(np.float32),
    "float64": np.dtype(np.float64),
    "int8": np.dtype(np.int8),
    "int16": np.dtype(np.int16),
    "int32": np.dtype(np.int32),
    "int64": np.dtype(np.int64),
    "uint8": np.dtype(np.uint8),
    "uint16": np.dtype(np.uint16),
    "uint32": np.dtype(np.uint32),
    "uint64": np.dtype(np.uint64),
    "bool": np.dtype(np.bool_),
}
"""By name. A page, a message and the command line always use these names."""

LETTERS: dict[str, str] = {
    "float16": "h",
    "bfloat16": "b",
    "float32": "f",
    "float64": "d",
    "int8": "i8",
    "int16": "i16",
    "int32": "i",
    "int64": "l",
    "uint8": "u8",
    "uint16": "u16",
    "uint32": "u",
    "uint64": "ul",
    "bool": "?",
}
"""What a port shows beside its colour, so that types are told apart without colour."""

UNKNOWN_LETTER = "·"
"""What a port shows whose dtype is not known yet."""

TENSORFLOW_NAMES: dict[str, str] = {
    "DT_HALF": "float16",
    "DT_BFLOAT16": "bfloat16",
    "DT_FLOAT": "float32",
    "DT_DOUBLE": "float64",
    **{f"DT_{name.upper()}": name for name in DTYPES if "float" not in name},
}
"""TensorFlow's and enuSpace's names to ours."""

FLOATING = FLOATS
ALL = tuple(DTYPES)

_NAMES = {dtype: name for name, dtype in DTYPES.items()}


def name_of(dtype: np.dtype[Any]) -> str | None:
    """The name of a NumPy type in either byte order, or None if blockprop does not know it."""
    return _NAMES.get(dtype.newbyteorder("="))


def letter(dtype: str | None) -> str:
    """What a port shows beside its colour."""
    return LETTERS.get(dtype, UNKNOWN_LETTER) if dtype else UNKNOWN_LETTER
