"""Calls of the ops beside the convolutions made from a seed, each op in each of its dtypes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from blocks.dtypes import DTYPES
from blocks.ops import OPS
from blocks.platforms.convolution import FAMILY
from kernels.dtypes import FLOATS, UNSIGNED

Array = np.ndarray[Any, Any]
Made = tuple[dict[str, Any], dict[str, Any]]  # attributes, tensors

FILE = "tensor.npy"
"""What ReadNpy reads, in the folder that a call is tried in."""


class Draw:
    """What is drawn for one call."""

    def __init__(self, random: np.random.Generator, dtype: str) -> None:
        self.random, self.dtype = random, dtype

    def pick(self, *choices: Any) -> Any:
        return choices[int(self.random.integers(len(choices)))]

    def shape(self, least: int = 0, most: int = 4) -> tuple[int, ...]:
        """Now and then with nothing in it."""
        rank = int(self.random.integers(least, most + 1))
        sizes = [int(one) for one in self.random.integers(1, 5, rank)]
        if rank and self.pick(*range(10)) == 0:
            sizes[self.pick(*range(rank))] = 0
        return tuple(sizes)

    def tensor(self, shape: tuple[int, ...], *, small: bool = False) -> Array:
        """Small numbers mostly, so that sums are exact; now and then the whole range of integers,
        and of floats NaN, the infinities and -0."""
        kind = DTYPES[self.dtype]
        if self.dtype == "bool":
            return np.asarray(self.random.integers(0, 2, shape)).astype(kind)
        numbers = np.asarray(self.random.integers(0 if self.dtype in UNSIGNED else -3, 5, shape))
        if small or self.pick(*range(4)):
            return numbers.astype(kind)
        if self.dtype not in FLOATS:
            limits = np.iinfo(kind)
            found = self.random.integers(limits.min, limits.max, shape, kind, endpoint=True)
            return np.asarray(found, kind)
        special = self.random.choice([np.nan, np.inf, -np.inf, -0.0, 0.5, 1.5, -2.5], shape)
        return np.where(self.random.integers(0, 2, shape), numbers, special).astype(kind)

    def vector(self, numbers: Any) -> Array:
        return np.array(numbers, self.pick(np.int32, np.int64))


def _pair(draw: Draw) -> Made:
    x = draw.shape()
    y = tuple(draw.pick(one, 1) for one in x[draw.pick(*range(len(x) + 1)) :])
    if draw.pick(True, False):
        x, y = y, x
    return {}, {"x": draw.tensor(x), "y": draw.tensor(y)}


def _one(port: str) -> Callable[[Draw], Made]:
    return lambda draw: ({}, {port: draw.tensor(draw.shape())})


def _bias_add(draw: Draw) -> Made:
    value, layout = draw.shape(2), draw.pick("NHWC", "NCHW")
    channels = value[1] if layout == "NCHW" else value[-1]
    return {"data_format": layout}, {"value": draw.tensor(value), "bias": draw.tensor((channels,))}


def _mat_mul(draw: Draw) -> Made:
    rows, inner, columns = draw.shape(3, 3)
    a, b = (draw.pick(True, False) for _ in range(2))
    left, right = (inner, rows) if a else (rows, inner), (columns, inner) if b else (inner, columns)
    tensors = {"a": draw.tensor(left, small=True), "b": draw.tensor(right, small=True)}
    return {"transpose_a": a, "transpose_b": b}, tensors


def _reduction(draw: Draw) -> Made:
    shape = draw.shape(1)
    rank = len(shape)
    count = draw.pick(0, 1, 1, 1, 2) if rank > 1 else draw.pick(0, 1)
    axes = draw.random.permutation(rank)[:count].tolist()
    axes = [one - rank if draw.pick(True, False) else one for one in axes]
    vector = draw.vector(axes[0] if count == 1 and draw.pick(True, False) else axes)
    tensors = {"input": draw.tensor(shape), "reduction_indices": vector}
    return {"keep_dims": draw.pick(True, False)}, tensors


def _shape(draw: Draw) -> Made:
    return {"out_type": draw.pick("int32", "int64")}, {"input": draw.tensor(draw.shape())}


def _reshape(draw: Draw) -> Made:
    shape = draw.shape()
    new = [int(one) for one in draw.random.permutation(shape)]
    if draw.pick(True, False):
        new.insert(draw.pick(*range(len(new) + 1)), 1)
    if new and 0 not in new and draw.pick(True, False):
        new[draw.pick(*range(len(new)))] = -1
    return {}, {"tensor": draw.tensor(shape), "shape": draw.vector(new)}


def _transpose(draw: Draw) -> Made:
    shape = draw.shape()
    perm = draw.random.permutation(len(shape))
    if draw.pick(*range(3)) == 0:
        perm = perm - len(shape)
    return {}, {"x": draw.tensor(shape), "perm": draw.vector(perm)}


def _cast(draw: Draw) -> Made:
    wide = draw.dtype in ("float32", "float64")
    target = draw.pick(*(("bfloat16", "float16", "float32", *DTYPES) if wide else DTYPES))
    whole = draw.dtype in FLOATS and target not in FLOATS
    x = draw.tensor(draw.shape(), small=whole and target != "bool")
    if whole and target in UNSIGNED:
        x = np.asarray(np.abs(x))  # what is out of range no two platforms agree on
    truncate = wide and draw.pick(True, False)
    if truncate:
        x = np.asarray(x / x.dtype.type(3), x.dtype)
    return {"DstT": target, "Truncate": truncate}, {"x": x}


def _const(draw: Draw) -> Made:
    if draw.pick(*range(8)) == 0:
        return {"value": draw.tensor((40, 30))}, {}
    return {"value": draw.tensor(draw.shape())}, {}


def _read_npy(draw: Draw) -> Made:
    return {"file": FILE}, {}


def _fill(draw: Draw) -> Made:
    return {}, {"dims": draw.vector(draw.shape()), "value": draw.tensor(())}


def _range(draw: Draw) -> Made:
    delta = draw.pick(1, 2, 3) if draw.dtype in UNSIGNED else draw.pick(1, 2, 3, -1, -2)
    start, steps = draw.pick(0, 1, 5), draw.pick(0, 1, 4, 7)
    start = start + 20 if delta < 0 else start
    numbers = {"start": start, "limit": start + delta * steps, "delta": delta}
    scale = draw.pick(1, 0.5) if draw.dtype in FLOATS else 1
    made = {name: np.array(one * scale, DTYPES[draw.dtype]) for name, one in numbers.items()}
    return {}, made


def _random(draw: Draw) -> Made:
    seeds = {"seed": draw.pick(0, 1, 7), "seed2": draw.pick(0, 3)}
    return {"dtype": draw.dtype, **seeds}, {"shape": draw.vector(draw.shape())}


def _expect(draw: Draw) -> Made:
    input = draw.tensor(draw.shape())
    expected = input.copy()
    if expected.size and draw.pick(True, False):
        expected.flat[0] = 1
    attrs = {"rtol": draw.pick(1e-5, 0.0, 0.1), "atol": draw.pick(1e-8, 0.0, 1.0)}
    attrs["equal_nan"] = draw.pick(True, False)
    if draw.pick(True, False):
        return {"value": expected, **attrs}, {"input": input}
    return attrs, {"input": input, "expected": expected}


def _gradient_check(draw: Draw) -> Made:
    x = draw.tensor(draw.shape(), small=True)
    return {}, {"x": x, "y": np.asarray(x * x, x.dtype), "gradient": np.asarray(x + x, x.dtype)}


def _session(draw: Draw) -> Made:
    fetched = [draw.tensor(draw.shape()) for _ in range(draw.pick(1, 2))]
    return {}, {"fetch_outputs": fetched, "run_outputs": []}


_DRAWN: dict[str, Callable[[Draw], Made]] = {
    "Add": _pair,
    "Subtract": _pair,
    "Multiply": _pair,
    "MatMul": _mat_mul,
    "Mean": _reduction,
    "Sum": _reduction,
    "Relu": _one("features"),
    "BiasAdd": _bias_add,
    "Identity": _one("input"),
    "Shape": _shape,
    "Reshape": _reshape,
    "Transpose": _transpose,
    "Cast": _cast,
    "Const": _const,
    "ReadNpy": _read_npy,
    "Fill": _fill,
    "Range": _range,
    "RandomNormal": _random,
    "RandomUniform": _random,
    "Expect": _expect,
    "GradientCheck": _gradient_check,
    "ClientSession": _session,
}

assert {*_DRAWN, *FAMILY} == set(OPS), "an op is not tried"


@cache
def kinds() -> tuple[tuple[str, str], ...]:
    """Each op with each of its dtypes."""
    found = []
    for name in _DRAWN:
        types = OPS[name].types
        first = next(one for one in ("T", "SrcT", "Tidx", "dtype", "X", "fetched") if one in types)
        found += [(name, dtype) for dtype in types["dtype" if "Random" in name else first]]
    return tuple(found)


def drawn(number: int, random: np.random.Generator) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The op, attributes and tensors of a call; each op in each dtype in turn."""
    op, dtype = kinds()[number % len(kinds())]
    attrs, tensors = _DRAWN[op](Draw(random, dtype))
    return op, attrs, tensors
