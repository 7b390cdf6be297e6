"""Our kernel's call of a row of the speed table, in any dtype, layout and precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy as np

import kernels
from kernels import dtypes
from tests.benchmarks.rows import Row

Call = Callable[[], Any]
Array = np.ndarray[Any, Any]

WAYS = ("input gradient", "forward", "filter gradient")
DTYPES = {"bfloat16": np.dtype(ml_dtypes.bfloat16)}
LARGEST_INTEGER = 1000
"""int32 numbers go from minus this up to it: their sums still fit into 32 bits on some rows only,
so that a kernel must be ready to wrap around."""


def ours(
    row: Row,
    way: str,
    *,
    dtype: str = "float32",
    channels_first: bool = False,
    precision: str = "default",
    wrap: Callable[[Array], Array] = lambda array: array,
) -> Call:
    """A call without arguments that computes the row and gives its result.

    `wrap` makes of each tensor what the kernel is given.
    """
    image, filter, gradient = (wrap(convert(one, dtype)) for one in row.tensors())
    input_shape, vector = row.input_shape, row.vector
    if channels_first:
        image, gradient = (np.ascontiguousarray(np.moveaxis(x, -1, 1)) for x in (image, gradient))
        input_shape, vector = image.shape, first(vector, row.rank)
    kind = "depthwise_conv2d_native" if row.depthwise else f"conv{row.rank}d"
    version = "_v2" if row.rank == 3 else ""
    given: tuple[Any, ...]
    if way == "forward":
        op, given = getattr(kernels, kind), (image, filter)
    elif way == "input gradient":
        op = getattr(kernels, f"{kind}_backprop_input{version}")
        given = (input_shape, filter, gradient)
    else:
        op = getattr(kernels, f"{kind}_backprop_filter{version}")
        given = (image, row.filter_shape, gradient)

    def call() -> Any:
        with kernels.precision(precision):
            return op(*given, **vector)

    return call


def takes(row: Row, way: str, dtype: str) -> bool:
    """Does this op of the row take the dtype, as TensorFlow's does?"""
    if way == "filter gradient" and row.rank == 2 and not row.depthwise:
        return dtype in dtypes.CONV2D_FILTER_GRADIENT
    if row.depthwise:
        return dtype in dtypes.DEPTHWISE
    return dtype in (dtypes.CONV2D if row.rank == 2 else dtypes.CONV3D)


def convert(tensor: Array, dtype: str) -> Array:
    """Random numbers in another dtype; whole ones are spread out first."""
    if dtype == "int32":
        tensor = np.clip(tensor * (LARGEST_INTEGER / 4), -LARGEST_INTEGER, LARGEST_INTEGER)
    return tensor.astype(DTYPES.get(dtype, dtype))


def first(vector: dict[str, Any], rank: int) -> dict[str, Any]:
    """The attributes of channels first for those of channels last."""
    moved = {
        name: (value[0], value[-1], *value[1:-1]) if isinstance(value, tuple) else value
        for name, value in vector.items()
    }
    return moved | {"data_format": "NCHW" if rank == 2 else "NCDHW"}
