"""The one door for arguments: every number, vector and tensor of a kernel comes in through here.

Whatever came, the answer is a plain value of the right kind or an `ArgumentError`.
"""

from __future__ import annotations

import math
import operator
import reprlib
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels.dtypes import name_of
from kernels.errors import ArgumentError

LARGEST = 2**63 - 1  # TensorFlow's sizes and attributes are int64.
MOST_NUMBERS = 64  # of a vector are looked at; no op takes as many, whatever comes

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_word(count: int) -> str:
    """`four` for 4; from eleven on the digits."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else str(count)


LONGEST_SHOWN = 300
"""Characters of a value in a message: room for a list of twelve numbers of 64 bits."""


def shown(value: object) -> str:
    """The value as a message shows it: short, whatever it is."""
    try:
        if isinstance(value, np.ndarray):
            if value.size > 16:
                return f"an array of shape {value.shape}"
            value = value.tolist()
        text = reprlib.Repr()
        text.maxlist = text.maxtuple = 12
        text.maxstring = text.maxother = 60
        said = text.repr(value)
        # Lists within lists are each short, and long together.
        return said if len(said) <= LONGEST_SHOWN else f"{said[: LONGEST_SHOWN - 3]}..."
    except Exception:  # A foreign __repr__ may raise anything, and an int of 5,000 digits does.
        return f"a value of type {type(value).__name__}"


def integer(argument: str, value: object, place: str = "") -> int:
    """`value` as an int: Python's or NumPy's, no bool, no float, within 64 bits."""
    where = f"{argument}{place}"
    if isinstance(value, bool | np.bool_):
        raise ArgumentError(argument, f"{where} must be an integer, the bool {value} came")
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except Exception:
        raise ArgumentError(argument, f"{where} must be an integer, {shown(value)} came") from None
    if abs(number) > LARGEST:
        raise ArgumentError(argument, f"{where} must fit in 64 bits, {shown(number)} came")
    return number


def integers(argument: str, value: object, wanted: str) -> tuple[int, ...]:
    """`value` as a flat tuple of ints; a tuple, a list, a range or a vector of NumPy may come.

    `wanted` says in the message what would be right, e.g. "four numbers in NHWC order".
    """
    if isinstance(value, np.ndarray):
        if value.ndim != 1:
            raise ArgumentError(
                argument,
                f"{argument} needs {wanted} in a vector, {shown(value)} of shape"
                f" {value.shape} came",
            )
        value = value[:MOST_NUMBERS].tolist() if value.dtype.kind in "iu" else list(value[:1])
    if not isinstance(value, tuple | list | range):
        raise ArgumentError(argument, f"{argument} needs {wanted}, {shown(value)} came")
    value = value[:MOST_NUMBERS]
    if any(isinstance(item, tuple | list | np.ndarray) for item in value):
        raise ArgumentError(
            argument, f"{argument} needs {wanted} in a flat list, {shown(value)} came"
        )
    return tuple(integer(argument, item, f"[{place}]") for place, item in enumerate(value))


def plain_integers(value: object) -> tuple[int, ...] | None:
    """`value` as `integers` reads it, where that takes no looking closer; None elsewhere.

    The numbers are ints and no look-alikes (True and 1.0 equal 1, and would be taken for it by a
    cache). Whether they are the right numbers is not asked here.
    """
    if type(value) is np.ndarray:
        if value.ndim != 1 or value.size > MOST_NUMBERS or value.dtype.kind not in "iu":
            return None
        return tuple(value.tolist())
    if not isinstance(value, tuple | list | range) or value[MOST_NUMBERS:]:
        return None
    for item in value:
        if type(item) is not int:
            return None
    return tuple(value)


def choice(argument: str, value: object, allowed: Sequence[str]) -> str:
    """`value` if it is one of the allowed words, written exactly so."""
    if isinstance(value, str) and value in allowed:
        return str(value)
    words = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
    hint = ""
    if isinstance(value, str) and value.strip().upper() in allowed:
        hint = " (in capital letters, with no space around it)"
    raise ArgumentError(argument, f"{argument} must be {words}{hint}, {shown(value)} came")


def flag(argument: str, value: object) -> bool:
    """`value` if it is True or False, Python's or NumPy's."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    raise ArgumentError(argument, f"{argument} must be True or False, {shown(value)} came")


def number(argument: str, value: object, least: float = 0.0) -> float:
    """`value` as a float, if it is a number, whole or not, from `least` up; no bool, no NaN."""
    is_number = isinstance(value, int | float | np.integer | np.floating)
    if not is_number or isinstance(value, bool) or not value >= least:  # type: ignore[operator]
        raise ArgumentError(
            argument, f"{argument} must be a number from {least:g} up, {shown(value)} came"
        )
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf


def tensor(
    argument: str, value: object, axes: Sequence[str], dtypes: Sequence[str]
) -> np.ndarray[Any, Any]:
    """`value` as an array in this machine's byte order, of one of the dtypes and one axis a name.

    The array is not copied unless its bytes are the other way round.
    """
    array = any_rank(argument, value, dtypes)
    rank(argument, array.shape, axes)
    return array


def any_rank(argument: str, value: object, dtypes: Sequence[str]) -> np.ndarray[Any, Any]:
    """`value` as an array as `tensor` gives it, of whatever shape; a NumPy scalar has none."""
    array: np.ndarray[Any, Any] = value if type(value) is np.ndarray else _array(argument, value)
    if (name := name_of(array.dtype)) not in dtypes:
        raise ArgumentError(argument, f"{argument} must be {alternatives(dtypes)}, {name} came")
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    return array


def _array(argument: str, value: object) -> np.ndarray[Any, Any]:
    """A NumPy scalar or an array of any class, as a plain array."""
    if not isinstance(value, np.ndarray | np.generic):
        raise ArgumentError(
            argument, f"{argument} must be a NumPy array, {_article(type(value).__name__)} came"
        )
    if is_masked(value):
        raise ArgumentError(
            argument, f"{argument} is a masked array; fill it first, as in {argument}.filled(0)"
        )
    return np.asarray(value)


def is_masked(value: object) -> bool:
    """Whether it is a masked array. Nobody has one who has not imported `numpy.ma`; asking NumPy
    for it would import it, which takes longer than all kernels together."""
    masked = sys.modules.get("numpy.ma")
    return masked is not None and isinstance(value, masked.MaskedArray)


def same_dtype(tensors: dict[str, np.ndarray[Any, Any]]) -> np.dtype[Any]:
    """The one dtype of all these tensors."""
    (first, reference), *others = tensors.items()
    for name, array in others:
        if array.dtype != reference.dtype:
            raise ArgumentError(
                name,
                f"{name} is {array.dtype.name} but {first} is {reference.dtype.name};"
                " they must have the same dtype",
            )
    dtype: np.dtype[Any] = reference.dtype
    return dtype


def rank(argument: str, shape: Sequence[int | None], axes: Sequence[str]) -> None:
    """Refuse a shape that has not one size for each of the named axes."""
    if len(shape) != len(axes):
        raise ArgumentError(
            argument,
            f"{argument} needs {count_word(len(axes))} dimensions ({', '.join(axes)}),"
            f" {count_word(len(shape))} came: shape {shape_text(shape)}",
        )


def shape_text(shape: Sequence[int | None]) -> str:
    """A shape as messages show it, with ? for what is not known: (2, ?, 3)."""
    sizes = ["?" if size is None else shown(size) for size in shape[:12]]
    if len(shape) > 12:
        sizes.append("...")
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


def alternatives(words: Sequence[str]) -> str:
    """`a, b or c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"
