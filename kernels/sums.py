"""Sums over axes of large tensors, part by part, to the very bits of NumPy's sum of the whole.

NumPy's rounding of a sum of floats depends on the order of its terms, which is: a run of memory in
halves, and those in halves, down to blocks; numbers that are converted first, in pieces of 8,192
one after the other; over outer axes, line by line. Cuts that keep to this order change no bit.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels import cancelling, parts

Array = np.ndarray[Any, Any]

LARGE = 2**22
"""Numbers that are summed at once: a few milliseconds."""

NARROWEST = 8
"""Columns of a part: fewer may be summed in another order."""


def total(values: Array, axes: tuple[int, ...], within: np.dtype[Any]) -> Array:
    """The sum over these axes in the dtype `within`; the axes stay, with size 1."""
    if values.size <= LARGE or not axes:
        return np.asarray(values.sum(axis=axes, dtype=within, keepdims=True))
    kept = [axis for axis in range(values.ndim) if axis not in axes and values.shape[axis] > 1]
    shape = tuple(1 if axis in axes else size for axis, size in enumerate(values.shape))
    if not kept and values.flags.c_contiguous:
        return np.asarray(_run(values.reshape(-1), within)).reshape(shape)
    widest = max(kept, key=lambda axis: values.shape[axis], default=None)
    if widest is not None and values.shape[widest] >= 2 * NARROWEST:
        return _by_columns(values, axes, widest, np.empty(shape, within))
    lines = prod(values.shape[axis] for axis in kept)
    if values.flags.c_contiguous and kept and max(kept) < min(axes):
        runs = [_run(one, within) for one in values.reshape(lines, -1)]
        return np.array(runs, within).reshape(shape)
    if values.flags.c_contiguous and kept and min(kept) > max(axes) and lines > 1:
        return _line_by_line(values.reshape(-1, lines), within).reshape(shape)
    return np.asarray(values.sum(axis=axes, dtype=within, keepdims=True))


def _by_columns(values: Array, axes: tuple[int, ...], axis: int, result: Array) -> Array:
    """Parts of an axis that stays, each by itself."""
    size = values.shape[axis]
    count = min(-(-values.size // LARGE), size // NARROWEST)
    before = (slice(None),) * axis

    def sum_of(number: int) -> None:
        part = (*before, slice(number * size // count, (number + 1) * size // count))
        result[part] = values[part].sum(axis=axes, dtype=result.dtype, keepdims=True)

    parts.run(count, sum_of)
    return result


def _run(values: Array, within: np.dtype[Any]) -> Any:
    """The sum of a run of memory."""
    cancelling.look()
    if values.size <= LARGE:
        return np.add.reduce(values, dtype=within)
    if values.dtype == within:
        half = values.size // 2
        half -= half % 8
        return _run(values[:half], within) + _run(values[half:], within)
    found = np.add.reduce(values[:LARGE], dtype=within)
    for start in range(LARGE, values.size, LARGE):
        cancelling.look()
        found = np.add.reduce(values[start : start + LARGE], dtype=within, initial=found)
    return found


def _line_by_line(values: Array, within: np.dtype[Any]) -> Array:
    """The sum of lines that are short and many: each part begins with the sum of those before."""
    step = LARGE // values.shape[1]
    found = np.add.reduce(values[:step], axis=0, dtype=within)
    for start in range(step, len(values), step):
        cancelling.look()
        lines = values[start : start + step].astype(within, copy=False)
        found = np.add.reduce(np.concatenate([found[None], lines]), axis=0)
    return np.asarray(found)
