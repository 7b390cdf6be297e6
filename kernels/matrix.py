"""The product of two matrices."""

from __future__ import annotations

import numpy as np

from kernels.arguments import flag, rank, same_dtype, shape_text, tensor
from kernels.dtypes import FLOATS, INDEX, UNSIGNED, accumulator
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape

MAT_MUL = (*FLOATS, *INDEX, *UNSIGNED)  # TensorFlow leaves int8 and int16 out.

AXES = ("rows", "columns")


def mat_mul(a: Array, b: Array, *, transpose_a: bool = False, transpose_b: bool = False) -> Array:
    """The matrix product of a [n, k] and b [k, m], of shape [n, m].

    `transpose_a` takes a as [k, n], `transpose_b` takes b as [m, k]. float16 and bfloat16 are
    summed in float32 and rounded once; integers are exact and wrap around.
    """
    a, b = tensor("a", a, AXES, MAT_MUL), tensor("b", b, AXES, MAT_MUL)
    dtype = same_dtype({"a": a, "b": b})
    transpose_a = flag("transpose_a", transpose_a)
    transpose_b = flag("transpose_b", transpose_b)
    mat_mul_shape(a.shape, b.shape, transpose_a=transpose_a, transpose_b=transpose_b)
    within = accumulator(dtype)
    left, right = a.astype(within, copy=False), b.astype(within, copy=False)
    with np.errstate(all="ignore"):
        product: Array = np.matmul(
            left.T if transpose_a else left, right.T if transpose_b else right
        )
        return product.astype(dtype, copy=False)


def mat_mul_shape(
    a: Shape, b: Shape, *, transpose_a: bool = False, transpose_b: bool = False
) -> Shape:
    """The shape [n, m], as far as it is known. Raises ArgumentError if the inner sizes differ."""
    rows, inner = _sides("a", a, transpose_a)
    other, columns = _sides("b", b, transpose_b)
    if inner is not None and other is not None and inner != other:
        raise ArgumentError(
            "b",
            f"b {_described(b, transpose_b)} has {other} rows, but a {_described(a, transpose_a)} "
            f"has {inner} columns; both must be equal",
        )
    return rows, columns


def _sides(argument: str, shape: Shape, transposed: bool) -> tuple[int | None, int | None]:
    if shape is None:
        return None, None
    rank(argument, shape, AXES)
    return (shape[1], shape[0]) if transposed else (shape[0], shape[1])


def _described(shape: Shape, transposed: bool) -> str:
    words = shape_text(shape or ())
    return f"{words} transposed" if transposed else words
