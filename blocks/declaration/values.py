"""Readers of attribute values: each takes what JSON or a field holds, gives the one right form."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np

from blocks.dtypes import TENSORFLOW_NAMES
from blocks.errors import ValueRefused
from blocks.tensors import own_tensor, read_tensor, write_tensor
from kernels.arguments import shown as shown

FARTHEST = sys.float_info.max
"""The largest finite number, for a range without an end."""


def one_of(options: tuple[str, ...]) -> Callable[[object], str]:
    """A reader of one of a few words. It says so if only the case or a blank is wrong."""

    def read(raw: object) -> str:
        if isinstance(raw, str) and raw in options:
            return raw
        word = raw.strip().lower() if isinstance(raw, str) else ""
        hint = next((f"; did you mean {one}?" for one in options if one.lower() == word), "")
        raise ValueRefused(f"{shown(raw)} is none of {', '.join(options)}{hint}")

    return read


def dtype_of(options: tuple[str, ...]) -> Callable[[object], str]:
    """A reader of a dtype's name, in TensorFlow's spelling too."""
    read_ours = one_of(options)

    def read(raw: object) -> str:
        return read_ours(TENSORFLOW_NAMES.get(raw, raw) if isinstance(raw, str) else raw)

    return read


def flag(raw: object) -> bool:
    """True or false, also as a text."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in ("true", "false"):
        return raw.strip().lower() == "true"
    raise ValueRefused(f"{shown(raw)} is neither true nor false")


def integer(low: int, high: int) -> Callable[[object], int]:
    """A reader of a whole number from low to high."""

    def read(raw: object) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool):
            raise ValueRefused(f"{shown(raw)} is not a whole number{_whole_hint(raw)}")
        if not low <= raw <= high:
            raise ValueRefused(f"{shown(raw)} is out of range; {low} to {high} is possible")
        return raw

    return read


def number(low: float, high: float) -> Callable[[object], float]:
    """A reader of a finite number from low to high, whole or not."""

    def read(raw: object) -> float:
        if not isinstance(raw, int | float) or isinstance(raw, bool):
            raise ValueRefused(f"{shown(raw)} is not a number")
        if not low <= raw <= high:
            raise ValueRefused(f"{shown(raw)} is out of range; {_range(low, high)} is possible")
        return float(raw)

    return read


def _range(low: float, high: float) -> str:
    if (low, high) == (-FARTHEST, FARTHEST):
        return "a finite number"
    if high == FARTHEST:
        return f"from {low:g} up"
    return f"up to {high:g}" if low == -FARTHEST else f"{low:g} to {high:g}"


def _whole_hint(raw: object) -> str:
    """What turns a float into a whole number, for that is what / in a formula gives."""
    return "; in a formula // and round() give one" if isinstance(raw, float) else ""


def line(pattern: str, says: str) -> Callable[[object], str]:
    """A reader of a line of text that matches a pattern, described in words by `says`."""

    def read(raw: object) -> str:
        if not isinstance(raw, str):
            raise ValueRefused(f"{shown(raw)} is not a text")
        if pattern and not re.fullmatch(pattern, raw):
            raise ValueRefused(f"{shown(raw)}: {says}")
        return raw

    return read


def integers(
    count: int | None, *, low: int, or_empty: bool = False
) -> Callable[[object], tuple[int, ...]]:
    """A reader of exactly `count` whole numbers from `low` up (or of none); of any number of them
    without a count."""

    def read(raw: object) -> tuple[int, ...]:
        if not isinstance(raw, list | tuple):
            raise ValueRefused(f"{shown(raw)} is not a list of whole numbers")
        for at, one in enumerate(raw):
            if not isinstance(one, int) or isinstance(one, bool):
                hint = _whole_hint(one)
                raise ValueRefused(f"number {at + 1} is {shown(one)}, not a whole number{hint}")
            if not low <= one < 2**31:
                possible = f"from {low} up" if one < low else f"up to {2**31 - 1}"
                raise ValueRefused(f"number {at + 1} is {shown(one)}; {possible} is possible")
        if count is not None and len(raw) != count and not (or_empty and not raw):
            raise ValueRefused(f"{len(raw)} numbers came; {count} are needed")
        return tuple(raw)

    return read


def tensor(raw: object) -> np.ndarray[Any, Any]:
    """A reader of a tensor, from a page's object or from an array that is one already."""
    if isinstance(raw, np.ndarray):
        return own_tensor(raw)
    return read_tensor(raw)


def relative_path(raw: object) -> str:
    """A reader of a path that stays in the page's folder."""
    if not isinstance(raw, str) or not raw.strip() or re.search("[\0\ud800-\udfff]", raw):
        raise ValueRefused(f"{shown(raw)} is not the path of a file")
    windows = PureWindowsPath(raw)
    if windows.drive or windows.root or PurePosixPath(raw).is_absolute():
        raise ValueRefused(f"{shown(raw)} is not relative; name a file beside the page")
    if ".." in windows.parts:
        raise ValueRefused(f"{shown(raw)} leaves the page's folder; name a file in it")
    return windows.as_posix()


def as_json(value: Any) -> object:
    """What JSON holds of a canonical value that is no tensor."""
    return list(value) if isinstance(value, tuple) else value


def tensor_as_json(value: np.ndarray[Any, Any]) -> object:
    """What JSON holds of a tensor."""
    return write_tensor(value)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same: same type, and for arrays the same dtype, shape and bits."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one is other or (
            one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, float) and isinstance(other, float):
        return math.copysign(1, one) == math.copysign(1, other) and one == other
    return type(one) is type(other) and bool(one == other)
