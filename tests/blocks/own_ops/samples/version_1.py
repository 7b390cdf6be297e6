"""All that version 1 of blocks.own_ops can say. This file is never changed: it must always load."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from blocks.own_ops import (
    ArgumentError,
    Between,
    BFloat16,
    Bool,
    Float16,
    Float32,
    Float64,
    Floats,
    Int8,
    Int16,
    Int32,
    Int64,
    Known,
    Op,
    Port,
    ShapeRefused,
    Tensor,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    add,
    attribute,
    op,
    tensor,
)

API_VERSION = 1

EVERY_DTYPE = (
    *(Float16, BFloat16, Float32, Float64, Int8, Int16, Int32, Int64),
    *(UInt8, UInt16, UInt32, UInt64, Bool),
)
Index = tensor("Tindex", "int32", "int64")
Anything = tensor("Tany")
TABLE = np.zeros(2, np.float32)


@op
def twice(x):
    """Each number twice."""
    return x + x


@op(shape="x", synonyms=("times", "gain"))
def scale(
    x: Annotated[Tensor, "What to scale."],
    *,
    factor: Annotated[float, "How much.", Between(0, 10)] = 2.0,
):
    """Each number times a factor.

    The result has the dtype of x.
    """
    return (x * factor).astype(x.dtype)


def _window(x: Known, *, size: int, mode: str, keep: bool, axes: tuple[int, ...], label: str):
    if size > x.shape[-1]:
        raise ShapeRefused(f"size is {size}; x has {x.shape[-1]} columns", "size")
    return (*x.shape[:-1], x.shape[-1] - size + 1)


@op(name="Sliding", shape=_window)
def sliding_mean(
    x: Floats,
    *,
    size: Annotated[int, Between(1, 99)] = 2,
    mode: Literal["mean", "sum"] = "mean",
    keep: bool = False,
    axes: tuple[int, ...] = (),
    label: str = "",
) -> Floats:
    """Means of windows along the last axis."""
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=-1)
    return getattr(np, mode)(windows, axis=-1, dtype=x.dtype)


@op(outputs=("values", "indices"))
def top(x: Tensor, count: Int32, *, table: Tensor = TABLE) -> tuple[Tensor, Int64]:
    """The largest numbers and where they stand."""
    if count < 1:
        raise ArgumentError("count", f"count is {count}; 1 or more is needed")
    order = np.argsort(x)[::-1][: int(count)]
    return x[order], order.astype(np.int64)


@op
def pick(rows: Tensor, at: Index, *, pair: tuple[int, int], needed: int) -> Tensor:
    """Rows by their numbers."""
    return rows[at]


@op
def join_all(parts: list[Tensor]) -> Tensor:
    """All parts behind each other."""
    return np.concatenate(parts)


@op
def numpy_words(x: np.ndarray, y: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Annotations of NumPy's own."""
    return y


@op
def ramp(*, length: int = 3) -> Float32:
    """Numbers from nothing."""
    return np.arange(length, dtype=np.float32)


@op
def shape_of(x: Anything) -> Int64:
    """Of a variable of its own."""
    return np.asarray(x.shape, np.int64)


def _twice(x: Known, *, times: int) -> tuple[int | None, ...] | None:
    return x.shape


def _kernel(x, *, times):
    """The long help of Whole."""
    return x * x.dtype.type(times)


add(
    Op(
        name="Whole",
        category="Whatever",
        summary="Declared as a built-in op is.",
        kernel=_kernel,
        shape=_twice,
        inputs=(Port("x", "T", "The input."),),
        outputs=(Port("y", "T", "The output."),),
        attributes=(attribute.integer("times", default=2, help="How often."),),
        types={"T": ("float32", "int32")},
        synonyms=("entire",),
        folds=True,
    )
)
