"""Tensors as people paste them: from a spreadsheet, from Python or NumPy, from enuSpace, as CSV.

Nothing is ever evaluated: a text is cut into brackets, separators and words, and each word must be
a number, `nan`, `inf`, `true` or `false`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from blocks.declaration.values import shown
from blocks.dtypes import DTYPES, FLOATING, TENSORFLOW_NAMES
from blocks.errors import ValueRefused
from blocks.literal_form import Form, form_of

Number = bool | int | float

_WHOLE = re.compile(r"[+-]?[0-9]{1,400}")
_DECIMAL = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fF]?")
_SPECIAL = re.compile(r"([+-]?(?:nan|inf|infinity))f?", re.IGNORECASE)
_BOOLS = {"true": True, "false": False}
_LONGER_NAMES = {"float": "float32", "double": "float64", "half": "float16", "int": "int32"}


def read_literal(text: str, dtype: str | None = None) -> np.ndarray[Any, Any]:
    """The tensor that a text shows.

    Takes nested brackets of any kind with commas or blanks between (`[[1, 2], [3, 4]]`,
    `{{1,2},{3,4}}`, what NumPy prints, also within `array(..., dtype=float32)`), and plain rows
    with tabs, commas, semicolons or blanks between cells. Without brackets a lone number is a
    scalar, and one row or one column a vector.

    `dtype` is the name it must have; else the one that the text names, else by its words as in
    enuSpace: an `f` at a number makes float32, a point or an exponent float64, else int32 (int64
    where they need it); `true` and `false` alone are bool. Raises ValueRefused with the place.
    """
    form = form_of(text)
    return array_of(form, dtype or guess(form))


def guess(form: Form) -> str:
    """The dtype that the words ask for."""
    if form.dtype is not None:
        return _named(form.dtype)
    if not form.words:
        return "float32"
    numbers = _numbers(form)
    if all(isinstance(one, bool) for one in numbers):
        return "bool"
    if any(word[-1] in "fF" and word.lower() not in ("inf", "-inf", "+inf") for word in form.words):
        return "float32"
    if any(isinstance(one, float) for one in numbers):
        return "float64"
    fits = all(-(2**31) <= one < 2**31 for one in numbers)
    return "int32" if fits else "int64"


def array_of(form: Form, dtype: str) -> np.ndarray[Any, Any]:
    """The words as an array of a dtype; ValueRefused if one of them is not of it."""
    numbers = _numbers(form)
    if dtype in FLOATING:
        return _floats(form, numbers, dtype).reshape(form.shape)
    if dtype == "bool":
        right = [one in (0, 1) for one in numbers]
        wanted = "bool takes true and false, or 1 and 0"
    else:
        limits = np.iinfo(DTYPES[dtype])
        low, high = int(limits.min), int(limits.max)
        right = [one == one // 1 and low <= one <= high for one in numbers]
        wanted = f"{dtype} takes whole numbers from {low} to {high}"
    if not all(right):
        at = right.index(False)
        raise ValueRefused(f"{_at(form, at)}{shown(form.words[at])} is not right; {wanted}")
    return np.array([int(one) for one in numbers], DTYPES[dtype]).reshape(form.shape)


def _floats(form: Form, numbers: Sequence[Number], dtype: str) -> np.ndarray[Any, Any]:
    signs = [-0.0 if word[0] in "-\u2212" else 0.0 for word in form.words]
    floats = [_float(one) or zero for one, zero in zip(numbers, signs, strict=True)]
    exact = np.array(floats, np.float64)
    with np.errstate(over="ignore"):
        array = exact.astype(DTYPES[dtype])
    for at in np.flatnonzero(np.isinf(array.astype(np.float64))):
        if not _SPECIAL.fullmatch(form.words[at]):
            word = shown(form.words[at])
            raise ValueRefused(f"{_at(form, int(at))}{word} is too large for {dtype}")
    return array


def _float(number: Number) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def _numbers(form: Form) -> list[Number]:
    return [_number(form, at, word) for at, word in enumerate(form.words)]


def _number(form: Form, at: int, word: str) -> Number:
    plain = word.replace("\u2212", "-")  # the minus sign of web pages and word processors
    if _WHOLE.fullmatch(plain):
        return int(plain)
    if match := _DECIMAL.fullmatch(plain) or _SPECIAL.fullmatch(plain):
        return float(match[1])
    if plain.lower() in _BOOLS:
        return _BOOLS[plain.lower()]
    hint = ""
    if "..." in word or "\u2026" in word:
        hint = "; the text was shortened when it was printed"
    elif re.fullmatch(r"[+-]?[0-9]+,[0-9]+", word):
        hint = f"; a point is needed: {word.replace(',', '.')}"
    raise ValueRefused(f"{_at(form, at)}{shown(word)} is no number{hint}")


def _at(form: Form, flat: int) -> str:
    return f"{form.place(flat)}: " if len(form.words) > 1 else ""


def _named(name: str) -> str:
    plain = _LONGER_NAMES.get(name, TENSORFLOW_NAMES.get(name, name))
    if plain not in DTYPES:
        raise ValueRefused(f"dtype {name!r:.60} is none of {', '.join(DTYPES)}")
    return plain
