"""Numbers of tensors as people read them, and the arrays they are read from."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.dtypes import FLOATING, name_of

Array = np.ndarray[Any, Any]


def exact(value: Any) -> str:
    """An element with all the digits that tell it from its neighbours: `0.1`, `3`, `nan`, `-inf`.

    >>> exact(np.float32(0.1)), exact(np.float32(2)), exact(np.bool_(True))
    ('0.1', '2', 'true')
    """
    if isinstance(value, np.bool_ | bool):
        return "true" if value else "false"
    return str(value).removesuffix(".0")


def short(value: Any, digits: int = 7) -> str:
    """An element in few digits, for where there is little room."""
    if isinstance(value, np.bool_ | bool | np.integer | int):
        return exact(value)
    return f"{float(value):.{digits}g}"


def is_floating(array: Array) -> bool:
    """Whether the elements are floating-point numbers, bfloat16 included."""
    return name_of(array.dtype) in FLOATING


def as_float(array: Array) -> Array:
    """Elements as float32 or float64, whichever loses the least; a copy only where one is needed.

    bfloat16 and half fit into float32 exactly; whole numbers of more than 24 bits go to float64.
    """
    if array.dtype in (np.float32, np.float64):
        return array
    wide = array.dtype.itemsize >= 4 and not is_floating(array)
    return array.astype(np.float64 if wide else np.float32)
