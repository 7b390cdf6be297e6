"""Ops that bring tensors onto the page."""

from __future__ import annotations

import numpy as np

import kernels
from blocks.declaration.attribute import dtype, file, integer, tensor
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Array, Op, Port
from blocks.dtypes import name_of
from blocks.ops.vectors import sizes
from kernels.arrays import fill_shape
from kernels.dtypes import ALL, INDEX
from kernels.npy import READ_NPY, read_header
from kernels.operands import check_sizes
from kernels.random import RANDOM
from kernels.ranges import RANGE, range_shape, range_size

CATEGORY = "Sources"


def _const(*, value: Array) -> Known:
    return Known.of(value)


def _read_npy(*, file: str) -> Known:
    header = read_header(file)
    return Known(name_of(header.dtype), header.shape)


def _fill(dims: Known, value: Known) -> Shape:
    return fill_shape(sizes("dims", dims), value.shape)


def _range(start: Known, limit: Known, delta: Known) -> Shape:
    shape = range_shape(start.shape, limit.shape, delta.shape)
    if start.value is None or limit.value is None or delta.value is None:
        return shape
    return (range_size(start.value, limit.value, delta.value),)


def _random(shape: Known, *, dtype: str, seed: int, seed2: int) -> Shape:
    found = sizes("shape", shape)
    if found is not None:
        check_sizes("shape", found)
    return found


_RANDOM_ATTRIBUTES = (
    dtype("dtype", *RANDOM, default="float32", help="The dtype of the numbers."),
    integer("seed", default=0, help="Another seed gives other numbers; 0 is a seed too."),
    integer("seed2", default=0, help="The second half of the seed."),
)
_RANDOM_TYPES = {"dtype": RANDOM, "T": INDEX}
_RANDOM_INPUTS = (Port("shape", "T", "The shape of the tensor, as a vector."),)

SOURCES = (
    Op(
        name="Const",
        category=CATEGORY,
        summary="A tensor that is written down on the page.",
        formula="output = value",
        sizes="The shape that is written in value.",
        kernel=kernels.const,
        traces="sources.CONST",
        shape=_const,
        outputs=(Port("output", "dtype", "The tensor itself."),),
        attributes=(
            tensor(
                "value",
                help="The tensor: dtype, shape and numbers.",
                initial=np.array([[1, 2], [3, 4]], np.float32),
                shown=True,
            ),
        ),
        types={"dtype": ALL},
        synonyms=("constant", "tensor", "value", "literal", "number", "data", "placeholder"),
        folds=True,
    ),
    Op(
        name="ReadNpy",
        category=CATEGORY,
        summary="A tensor from a NumPy .npy file beside the page.",
        formula="output = the tensor in file",
        sizes="The shape that the file says.",
        kernel=kernels.read_npy,
        traces="sources.READ_NPY",
        shape=_read_npy,
        outputs=(Port("output", "dtype", "The tensor in the file."),),
        attributes=(
            file(
                "file",
                help="The file's path, relative to the folder of the page.",
                initial="tensor.npy",
                shown=True,
            ),
        ),
        types={"dtype": READ_NPY},
        synonyms=(
            "load",
            "file",
            "import",
            "open",
            "numpy",
            "npy",
            "np.load",
            "image",
            "imread",
            "photo",
            "dataset",
        ),
        folds=True,
    ),
    Op(
        name="Fill",
        category=CATEGORY,
        summary="A tensor of a given shape with one number in every place.",
        formula="output[i, j, …] = value",
        sizes="dims is the shape: 2, 3 gives 2 rows of 3.",
        kernel=kernels.fill,
        traces="sources.FILL",
        shape=_fill,
        inputs=(
            Port("dims", "index_type", "The shape of the tensor, as a vector."),
            Port("value", "T", "The number, as a scalar."),
        ),
        outputs=(Port("output", "T", "The filled tensor."),),
        types={"T": ALL, "index_type": INDEX},
        synonyms=(
            "zeros",
            "ones",
            "full",
            "zeros_like",
            "ones_like",
            "constant",
            "blank",
            "repeat",
        ),
        folds=True,
    ),
    Op(
        name="Range",
        category=CATEGORY,
        summary="Numbers from start up to, but without, limit, in steps of delta.",
        formula="output[i] = start + i · delta",
        sizes="A vector of ⌈(limit − start) / delta⌉ numbers.",
        kernel=kernels.range,
        traces="sources.RANGE",
        shape=_range,
        inputs=(
            Port("start", "Tidx", "The first number, as a scalar."),
            Port("limit", "Tidx", "Where the numbers end; it is not among them."),
            Port("delta", "Tidx", "The step from one number to the next; not 0."),
        ),
        outputs=(Port("output", "Tidx", "The numbers, as a vector."),),
        types={"Tidx": RANGE},
        synonyms=("arange", "sequence", "linspace", "count", "iota", "steps", "index"),
        folds=True,
    ),
    Op(
        name="RandomNormal",
        category=CATEGORY,
        summary="Random numbers around 0 with standard deviation 1, the same for the same seed.",
        formula="output[i, j, …] ~ N(0, 1)",
        sizes="shape is the shape: 2, 3 gives 2 rows of 3.",
        kernel=kernels.random_normal,
        traces="sources.RANDOM",
        shape=_random,
        inputs=_RANDOM_INPUTS,
        outputs=(Port("output", "dtype", "The random numbers."),),
        attributes=_RANDOM_ATTRIBUTES,
        types=_RANDOM_TYPES,
        synonyms=(
            "RandomStandardNormal",
            "gaussian",
            "noise",
            "randn",
            "normal",
            "initializer",
            "glorot",
            "xavier",
            "kaiming",
        ),
    ),
    Op(
        name="RandomUniform",
        category=CATEGORY,
        summary="Random numbers from 0 up to, but without, 1, the same for the same seed.",
        formula="output[i, j, …] ~ U[0, 1)",
        sizes="shape is the shape: 2, 3 gives 2 rows of 3.",
        kernel=kernels.random_uniform,
        traces="sources.RANDOM",
        shape=_random,
        inputs=_RANDOM_INPUTS,
        outputs=(Port("output", "dtype", "The random numbers."),),
        attributes=_RANDOM_ATTRIBUTES,
        types=_RANDOM_TYPES,
        synonyms=("noise", "rand", "uniform", "initializer", "dice"),
    ),
)
