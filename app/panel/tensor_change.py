"""What can be done to a tensor by hand: another shape, another dtype, numbers filled in or loaded.

Each gives a new array and a sentence on what it did to the numbers, empty if nothing is to be
said. Each raises ValueRefused, with the reason, if it cannot be done.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np

from blocks.declaration.values import shown
from blocks.dtypes import DTYPES, FLOATING, name_of
from blocks.errors import ValueRefused
from blocks.literal import read_literal
from kernels.errors import ArgumentError
from kernels.npy import read_header, read_npy
from kernels.operands import LARGEST_RANK

Array = np.ndarray[Any, Any]

LARGEST_EDITED = 1_000_000
"""Elements that a page should hold; more belongs into a file beside it."""

CONSTANT, COUNT, ZEROS, IDENTITY = "constant", "1, 2, 3, …", "zeros", "identity"
FILLS = (CONSTANT, COUNT, ZEROS, IDENTITY)


def read_shape(text: str) -> tuple[int, ...]:
    """A shape as typed: `2, 2, 3`, `[2, 2, 3]` or `2 2 3`; nothing is a scalar."""
    inner = text.strip().strip("[](){}").strip().removesuffix(",")
    words = [word for word in re.split(r"\s*[,x\u00d7]\s*|\s+", inner) if word]
    for word in words:
        if not re.fullmatch(r"[0-9]{1,18}", word):
            raise ValueRefused(f"{shown(word)} is no size; whole numbers from 0 up are needed")
    if len(words) > LARGEST_RANK:
        raise ValueRefused(f"{len(words)} dimensions; at most {LARGEST_RANK} are possible")
    shape = tuple(int(word) for word in words)
    _refuse_too_large(math.prod(shape))
    return shape


def reshaped(array: Array, shape: tuple[int, ...]) -> tuple[Array, str]:
    """Another shape. The numbers stay in row-major order; zeros fill up, what is over goes."""
    wanted = math.prod(shape)
    made = np.zeros(wanted, array.dtype)
    kept = min(wanted, array.size)
    made[:kept] = array.ravel()[:kept]
    said = ""
    if wanted > kept:
        said = f"{_numbers(kept)} stayed; {wanted - kept:,} zeros came after."
    elif array.size > kept:
        said = f"The first {_numbers(kept)} stayed; the last {array.size - kept:,} are gone."
    return made.reshape(shape), said


def cast(array: Array, dtype: str) -> tuple[Array, str]:
    """Another dtype. Fractions are cut off for whole numbers; what is out of range is refused."""
    target = DTYPES[dtype]
    if dtype not in FLOATING and dtype != "bool":
        _refuse_out_of_range(array, dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        made = array.astype(target)
        back = made.astype(array.dtype)
    if dtype in FLOATING and name_of(array.dtype) in FLOATING:
        lost = np.isinf(made.astype(np.float64)) & np.isfinite(array.astype(np.float64))
        if lost.any():
            raise ValueRefused(f"{_element(array, lost)} is too large for {dtype}")
    changed = int(np.count_nonzero((back != array) & ~((back != back) & (array != array))))
    return made, f"{_numbers(changed)} changed to fit {dtype}." if changed else ""


def filled(array: Array, kind: str, text: str) -> Array:
    """Every number replaced: by one number, by 1, 2, 3 …, by 0, or by ones on the diagonal of the
    last two axes."""
    dtype = name_of(array.dtype) or "float32"
    if kind == CONSTANT:
        value = read_literal(text, dtype)
        if value.size != 1:
            raise ValueRefused(f"one number is needed, {value.size} came")
        return np.full(array.shape, value.reshape(()), array.dtype)
    if kind == COUNT:
        return _counted(array, dtype)
    made = np.zeros(array.shape, array.dtype)
    if kind == IDENTITY:
        if array.ndim < 2:
            raise ValueRefused("identity needs at least two axes")
        made[...] = np.eye(*array.shape[-2:]).astype(array.dtype)
    return made


def with_numbers(array: Array, places: list[tuple[int, ...]], numbers: Array) -> Array:
    """The array with some elements replaced; `numbers` is flat, one for each place."""
    made = array.copy()
    for place, number in zip(places, numbers, strict=True):
        made[place] = number
    return made


def load_npy(path: Path) -> Array:
    """The tensor of an .npy file, up to the size that a page should hold."""
    try:
        header = read_header(str(path))
        _refuse_too_large(math.prod(header.shape))
        return np.array(read_npy(file=str(path)), order="C")
    except ArgumentError as why:
        raise ValueRefused(str(why).removeprefix("file: ")) from None


def _counted(array: Array, dtype: str) -> Array:
    numbers = np.arange(1, array.size + 1)
    highest = 1 if dtype == "bool" else None
    if dtype not in FLOATING and dtype != "bool":
        highest = int(np.iinfo(DTYPES[dtype]).max)
    if dtype == "float16":
        highest = 65504
    if highest is not None and array.size > highest:
        raise ValueRefused(f"{dtype} ends at {highest:,}; there are {array.size:,} numbers")
    return numbers.astype(array.dtype).reshape(array.shape)


def _refuse_out_of_range(array: Array, dtype: str) -> None:
    limits = np.iinfo(DTYPES[dtype])
    low, high = int(limits.min), int(limits.max)
    if name_of(array.dtype) in FLOATING:
        wide = array.astype(np.float64)
        wrong = ~((wide > low - 1) & (wide < high + 1))
    elif array.dtype == np.bool_:
        return
    else:
        own = np.iinfo(array.dtype)
        wrong = np.zeros(array.shape, np.bool_)
        if low > own.min:
            wrong |= array < low
        if high < own.max:
            wrong |= array > high
    if wrong.any():
        raise ValueRefused(f"{_element(array, wrong)}; {dtype} takes {low} to {high}")


def _element(array: Array, where: Array) -> str:
    """The first of some elements: `[0, 1] is nan`."""
    index = np.unravel_index(int(np.argmax(where)), array.shape)
    value = array[index]
    return f"{[int(one) for one in index]} is {value}" if array.ndim else f"it is {value}"


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count:,} numbers"


def _refuse_too_large(size: int) -> None:
    if size > LARGEST_EDITED:
        raise ValueRefused(
            f"{size:,} elements; a page should hold up to {LARGEST_EDITED:,}. Keep them in a .npy "
            "file beside the page and read it with a ReadNpy block"
        )
