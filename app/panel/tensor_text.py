"""A tensor as a line of text, and back, keeping its dtype where that is possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from blocks.dtypes import name_of
from blocks.errors import ValueRefused
from blocks.expressions import formula_text
from blocks.literal import array_of, guess
from blocks.literal_form import Form, form_of
from blocks.tensors import write_tensor

Array = np.ndarray[Any, Any]

LINE_ELEMENTS = 64
"""A tensor up to this size is shown, and can be typed, on one line."""


def tensor_line(array: Array) -> str:
    """A small tensor with nested brackets, as Python writes it: `[[1, 2], [3, 4]]`."""
    return raw_line(_flat(array), array.shape)


def raw_line(data: Sequence[object], shape: tuple[int, ...]) -> str:
    """As `tensor_line`, of what the page keeps: numbers, words and formulas."""
    words = [_word(one) for one in data]
    for size in reversed(shape):
        if not words:
            return _empty(shape)
        words = [
            f"[{', '.join(words[start : start + size])}]" for start in range(0, len(words), size)
        ]
    return words[0]


def read_like(text: str, before: Array) -> tuple[Array, str]:
    """The tensor that a text shows, and what is to be said about its dtype.

    A dtype that the text names (`1.0f`, `dtype=int64`) holds; else the one that was there before,
    if it can take every number; else the one that the numbers ask for.
    """
    return form_like(form_of(text), name_of(before.dtype) or "float32")


def form_like(form: Form, dtype: str) -> tuple[Array, str]:
    """As `read_like`, from a text that has been taken apart."""
    asked = guess(form)
    named = form.dtype is not None or asked == "float32"
    if not named or asked == dtype or not form.words:
        try:
            return array_of(form, dtype), ""
        except ValueRefused as why:
            if asked == dtype:
                raise
            return array_of(form, asked), f"It is {asked} now: {why}."
    return array_of(form, asked), f"It is {asked} now, as the text says."


def summary(array: Array) -> str:
    """`float32 [2, 3], 0.5 to 9`."""
    line = f"{name_of(array.dtype)} {list(array.shape)}"
    if array.size == 0:
        return f"{line}, no elements"
    if array.dtype == np.bool_:
        return f"{line}, {np.count_nonzero(array):,} of {array.size:,} true"
    low, high = _range(array)
    return f"{line}, {low:g} to {high:g}" if array.size > 1 else line


def _range(array: Array) -> tuple[Any, Any]:
    """The least and the greatest element, NaN left aside; without a copy of a large tensor."""
    if array.dtype.kind in "iu":
        return array.min(), array.max()
    plain = array if array.dtype.kind == "f" else array.astype(np.float32)
    return np.fmin.reduce(plain, axis=None), np.fmax.reduce(plain, axis=None)


def _flat(array: Array) -> list[Any]:
    data = write_tensor(array)["data"]
    assert isinstance(data, list)
    return data


def _word(one: object) -> str:
    return str(one).lower() if isinstance(one, bool) else formula_text(one)


def _empty(shape: tuple[int, ...]) -> str:
    """Brackets can say a shape up to its first 0."""
    words = "[]"
    for size in reversed(shape[: shape.index(0)]):
        words = f"[{', '.join([words] * size)}]"
    return words
