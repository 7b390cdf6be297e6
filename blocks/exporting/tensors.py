"""Tensors as Python: written out where they are small, in a file beside the script where not."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np

from blocks.dtypes import name_of
from blocks.tensors import write_tensor

Array = np.ndarray[Any, Any]

WRITTEN_OUT = 400
"""Tensors of so many elements are written out."""

_PATTERNED = 5
"""So many elements are worth a word like np.full in the place of their numbers."""

_MOST_LINES = 12
"""A nest of brackets of more lines is no help any more."""

_NAMES = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}


def stored(array: Array) -> Array:
    """The array as NumPy's files and functions know it: bfloat16 as float32, which holds it
    exactly."""
    return array.astype(np.float32) if name_of(array.dtype) == "bfloat16" else array


def expression(array: Array) -> str:
    """The NumPy expression that gives the array, to the bit, as `stored` has it."""
    array = stored(array)
    dtype = f"np.{'bool_' if array.dtype == np.bool_ else array.dtype.name}"
    shape = tuple(array.shape)
    if array.size == 0:
        return f"np.zeros({shape}, {dtype})"
    if array.size >= _PATTERNED and (short := _patterned(array, dtype)) is not None:
        return short
    numbers, ending = _numbers(array), ""
    if numbers.count("\n") >= _MOST_LINES:
        numbers, ending = _numbers(array.ravel()), f".reshape({shape})"
    if "\n" in numbers:
        numbers = f"\n{textwrap.indent(numbers, '    ')},\n    "
        return f"np.array({numbers}{dtype},\n){ending}"
    return f"np.array({numbers}, {dtype}){ending}"


def _patterned(array: Array, dtype: str) -> str | None:
    flat = array.ravel()
    if (flat.view(np.uint8).reshape(flat.size, -1) == flat[:1].view(np.uint8)).all():
        word = _words(flat[:1])[0]
        return f"np.full({tuple(array.shape)}, {word}, {dtype})"
    if array.dtype == np.bool_ or not np.isfinite(flat[0]):
        return None
    first = flat[0].item()
    if first != int(first) or abs(first) > 1_000_000:
        return None
    begin, end = int(first), int(first) + flat.size
    try:
        counted = np.arange(begin, end, dtype=array.dtype)
    except (OverflowError, ValueError):
        return None
    if counted.tobytes() != flat.tobytes():
        return None
    made = f"np.arange({begin}, {end}, dtype={dtype})"
    return made if array.ndim == 1 else f"{made}.reshape({tuple(array.shape)})"


def _numbers(array: Array) -> str:
    words = np.array(_words(array.ravel()), dtype=object).reshape(array.shape)
    return np.array2string(
        words,
        max_line_width=90,
        threshold=array.size + 1,
        separator=", ",
        formatter={"all": str},
    )


def _words(flat: Array) -> list[str]:
    """Each number as it is written in Python, and reads as the same bits."""
    data: Any = write_tensor(flat)["data"]
    return [_NAMES[one] if isinstance(one, str) else repr(one) for one in data]
