"""Writing numbers into an array of another dtype: what stands between tensors and the dtype in
which their products are summed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from kernels import cancelling, halves, threads
from kernels.dtypes import name_of
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

PIECE = 2**18  # values; with fewer, two threads wait longer for Python than the cache saves
FEWEST = 2**13  # values below which NumPy's one slow pass is done before several have started

AT_ONCE = 2**22
"""Values that NumPy's one pass does in some milliseconds; with more, there is a look between."""

LARGEST_WHOLE = 2**51
"""Whole numbers of a smaller magnitude wrap around where `copy` writes float64 into integers."""

_ENDS_IN_DIGITS = 1.5 * 2.0**52  # added to a whole number, moves it to the end of the sum's bits


def copy(target: Array, source: Array, scratch: Scratch) -> None:
    """`target[...] = source` of the same shape, converted to the target's dtype; any strides.

    Floats are rounded to the nearest, ties to even, and become infinite where they are too large:
    the bits are those of `source.astype(target.dtype)`. From float64 to integers, whole numbers
    below LARGEST_WHOLE wrap around as sums of such integers do. To be called where NumPy's warnings
    are off, for an overflow is one.
    """
    way = _way(source, target)
    if way is None and source.size <= AT_ONCE:
        np.copyto(target, source, casting="unsafe")
        return
    way = way or _in_one_pass
    if source.flags.c_contiguous and target.flags.c_contiguous:
        source, target = source.reshape(-1), target.reshape(-1)
    for values, place in _pieces(source, target):
        cancelling.look()
        way(values, place, scratch)


def converted(source: Array, dtype: np.dtype[Any], role: str, scratch: Scratch) -> Array:
    """The source in this dtype: itself, or a copy in C order that lives in `scratch`."""
    if source.dtype == dtype:
        return source
    target = scratch.array(role, source.shape, dtype)
    copy(target, source, scratch)
    return target


def converted_by_all(source: Array, dtype: np.dtype[Any], role: str, scratch: Scratch) -> Array:
    """The same, by all threads together; not for a task, which is one thread's."""
    if source.dtype == dtype:
        return source
    target = scratch.array(role, source.shape, dtype)
    pieces = _pieces(source, target)
    threads.run([partial(copy, place, values) for values, place in pieces])
    return target


def _way(source: Array, target: Array) -> Callable[[Array, Array, Scratch], None] | None:
    """What converts a piece of the source, or None where NumPy's one pass does it as well."""
    if source.dtype == target.dtype:
        return None
    names = name_of(source.dtype), name_of(target.dtype)
    if source.dtype == np.float64 and target.dtype.kind in "iu" and target.itemsize <= 4:
        return _wrap
    if source.size < FEWEST or ("bfloat16" in names and _in_runs(source) and _in_runs(target)):
        return None
    return _HALVES.get(names)


def _in_runs(array: Array) -> bool:
    """Do the values along the last axis lie side by side?"""
    return array.ndim == 0 or array.strides[-1] == array.itemsize


def _pieces(source: Array, target: Array) -> Iterator[tuple[Array, Array]]:
    """Both, cut alike along their outer axes, into pieces of about one size."""
    if source.size <= PIECE:
        yield source, target
    elif len(source) == 1:
        yield from _pieces(source[0], target[0])
    else:
        parts = -(-source.size // PIECE)
        step = -(-len(source) // parts)
        for at in range(0, len(source), step):
            yield from _pieces(source[at : at + step], target[at : at + step])


def _in_one_pass(source: Array, target: Array, scratch: Scratch) -> None:
    np.copyto(target, source, casting="unsafe")


def _wrap(source: Array, target: Array, scratch: Scratch) -> None:
    """The last bits of the sum are the whole number in two's complement; of int64, NumPy keeps as
    many as the target has. Its own conversion leaves open what becomes of too large a float."""
    sums = scratch.array("whole numbers", source.shape, source.dtype)
    np.add(source, _ENDS_IN_DIGITS, out=sums)
    np.copyto(target, sums.view(np.int64), casting="unsafe")


_HALVES = {
    ("float16", "float32"): halves.widen_float16,
    ("float32", "float16"): halves.narrow_float16,
    ("bfloat16", "float32"): halves.widen_bfloat16,
    ("float32", "bfloat16"): halves.narrow_bfloat16,
}
