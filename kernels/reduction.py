"""Sums and means over axes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kernels import sums
from kernels.arguments import any_rank, flag, shape_text, shown
from kernels.dtypes import FLOATS, NUMERIC, UNSIGNED, accumulator, named
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape, axis_vector

SUM = MEAN = NUMERIC


def sum(input: Array, reduction_indices: object, *, keep_dims: bool = False) -> Array:
    """The sum of `input` over the axes in `reduction_indices`.

    The axes are a scalar or a vector, each once, from -rank to rank - 1; with none of them `input`
    comes back. They leave the shape, or stay as 1 with `keep_dims`. float16 and bfloat16 are summed
    in float32 and rounded once; integers wrap around; the sum of nothing is 0.
    """
    input = any_rank("input", input, SUM)
    axes, keep_dims = reduced_axes(reduction_indices, input.ndim), flag("keep_dims", keep_dims)
    with np.errstate(all="ignore"):
        total = _sum(input, axes, accumulator(input.dtype), keep_dims)
        return total.astype(input.dtype, copy=False)


def mean(input: Array, reduction_indices: object, *, keep_dims: bool = False) -> Array:
    """The mean of `input` over the axes in `reduction_indices`.

    Axes and shape are as those of Sum. float16 and bfloat16 are summed in float32 and rounded once.
    The mean of integers is cut off towards zero; their sum is kept in 64 bits, as in TensorFlow,
    and wraps around beyond. The mean of nothing is NaN, of integers 0.
    """
    input = any_rank("input", input, MEAN)
    axes, keep_dims = reduced_axes(reduction_indices, input.ndim), flag("keep_dims", keep_dims)
    count = math.prod(input.shape[axis] for axis in axes)
    floating = input.dtype.name in FLOATS
    wide = named("uint64" if input.dtype.name in UNSIGNED else "int64")
    within = accumulator(input.dtype) if floating else wide
    with np.errstate(all="ignore"):
        total = _sum(input, axes, within, keep_dims)
        mean = total / within.type(count) if floating else _cut_off(total, max(count, 1))
        return np.asarray(mean).astype(input.dtype, copy=False)


def _sum(input: Array, axes: tuple[int, ...], within: np.dtype[Any], keep_dims: bool) -> Array:
    if input.size <= sums.LARGE:
        return np.asarray(input.sum(axis=axes, dtype=within, keepdims=keep_dims))
    total = sums.total(input, axes, within)
    return total if keep_dims else total.reshape(reduced_shape(input.shape, axes))


def reduced_shape(
    input: Shape, reduction_indices: tuple[int, ...] | None, *, keep_dims: bool = False
) -> Shape:
    """The shape after the reduction; `reduction_indices` is None where the axes are not known."""
    if input is None:
        return None
    if reduction_indices is None:
        return (None,) * len(input) if keep_dims else None
    axes = reduced_axes(reduction_indices, len(input), input)
    if keep_dims:
        return tuple(1 if axis in axes else size for axis, size in enumerate(input))
    return tuple(size for axis, size in enumerate(input) if axis not in axes)


def reduced_axes(value: object, rank: int, shape: Shape = None) -> tuple[int, ...]:
    """The axes from 0 up, each once."""
    numbers = axis_vector("reduction_indices", value)
    which = f"input {shape_text(shape)}" if shape else "input"
    for number in numbers:
        if not -rank <= number < rank:
            right = f"{-rank} to {rank - 1} are possible" if rank else "none is possible"
            raise ArgumentError(
                "reduction_indices",
                f"reduction_indices names axis {number}, but {which} has {rank} dimensions; "
                f"{right}",
            )
    axes = tuple(number % rank for number in numbers)
    if len(set(axes)) != len(axes):
        raise ArgumentError(
            "reduction_indices",
            f"reduction_indices names an axis twice in {shown(list(numbers))}; each may come once",
        )
    return axes


def _cut_off(total: Array, count: int) -> Array:
    """total / count, cut off towards zero as in C; floor division alone would go down."""
    quotient, rest = np.divmod(total, total.dtype.type(count))
    return np.asarray(quotient + ((rest != 0) & (total < 0)))
