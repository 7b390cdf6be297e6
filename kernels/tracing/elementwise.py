"""Ops that make each output cell of the cells that stand at its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kernels.casting import cast
from kernels.elementwise import channel_axis
from kernels.tracing.region import Index, Region, one_cell
from kernels.tracing.terms import Array, Factor, Function, Terms, copy, single
from kernels.tracing.traces import Call, Shape, Traces


def _read(shape: Shape, index: Index) -> Index:
    """The cell of a tensor of this shape that is broadcast to the output's cell."""
    behind = index[len(index) - len(shape) :]
    return tuple(0 if size == 1 else at for size, at in zip(shape, behind, strict=True))


def cells_at(call: Call, index: Index) -> tuple[Factor, ...]:
    """The one cell of each input that is broadcast to a cell of the output."""
    return tuple(single(port, _read(shape, index)) for port, shape in call.inputs.items())


def stretched(call: Call, port: str, index: Index) -> Region:
    """A cell of an axis of 1 reaches all along the output's."""
    shape = call.inputs[port]
    before = len(call.output) - len(shape)
    behind = zip(shape, call.output[before:], one_cell(index).axes, strict=True)
    return Region(
        (
            *map(range, call.output[:before]),
            *(range(large) if size == 1 else cell for size, large, cell in behind),
        )
    )


def _of_pair(words: str, compute: Callable[..., Any]) -> Traces:
    function = Function(words, compute)

    def terms(call: Call, index: Index) -> Terms:
        return Terms("function", factors=cells_at(call, index), function=function)

    return Traces(terms, stretched, ("x", "y"))


def _product(call: Call, index: Index) -> Terms:
    return Terms("sum", factors=cells_at(call, index))


def _same_place(call: Call, port: str, index: Index) -> Region:
    return one_cell(index)


def _relu(call: Call, index: Index) -> Terms:
    function = Function("max(features, 0)", lambda features: np.maximum(features, 0))
    return Terms("function", factors=(single("features", index),), function=function)


def _bias_add(call: Call, index: Index) -> Terms:
    channel = index[channel_axis(call.attributes["data_format"], len(index))]
    factors = (single("value", index), single("bias", (channel,)))
    return Terms("function", factors=factors, function=Function("value + bias", np.add))


def _bias_reach(call: Call, port: str, index: Index) -> Region:
    """A number of `bias` reaches all of its channel."""
    if port == "value":
        return one_cell(index)
    axis = channel_axis(call.attributes["data_format"], len(call.output))
    axes = [range(size) for size in call.output]
    axes[axis] = range(index[0], index[0] + 1)
    return Region(tuple(axes))


def _cast(call: Call, index: Index) -> Terms:
    target = call.attributes["DstT"]

    def compute(x: Array) -> Array:
        return cast(x, **call.attributes)

    function = Function(f"x as {target}", compute)
    return Terms("function", factors=(single("x", index),), function=function)


def _identity(call: Call, index: Index) -> Terms:
    return copy("input", index)


ADD = _of_pair("x + y", np.add)
SUBTRACT = _of_pair("x − y", np.subtract)
MULTIPLY = Traces(_product, stretched, ("x", "y"))
RELU = Traces(_relu, _same_place, ("features",))
BIAS_ADD = Traces(_bias_add, _bias_reach, ("value", "bias"))
CAST = Traces(_cast, _same_place, ("x",))
IDENTITY = Traces(_identity, _same_place, ("input",))
