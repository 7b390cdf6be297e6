"""Ops that make tensors or give them another shape."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kernels import parts
from kernels.arguments import any_rank, choice, integers, shape_text, shown
from kernels.dtypes import ALL, INDEX, named
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape, allocatable, check_sizes, size_vector


def const(*, value: Array) -> Array:
    """The tensor that the page holds in the attribute `value`, which says dtype and shape too."""
    return any_rank("value", value, ALL)


def fill(dims: object, value: Array) -> Array:
    """A tensor of shape `dims` with the scalar `value` in every place, of the dtype of `value`."""
    value = any_rank("value", value, ALL)
    shape = size_vector("dims", dims)
    fill_shape(shape, value.shape)
    allocatable("dims", shape, value.dtype)
    filled = np.empty(shape, value.dtype)
    parts.fill(filled, value)
    return filled


def identity(input: Array) -> Array:
    """The tensor itself, of any dtype and shape. No number is copied or changed."""
    return any_rank("input", input, ALL)


def shape(input: Array, *, out_type: str = "int32") -> Array:
    """The shape of `input` as a vector of int32 or int64, which is empty for a scalar."""
    return shape_vector(any_rank("input", input, ALL).shape, out_type)


def reshape(tensor: Array, shape: object) -> Array:
    """The elements of `tensor`, in row-major order, in another shape.

    One number of `shape` may be -1: it is worked out from the count of elements. Beside a 0, where
    any size would do, it is worked out as if no size were 0 on either side, as in TensorFlow.
    """
    tensor = any_rank("tensor", tensor, ALL)
    wanted = size_vector("shape", shape, inferred=True)
    found = reshape_shape(tensor.shape, wanted)
    assert found is not None
    if tensor.size > parts.LARGE:
        tensor = parts.in_order(tensor)
    return tensor.reshape([size or 0 for size in found])


def transpose(x: Array, perm: object) -> Array:
    """x with its axes in another order: axis i of the result is axis perm[i] of x.

    `perm` names each axis of x once, from 0 up or, as -1 for the last, from the end.
    """
    x = any_rank("x", x, ALL)
    if isinstance(perm, np.ndarray) and perm.dtype.name not in INDEX:
        raise ArgumentError("perm", f"perm must be int32 or int64, {perm.dtype.name} came")
    order = integers("perm", perm, "the numbers of all axes")
    transpose_shape(x.shape, order)
    return parts.in_order(x.transpose(order)) if x.ndim else x


def client_session(fetch_outputs: Sequence[Array], run_outputs: Sequence[Array]) -> tuple[()]:
    """What a run of the page fetches.

    The outputs wired to `fetch_outputs` are computed and shown; those wired to `run_outputs` are
    computed and not shown. A page without a session fetches every output that no wire uses.
    """
    return ()


def shape_vector(shape: tuple[int, ...], out_type: str) -> Array:
    """The sizes as a vector. Raises ArgumentError if one of them is too large for `out_type`."""
    dtype = named(choice("out_type", out_type, INDEX))
    if max(shape, default=0) > np.iinfo(dtype).max:
        raise ArgumentError(
            "out_type", f"input's shape {shape_text(shape)} is too large for int32; int64 fits"
        )
    return np.array(shape, dtype)


def fill_shape(dims: Shape, value: Shape) -> Shape:
    """The shape that `dims` names. Raises ArgumentError if `value` can be no scalar."""
    if value is not None and value != ():
        raise ArgumentError("value", f"value must be a scalar, shape {shape_text(value)} came")
    if dims is not None:
        check_sizes("dims", dims)
    return dims


def reshape_shape(tensor: Shape, shape: Shape) -> Shape:
    """The new shape, with -1 worked out where that can be done.

    None in `shape` is a number that is not known yet. Raises ArgumentError if the counts of
    elements can never agree.
    """
    if shape is None:
        return None
    check_sizes("shape", shape, inferred=True)
    if None in shape:
        return tuple(None if size == -1 else size for size in shape)
    numbers = tuple(size for size in shape if size is not None)
    given = math.prod(size for size in numbers if size != -1)
    count, step = _count(tensor)
    if -1 in numbers:
        return _inferred(tensor, numbers, given, count)
    differs = count != given if count is not None else step > 0 and given % step > 0
    if differs:
        have = f"{count:,}" if count is not None else f"a multiple of {step:,}"
        raise ArgumentError(
            "shape",
            f"shape {shown(list(numbers))} needs {given:,} elements, but tensor "
            f"{shape_text(tensor or ())} has {have}; -1 in one place works that one out",
        )
    return numbers


def transpose_shape(x: Shape, perm: Shape) -> Shape:
    """The shape of x with its axes in the order `perm`; None in it is a number not known yet."""
    if perm is None:
        return None if x is None else (None,) * len(x)
    rank = len(perm)
    if x is not None and len(x) != rank:
        raise ArgumentError(
            "perm", f"perm has {rank} numbers, but x {shape_text(x)} has {len(x)} dimensions"
        )
    numbers = [number for number in perm if number is not None]
    axes = {number % rank for number in numbers if -rank <= number < rank}
    if len(axes) != len(numbers):
        raise ArgumentError(
            "perm",
            f"perm is {shape_text(perm)}; each axis from 0 to {rank - 1} is needed once"
            f" (or counted from the end, -1 to {-rank})",
        )
    return tuple(None if x is None or axis is None else x[axis] for axis in perm)


def _count(shape: Shape) -> tuple[int | None, int]:
    """The count of elements if it is known, and a number that divides it (0: nothing known)."""
    if shape is None:
        return None, 0
    known = math.prod(size for size in shape if size is not None)
    if known == 0 or None not in shape:
        return known, known
    return None, known


def _inferred(tensor: Shape, wanted: tuple[int, ...], given: int, count: int | None) -> Shape:
    if count is None or (count == given == 0 and (tensor is None or None in tensor)):
        return tuple(None if size == -1 else size for size in wanted)
    if count == given == 0:
        return _inferred_beside_zeros(tensor or (), wanted)
    if given == 0 or count % given:
        raise ArgumentError(
            "shape",
            f"shape {shown(list(wanted))} cannot take tensor {shape_text(tensor or ())} "
            f"with {count:,} elements: {count:,} is no multiple of {given:,}",
        )
    return tuple(count // given if size == -1 else size for size in wanted)


def _inferred_beside_zeros(tensor: tuple[int | None, ...], wanted: tuple[int, ...]) -> Shape:
    count = math.prod(size for size in tensor if size)
    given = math.prod(size for size in wanted if size > 0)
    return tuple(count // given if size == -1 else size for size in wanted)
