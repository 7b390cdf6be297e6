"""The product of two matrices."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from kernels import threads
from kernels.arguments import flag, rank, same_dtype, shape_text, tensor
from kernels.dtypes import FLOATS, INDEX, UNSIGNED, accumulator
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape

MAT_MUL = (*FLOATS, *INDEX, *UNSIGNED)  # TensorFlow leaves int8 and int16 out.

AXES = ("rows", "columns")

TILE = 512
"""The most rows and columns of a product that one thread computes at a time."""

SMALL = 2**17
"""So many multiplications at most are left to BLAS as they are: it uses one thread for them."""


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
        product = _product(left.T if transpose_a else left, right.T if transpose_b else right)
        return product.astype(dtype, copy=False)


def _product(left: Array, right: Array) -> Array:
    """The product, in tiles over threads that each have BLAS to themselves.

    BLAS rounds differently with another number of threads, while the bits of a tile are always
    the same; so where the tiles are cut must not depend on the threads.
    """
    (rows, inner), columns = left.shape, right.shape[1]
    if rows * inner * columns <= SMALL:
        small: Array = np.matmul(left, right)
        return small
    product = np.empty((rows, columns), left.dtype)

    def tile(down: slice, across: slice) -> threads.Task:
        def compute(scratch: threads.Scratch) -> None:
            np.matmul(left[down], right[:, across], out=product[down, across])

        return compute

    threads.run([tile(down, across) for down in _cut(rows) for across in _cut(columns)])
    return product


def _cut(length: int) -> list[slice]:
    """An axis in equal parts of at most TILE."""
    parts = -(-length // TILE)
    edges = [part * length // parts for part in range(parts + 1)]
    return [slice(start, stop) for start, stop in pairwise(edges)]


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
