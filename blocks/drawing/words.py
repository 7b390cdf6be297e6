"""Values as the canvas writes them: short, on one line."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.page import Unread

SHORT = 8
"""A tensor of so many elements at most is written out."""

_SHOWN_OF_LONG = 4


def values_text(array: np.ndarray[Any, Any] | None) -> str:
    """The elements of a small tensor, in order; of a larger one the first, and how many."""
    if array is None:
        return ""
    if array.size == 0:
        return "no elements"
    # `flat`, for `ravel` would copy a large tensor that is a view of another.
    if array.size <= SHORT:
        return ", ".join(_number(one) for one in array.flat[:SHORT])
    head = ", ".join(_number(one) for one in array.flat[:_SHOWN_OF_LONG])
    return f"{head}, … {array.size:,} in all"


def attribute_text(attribute: Attribute, value: Any) -> str:
    """An attribute's value as its row shows it."""
    if value is REQUIRED:
        return "not set"
    if isinstance(value, Unread):
        return raw_text(value.raw)
    if isinstance(value, np.ndarray):
        return values_text(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    return raw_text(value)


def raw_text(raw: object) -> str:
    """A value that nobody could read, as it came."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    words = str(raw) if isinstance(raw, str | int | float) else repr(raw)
    return words if len(words) <= 80 else words[:79] + "…"


def _number(one: Any) -> str:
    if isinstance(one, np.bool_):
        return "true" if one else "false"
    if isinstance(one, np.integer):
        return str(int(one))
    return f"{float(one):.4g}"
