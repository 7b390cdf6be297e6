"""Ops of arithmetic: element by element, between matrices, and over axes."""

from __future__ import annotations

import kernels
from blocks.declaration.attribute import flag
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op, Port
from kernels.arguments import shape_text
from kernels.dtypes import INDEX
from kernels.elementwise import ADD, MULTIPLY, SUBTRACT, broadcast_shape
from kernels.errors import ArgumentError
from kernels.matrix import MAT_MUL, mat_mul_shape
from kernels.reduction import MEAN, SUM, reduced_shape

CATEGORY = "Mathematics"


def _broadcast(x: Known, y: Known) -> Shape:
    return broadcast_shape(x.shape, y.shape)


def _mat_mul(a: Known, b: Known, *, transpose_a: bool, transpose_b: bool) -> Shape:
    return mat_mul_shape(a.shape, b.shape, transpose_a=transpose_a, transpose_b=transpose_b)


def _reduction(input: Known, reduction_indices: Known, *, keep_dims: bool) -> Shape:
    axes = reduction_indices
    if axes.shape is not None and len(axes.shape) > 1:
        raise ArgumentError(
            "reduction_indices",
            f"reduction_indices must be a scalar or a vector, shape {shape_text(axes.shape)} came",
        )
    if axes.value is not None:
        return reduced_shape(input.shape, tuple(axes.value.ravel().tolist()), keep_dims=keep_dims)
    if keep_dims or input.shape is None or axes.size is None:
        return reduced_shape(input.shape, None, keep_dims=keep_dims)
    # Which axes go is not known yet, but each goes once.
    return (None,) * max(0, len(input.shape) - axes.size)


_PAIR = (Port("x", "T", "A tensor."), Port("y", "T", "A tensor of a shape that fits to x."))
_AXES = Port("reduction_indices", "Tidx", "The axes, as a scalar or a vector; -1 is the last.")
_KEEP = (flag("keep_dims", False, help="Keep the axes, with size 1."),)

BROADCAST = (
    "The axes of x and y are matched from the last; sizes are equal, or one of them is 1 and is "
    "stretched."
)
REDUCED = "The axes in reduction_indices go, or have size 1 with keep_dims; the others stay."

MATHEMATICS = (
    Op(
        name="Add",
        category=CATEGORY,
        summary="x + y, element by element; shapes are broadcast.",
        formula="z = x + y",
        sizes=BROADCAST,
        kernel=kernels.add,
        traces="elementwise.ADD",
        shape=_broadcast,
        inputs=_PAIR,
        outputs=(Port("z", "T", "x + y.", axes="x"),),
        types={"T": ADD},
        synonyms=("plus", "sum of two", "+", "AddV2", "residual", "skip connection"),
        folds=True,
    ),
    Op(
        name="Subtract",
        category=CATEGORY,
        summary="x - y, element by element; shapes are broadcast.",
        formula="z = x − y",
        sizes=BROADCAST,
        kernel=kernels.subtract,
        traces="elementwise.SUBTRACT",
        shape=_broadcast,
        inputs=_PAIR,
        outputs=(Port("z", "T", "x - y.", axes="x"),),
        types={"T": SUBTRACT},
        synonyms=("minus", "Sub", "difference", "-", "error"),
        folds=True,
    ),
    Op(
        name="Multiply",
        category=CATEGORY,
        summary="x * y, element by element; shapes are broadcast.",
        formula="z = x · y",
        sizes=BROADCAST,
        kernel=kernels.multiply,
        traces="elementwise.MULTIPLY",
        shape=_broadcast,
        inputs=_PAIR,
        outputs=(Port("z", "T", "x * y.", axes="x"),),
        types={"T": MULTIPLY},
        synonyms=("times", "Mul", "product", "*", "scale", "hadamard", "mask"),
        folds=True,
    ),
    Op(
        name="MatMul",
        category=CATEGORY,
        summary="The product of two matrices.",
        formula="product[i, j] = Σ a[i, k] · b[k, j] over k",
        sizes="Rows of a by columns of b; a has as many columns as b has rows.",
        kernel=kernels.mat_mul,
        traces="sums.MAT_MUL",
        shape=_mat_mul,
        inputs=(
            Port("a", "T", "The left matrix.", axes="rows, columns"),
            Port("b", "T", "The right matrix.", axes="rows, columns"),
        ),
        outputs=(Port("product", "T", "a times b.", axes="rows, columns"),),
        attributes=(
            flag("transpose_a", False, help="Transpose a before multiplying."),
            flag("transpose_b", False, help="Transpose b before multiplying."),
        ),
        types={"T": MAT_MUL},
        synonyms=(
            "matrix product",
            "linear",
            "dense",
            "fully connected",
            "inner product",
            "dot",
            "mm",
            "gemm",
            "@",
        ),
    ),
    Op(
        name="Mean",
        category=CATEGORY,
        summary="The mean over some axes.",
        formula="output = Σ input / n over the axes in reduction_indices",
        sizes=REDUCED,
        kernel=kernels.mean,
        traces="sums.MEAN",
        shape=_reduction,
        inputs=(Port("input", "T", "The tensor to take the mean of."), _AXES),
        outputs=(Port("output", "T", "The means."),),
        attributes=_KEEP,
        types={"T": MEAN, "Tidx": INDEX},
        synonyms=(
            "average",
            "reduce_mean",
            "global average pooling",
            "GlobalAveragePooling2D",
            "loss",
        ),
        folds=True,
    ),
    Op(
        name="Sum",
        category=CATEGORY,
        summary="The sum over some axes.",
        formula="output = Σ input over the axes in reduction_indices",
        sizes=REDUCED,
        kernel=kernels.sum,
        traces="sums.SUM",
        shape=_reduction,
        inputs=(Port("input", "T", "The tensor to add up."), _AXES),
        outputs=(Port("output", "T", "The sums."),),
        attributes=_KEEP,
        types={"T": SUM, "Tidx": INDEX},
        synonyms=("total", "reduce_sum", "add up", "loss", "bias gradient"),
        folds=True,
    ),
)
