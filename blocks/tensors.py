"""A tensor as a page holds it: `{"dtype", "shape", "data"}`, bit for bit both ways.

`data` is flat in row-major order. NaN and the infinities are the words "nan", "inf" and "-inf".
A number is written as short as it can be and still come back as the same bits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from blocks.dtypes import DTYPES, FLOATING, name_of
from blocks.errors import ValueRefused
from kernels.arguments import shown
from kernels.operands import LARGEST_RANK

_WORDS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_LARGEST_EXACT = 2.0**53


def read_tensor(raw: object) -> np.ndarray[Any, Any]:
    """The read-only array that a page's `{"dtype", "shape", "data"}` stands for.

    Raises ValueRefused, before anything of the claimed size is allocated, if it is not such an
    object, if the numbers do not fill the shape, or if one of them is not of the dtype.
    """
    if not isinstance(raw, dict) or set(raw) != {"dtype", "shape", "data"}:
        raise ValueRefused('a tensor is an object {"dtype", "shape", "data"}')
    dtype, shape, data = raw["dtype"], raw["shape"], raw["data"]
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise ValueRefused(f"dtype: {shown(dtype)} is none of {', '.join(DTYPES)}")
    if not isinstance(shape, list) or not all(type(n) is int and 0 <= n < 2**63 for n in shape):
        raise ValueRefused(
            f"shape: a list of whole numbers from 0 up is needed, not {shown(shape)}"
        )
    if not isinstance(data, list):
        raise ValueRefused(f"data: a flat list of numbers is needed, not {shown(data)}")
    if len(shape) > LARGEST_RANK:
        raise ValueRefused(f"shape: {len(shape)} dimensions; at most {LARGEST_RANK} are possible")
    if math.prod(shape) != len(data):
        raise ValueRefused(
            f"data: {len(data)} numbers; shape {shown(shape)} needs {math.prod(shape):,}"
        )
    array = _elements(data, dtype).reshape(shape)
    array.flags.writeable = False
    return array


def own_tensor(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A read-only copy of an array as a page would give it back: of a NaN only that it is one.

    Raises ValueRefused if a page cannot hold an array of this dtype or rank.
    """
    name = _page_dtype(array)
    if array.ndim > LARGEST_RANK:
        raise ValueRefused(f"{array.ndim} dimensions; at most {LARGEST_RANK} are possible")
    copy = np.array(array, DTYPES[name], order="C")
    if name in FLOATING:
        with np.errstate(invalid="ignore"):  # A signalling bfloat16 NaN warns when looked at.
            copy[np.isnan(copy)] = math.nan
    copy.flags.writeable = False
    return copy


def write_tensor(array: np.ndarray[Any, Any]) -> dict[str, object]:
    """The page's form of an array of a known dtype, in its shortest exact numbers."""
    name = _page_dtype(array)
    flat = array.ravel()
    data = flat.tolist() if name not in FLOATING else _float_words(flat, name)
    return {"dtype": name, "shape": list(array.shape), "data": data}


def _page_dtype(array: np.ndarray[Any, Any]) -> str:
    name = name_of(array.dtype)
    if name is None:
        raise ValueRefused(f"dtype {array.dtype} cannot be kept in a page; {', '.join(DTYPES)} can")
    return name


def _elements(data: Sequence[object], dtype: str) -> np.ndarray[Any, Any]:
    if dtype == "bool":
        _refuse_unless(data, lambda one: type(one) is bool, dtype, "true or false")
        return np.array(data, DTYPES[dtype])
    if dtype in FLOATING:
        numbers = [_WORDS.get(one, one) if isinstance(one, str) else one for one in data]
        _refuse_unless(
            numbers,
            lambda one: type(one) in (int, float),
            dtype,
            'a number, "nan", "inf" or "-inf"',
        )
        return _floats(numbers, dtype)
    limits = np.iinfo(DTYPES[dtype])
    low, high = int(limits.min), int(limits.max)
    _refuse_unless(
        data,
        lambda one: type(one) is int and low <= one <= high,
        dtype,
        f"a whole number from {low} to {high}",
    )
    return np.array(data, DTYPES[dtype])


def _floats(numbers: Sequence[Any], dtype: str) -> np.ndarray[Any, Any]:
    try:
        exact = np.array(numbers, np.float64)
    except OverflowError:
        raise ValueRefused(f"data: a number is too large for {dtype}") from None
    with np.errstate(over="ignore"):
        array = exact.astype(DTYPES[dtype])
    overflown = np.isinf(array.astype(np.float64)) & np.isfinite(exact)
    if overflown.any():
        at = int(np.argmax(overflown))
        raise ValueRefused(f"data[{at}]: {shown(numbers[at])} is too large for {dtype}")
    return array


def _refuse_unless(data: Sequence[object], right: Any, dtype: str, wanted: str) -> None:
    for at, one in enumerate(data):
        if not right(one):
            raise ValueRefused(f"data[{at}]: {shown(one)} is not right for {dtype}; {wanted} is")


def _float_words(flat: np.ndarray[Any, Any], dtype: str) -> list[object]:
    return [_float_word(one, exact, dtype) for one, exact in zip(flat, flat.tolist(), strict=True)]


def _float_word(one: Any, exact: float, dtype: str) -> object:
    exact = float(exact)
    if math.isnan(exact):
        return "nan"
    if math.isinf(exact):
        return "inf" if exact > 0 else "-inf"
    if exact.is_integer() and abs(exact) < _LARGEST_EXACT and math.copysign(1.0, exact) > 0:
        return int(exact)
    if exact.is_integer() and -_LARGEST_EXACT < exact < 0:
        return int(exact)
    if dtype == "float64":
        return exact
    # The shortest decimal that NumPy prints is read back through float64; where that double
    # rounding would move it (never seen, but not excluded), every digit is written instead.
    short = float(str(one))
    return short if float(DTYPES[dtype].type(short)) == exact else exact
