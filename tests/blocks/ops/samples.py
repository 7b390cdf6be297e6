"""For each op a grid of calls that are right: input arrays and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from blocks.declaration.op import Op
from blocks.dtypes import DTYPES, FLOATING
from blocks.ops import OPS
from kernels.dtypes import SIGNED

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Sample:
    """One call of an op."""

    op: Op
    inputs: list[Any] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def attrs(self) -> dict[str, Any]:
        """All attributes, as a block has them."""
        rest = {
            one.name: one.initial if one.required else one.default for one in self.op.attributes
        }
        return rest | self.given

    def run(self, inputs: list[Any] | None = None) -> tuple[Array, ...]:
        """What the op gives; one that runs others again gets its input as their result."""
        forward = (lambda x: x) if self.op.replays else None
        return self.op.run(self.inputs if inputs is None else inputs, self.attrs, forward)

    def __str__(self) -> str:
        shapes = [getattr(one, "shape", "many") for one in self.inputs]
        return f"{self.op.name}{shapes}{self.given}"


def ones(*shape: int, dtype: str = "float32") -> Array:
    return np.ones(shape, DTYPES[dtype])


def vector(*numbers: int, dtype: str = "int32") -> Array:
    return np.array(numbers, DTYPES[dtype])


def scalar(number: float, dtype: str = "float32") -> Array:
    return np.array(number).astype(DTYPES[dtype])


def every_sample(folder: Path) -> list[Sample]:
    """The samples of all ops. Files that some of them read are written to the folder."""
    families = (
        *(_sources(folder), _arrays(), _mathematics(), _neural(), _planar(), _volume()),
        _checks(),
    )
    found = [Sample(OPS[name], *rest) for family in families for name, *rest in family]
    return [*found, Sample(OPS["ClientSession"], [[ones(2), ones(3)], []])]


def _sources(folder: Path) -> Iterator[Any]:
    for dtype, shape in product(DTYPES, ((), (0,), (2, 3))):
        array = ones(*shape, dtype=dtype)
        yield "Const", [], {"value": array}
        file = str(folder / f"{dtype}{len(shape)}.npy")
        np.save(file, array)
        yield "ReadNpy", [], {"file": file}
        for index in ("int32", "int64"):
            yield "Fill", [vector(*shape, dtype=index), scalar(1, dtype)]
    for numbers in ((0, 5, 1), (5, 0, -2), (3, 3, 1), (0, 7, 3)):
        for dtype in (*FLOATING, *SIGNED):
            yield "Range", [scalar(one, dtype) for one in numbers]
    for op, dtype, shape in product(
        ("RandomNormal", "RandomUniform"), FLOATING, ((), (0,), (2, 3))
    ):
        yield op, [vector(*shape)], {"dtype": dtype, "seed": 3}


def _arrays() -> Iterator[Any]:
    for dtype, shape in product(DTYPES, ((), (0, 2), (2, 3, 4))):
        array = ones(*shape, dtype=dtype)
        yield "Identity", [array]
        for out_type in ("int32", "int64"):
            yield "Shape", [array], {"out_type": out_type}
        for target in DTYPES:
            yield "Cast", [array], {"DstT": target}
        yield "Transpose", [array, vector(*reversed(range(len(shape))))]
    array = ones(2, 3, 4)
    for shape in ((24,), (-1,), (4, 6), (2, -1, 2), (1, 24, 1)):
        yield "Reshape", [array, vector(*shape)]
    yield "Reshape", [ones(1), vector()]
    yield "Reshape", [ones(0, 3), vector(5, -1)]
    for perm in ((0, 1, 2), (2, 0, 1), (0, 2, 1)):
        yield "Transpose", [array, vector(*perm, dtype="int64")]


def _mathematics() -> Iterator[Any]:
    pairs = (((), ()), ((3,), (2, 3)), ((2, 1), (1, 3)), ((0, 3), (3,)), ((4, 1, 2), (3, 1)))
    for op in ("Add", "Subtract", "Multiply"):
        for (x, y), dtype in product(pairs, OPS[op].types["T"]):
            yield op, [ones(*x, dtype=dtype), ones(*y, dtype=dtype)]
    for a, b, dtype in product((False, True), (False, True), OPS["MatMul"].types["T"]):
        left = ones(*((3, 2) if a else (2, 3)), dtype=dtype)
        right = ones(*((4, 3) if b else (3, 4)), dtype=dtype)
        yield "MatMul", [left, right], {"transpose_a": a, "transpose_b": b}
    for op, keep in product(("Mean", "Sum"), (False, True)):
        for dtype in OPS[op].types["T"]:
            yield op, [ones(2, 3, dtype=dtype), vector(1)], {"keep_dims": keep}
        for axes in ((), (0,), (-1, 0), (0, 1, 2)):
            yield op, [ones(2, 3, 0), vector(*axes, dtype="int64")], {"keep_dims": keep}
        yield op, [ones(2, 3), scalar(-1, "int32")], {"keep_dims": keep}


def _neural() -> Iterator[Any]:
    for dtype in OPS["Relu"].types["T"]:
        yield "Relu", [ones(2, 3, dtype=dtype)]
        for shape, layout in product(((2, 3), (2, 4, 3), (2, 3, 4, 5)), ("NHWC", "NCHW")):
            channels = shape[1] if layout == "NCHW" else shape[-1]
            inputs = [ones(*shape, dtype=dtype), ones(channels, dtype=dtype)]
            yield "BiasAdd", inputs, {"data_format": layout}


def _checks() -> Iterator[Any]:
    value = {"value": scalar(1)}
    for dtype, shape in product(DTYPES, ((), (0,), (2, 3))):
        yield "Expect", [ones(*shape, dtype=dtype), ones(*shape, dtype=dtype)], value
    yield "Expect", [ones(2, 3), scalar(2, "int8")], value
    for dtype, shape in product(FLOATING, ((), (0,), (2, 3))):
        same = ones(*shape, dtype=dtype)
        yield "GradientCheck", [same, same, same, same], {"samples": 4}


def _planar() -> Iterator[Any]:
    settings = product(
        ("NHWC", "NCHW"), ("SAME", "VALID", "EXPLICIT"), ((1, 1), (2, 3)), ((1, 1), (2, 1))
    )
    for layout, padding, strides, dilations in settings:
        for groups, depthwise in ((1, False), (2, False), (1, True)):
            pads = _in_order(layout, (0, 0), ((1, 0), (1, 2)), (0, 0))
            given = {
                "strides": _in_order(layout, 1, strides, 1),
                "dilations": _in_order(layout, 1, dilations, 1),
                "data_format": layout,
                "padding": padding,
                "explicit_paddings": sum(pads, ()) if padding == "EXPLICIT" else (),
            }
            image = ones(*_in_order(layout, 2, (7, 6), 2 * groups))
            last = 3 if depthwise else 2 * groups
            yield from _family(image, ones(3, 2, 2, last), given, depthwise)
    yield "Conv2DBackpropInput", [vector(5, 5), ones(3, 3, 2, 4), ones(2, 5, 5, 4)]
    for dtype in OPS["Conv2D"].types["T"]:
        yield "Conv2D", [ones(1, 3, 3, 2, dtype=dtype), ones(2, 2, 2, 2, dtype=dtype)]
    yield "Conv2D", [ones(0, 3, 3, 2), ones(2, 2, 2, 0)]
    yield "Conv2D", [ones(1, 1, 1, 2), ones(3, 3, 2, 1)], {"padding": "VALID"}


def _family(image: Array, filter: Array, given: dict[str, Any], depthwise: bool) -> Iterator[Any]:
    name = "DepthwiseConv2dNative" if depthwise else "Conv2D"
    yield name, [image, filter], given
    sample = Sample(OPS[name], [image, filter], given)
    (output,) = sample.op.run(sample.inputs, sample.attrs)
    sizes, filter_sizes = vector(*image.shape), vector(*filter.shape)
    yield f"{name}BackpropInput", [sizes, filter, output], given
    yield f"{name}BackpropFilter", [image, filter_sizes, output], given
    if not depthwise:
        yield "Conv2DBackpropInputV2", [image, filter, output], given


def _volume() -> Iterator[Any]:
    settings = product(
        ("NDHWC", "NCDHW"), ("SAME", "VALID"), ((1, 1, 1), (2, 1, 3)), ((1, 1, 1), (1, 2, 1))
    )
    for layout, padding, strides, dilations in settings:
        given = {
            "strides": _in_order(layout, 1, strides, 1),
            "dilations": _in_order(layout, 1, dilations, 1),
            "data_format": layout,
            "padding": padding,
        }
        image, filter = ones(*_in_order(layout, 2, (4, 5, 4), 2)), ones(2, 3, 2, 2, 3)
        yield "Conv3D", [image, filter], given
        sample = Sample(OPS["Conv3D"], [image, filter], given)
        (output,) = sample.op.run(sample.inputs, sample.attrs)
        for index in ("int32", "int64"):
            sizes = vector(*image.shape, dtype=index)
            yield "Conv3DBackpropInputV2", [sizes, filter, output], given
        yield "Conv3DBackpropFilterV2", [image, vector(*filter.shape), output], given


def _in_order(layout: str, batch: Any, spatial: Any, channels: Any) -> tuple[Any, ...]:
    if layout.endswith("C"):
        return (batch, *spatial, channels)
    return (batch, channels, *spatial)
