"""Ops that look at a tensor's shape or give it another shape or dtype."""

from __future__ import annotations

import kernels
from blocks.declaration.attribute import dtype, flag
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op, Port
from blocks.ops.vectors import sizes
from kernels.arrays import reshape_shape, shape_vector, transpose_shape
from kernels.casting import CAST
from kernels.dtypes import ALL, INDEX

CATEGORY = "Arrays"


def _shape(input: Known, *, out_type: str) -> Known:
    if input.shape is None:
        return Known(shape=(None,))
    known = tuple(size for size in input.shape if size is not None)
    if len(known) < len(input.shape):
        return Known(shape=(len(input.shape),))
    return Known.of(shape_vector(known, out_type))


def _reshape(tensor: Known, shape: Known) -> Shape:
    return reshape_shape(tensor.shape, sizes("shape", shape))


def _transpose(x: Known, perm: Known) -> Shape:
    return transpose_shape(x.shape, sizes("perm", perm))


def _cast(x: Known, *, DstT: str, Truncate: bool) -> Shape:  # noqa: N803
    return x.shape


def _identity(input: Known) -> Known:
    return input


ARRAYS = (
    Op(
        name="Shape",
        category=CATEGORY,
        summary="The shape of a tensor, as a vector of whole numbers.",
        formula="output[k] = size of axis k of input",
        sizes="A vector with one number for each axis of input.",
        kernel=kernels.shape,
        traces="arrays.SHAPE",
        shape=_shape,
        inputs=(Port("input", "T", "A tensor; its numbers do not matter."),),
        outputs=(Port("output", "out_type", "One number for each dimension."),),
        attributes=(dtype("out_type", *INDEX, default="int32", help="The dtype of the vector."),),
        types={"T": ALL, "out_type": INDEX},
        synonyms=("size", "dimensions", "input_sizes", "rank", "ndim", "len"),
        folds=True,
    ),
    Op(
        name="Reshape",
        category=CATEGORY,
        summary="The same numbers, in the same order, in another shape.",
        formula="n-th number of output = n-th number of tensor",
        sizes="shape is the new shape. It holds as many numbers as before; one -1 is worked out.",
        kernel=kernels.reshape,
        traces="arrays.RESHAPE",
        shape=_reshape,
        inputs=(
            Port("tensor", "T", "The tensor to reshape."),
            Port("shape", "Tshape", "The new shape, as a vector; -1 in one place is worked out."),
        ),
        outputs=(Port("output", "T", "The tensor in its new shape."),),
        types={"T": ALL, "Tshape": INDEX},
        synonyms=(
            "flatten",
            "view",
            "squeeze",
            "unsqueeze",
            "expand dims",
            "expand_dims",
            "resize",
            "ravel",
        ),
        folds=True,
    ),
    Op(
        name="Transpose",
        category=CATEGORY,
        summary="The axes in another order: axis i of the result is axis perm[i] of x.",
        formula="y[i₀, i₁, …] = x[…], with iₖ at x's axis perm[k]",
        sizes="Axis k of y is as long as axis perm[k] of x.",
        kernel=kernels.transpose,
        traces="arrays.TRANSPOSE",
        shape=_transpose,
        inputs=(
            Port("x", "T", "The tensor to turn."),
            Port("perm", "Tperm", "Each axis of x once, in the new order, as a vector."),
        ),
        outputs=(Port("y", "T", "The tensor with its axes in the new order."),),
        types={"T": ALL, "Tperm": INDEX},
        synonyms=(
            "permute",
            "swap axes",
            "swapaxes",
            "NHWC to NCHW",
            "turn",
            "move axis",
            "moveaxis",
            "layout",
        ),
        folds=True,
    ),
    Op(
        name="Cast",
        category=CATEGORY,
        summary="The same numbers in another dtype.",
        formula="y[i, j, …] = x[i, j, …] as DstT",
        sizes="The shape of x.",
        kernel=kernels.cast,
        traces="elementwise.CAST",
        shape=_cast,
        inputs=(Port("x", "SrcT", "The tensor to convert."),),
        outputs=(Port("y", "DstT", "The tensor in the dtype DstT.", axes="x"),),
        attributes=(
            dtype("DstT", *CAST, initial="float32", shown=True, help="The dtype to convert to."),
            flag(
                "Truncate",
                False,
                help="Cut off the digits of float32 and float64 that do not fit, not round them.",
            ),
        ),
        types={"SrcT": ALL, "DstT": CAST},
        synonyms=("astype", "convert", "dtype", "to float", "to int", "half", "bfloat16", "round"),
        folds=True,
    ),
    Op(
        name="Identity",
        category=CATEGORY,
        summary="The tensor as it came. It leads a wire around other blocks.",
        formula="output[i, j, …] = input[i, j, …]",
        sizes="The shape of input.",
        kernel=kernels.identity,
        traces="elementwise.IDENTITY",
        shape=_identity,
        inputs=(Port("input", "T", "Any tensor."),),
        outputs=(Port("output", "T", "The same tensor.", axes="input"),),
        types={"T": ALL},
        synonyms=("reroute", "dot", "pass", "nothing", "through", "knot", "junction"),
        folds=True,
    ),
)
