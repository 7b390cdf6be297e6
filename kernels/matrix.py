"""The product of two matrices."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from kernels import cancelling, integers, threads
from kernels.arguments import flag, rank, same_dtype, shape_text, tensor
from kernels.blas import most_products_of_one_thread
from kernels.conversion import converted, copy
from kernels.dtypes import FLOATS, INDEX, UNSIGNED, accumulator
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape

MAT_MUL = (*FLOATS, *INDEX, *UNSIGNED)  # TensorFlow leaves int8 and int16 out.

AXES = ("rows", "columns")

TILE = 512
"""The most rows and columns of a product that one thread computes at a time."""

LARGEST_TILE = 2**31
"""The most multiplications of a tile in float32, half as many in float64: it then takes a tenth of
a second. Where sums are long, a tile has fewer rows, and where they are very long, fewer columns.
"""

ROWS_OF_A_STEP = 12
"""BLAS goes through the rows in steps that divide this: cut between them, it rounds as it does in
the whole. Cuts between columns or within sums would change bits."""

NARROWEST = 16
"""Columns of a tile: with fewer, BLAS takes as long."""

SMALL_INTEGERS = 2**13
"""So many are done sooner by NumPy than converted for BLAS."""

INTEGERS_AT_ONCE = 2**24
"""Multiplications of integers that NumPy does in some ten milliseconds."""


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
    left, right = a.T if transpose_a else a, b.T if transpose_b else b
    result = np.empty((left.shape[0], right.shape[1]), dtype)
    with np.errstate(all="ignore"):
        if dtype.kind in "iu":
            _multiply_integers(left, right, result)
        else:
            _multiply(left, right, result, accumulator(dtype))
    return result


def _multiply_integers(left: Array, right: Array, result: Array) -> None:
    """By way of float64, where that is exact and worth the start; 32 bits can be split until it is.

    Modulo 2**32 it makes no difference whether the first of 32 bits is a sign.
    """
    (rows, inner), columns = left.shape, right.shape[1]

    def multiply(some: Array, others: Array, sums: Array) -> None:
        _multiply(some, others, sums, np.dtype(np.float64))

    if rows * inner * columns <= SMALL_INTEGERS:
        np.matmul(left, right, out=result)
    elif left.itemsize == 4:
        first, second, signed = (one.view(np.int32) for one in (left, right, result))
        integers.multiply_modulo(multiply, first, second, inner, signed)
    elif integers.exact(left, right, inner):
        multiply(left, right, result)
    else:
        for down in _cut(rows, max(1, INTEGERS_AT_ONCE // (inner * columns))):
            cancelling.look()
            np.matmul(left[down], right, out=result[down])


def _multiply(left: Array, right: Array, result: Array, within: np.dtype[Any]) -> None:
    """The product, summed in `within`, in tiles over threads that each have BLAS to themselves.

    BLAS rounds differently with another number of threads, while the bits of a tile are always
    the same; so where the tiles are cut must not depend on the threads.
    """
    (rows, inner), columns = left.shape, right.shape[1]

    def tile(down: slice, across: slice) -> threads.Task:
        def compute(scratch: threads.Scratch) -> None:
            here = converted(left[down], within, "left", scratch)
            there = converted(right[:, across], within, "right", scratch)
            place = result[down, across]
            if result.dtype == within:
                np.matmul(here, there, out=place)
            else:
                sums = scratch.array("sums", place.shape, within)
                np.matmul(here, there, out=sums)
                copy(place, sums, scratch)

        return compute

    if rows * inner * columns <= most_products_of_one_thread(rows, columns):
        tile(slice(None), slice(None))(threads.Scratch())
    else:
        cost = inner * within.itemsize // 4
        across = _cut(columns, _narrowed(cost))
        down = [
            part
            for whole in _cut(rows, TILE)
            for part in _in_steps(whole, cost * min(columns, TILE))
        ]
        threads.run([tile(here, there) for here in down for there in across])


def _narrowed(products: int) -> int:
    """The most columns of a tile, each of so many multiplications a row.

    Half as many multiplications as elsewhere, for with few rows BLAS takes twice as long for each.
    """
    return min(TILE, max(NARROWEST, LARGEST_TILE // 2 // (products * ROWS_OF_A_STEP)))


def _in_steps(rows: slice, products: int) -> list[slice]:
    """Some rows, each of so many multiplications, in parts of which none takes long."""
    count = max(1, LARGEST_TILE // products // ROWS_OF_A_STEP) * ROWS_OF_A_STEP
    edges = list(range(rows.start, rows.stop, count))
    if len(edges) > 1 and rows.stop - edges[-1] == 1:  # BLAS has another way for a single row
        edges.pop()
    return [slice(*pair) for pair in pairwise([*edges, rows.stop])]


def _cut(length: int, most: int) -> list[slice]:
    """An axis in equal parts of at most so much."""
    parts = -(-length // most)
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
