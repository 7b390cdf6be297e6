"""Ops that make each output cell of the cells that stand at its place."""

from __future__ import annotations

import numpy as np

from kernels.tracing.region import Index, Region
from kernels.tracing.terms import Factor, Function, Terms, single
from kernels.tracing.traces import Call, Shape, Traces


def _read(shape: Shape, index: Index) -> Index:
    """The cell of a tensor of this shape that is broadcast to the output's cell."""
    behind = index[len(index) - len(shape) :]
    return tuple(0 if size == 1 else at for size, at in zip(shape, behind, strict=True))


def _pair(call: Call, index: Index) -> tuple[Factor, Factor]:
    x, y = (single(port, _read(call.inputs[port], index)) for port in ("x", "y"))
    return x, y


def _reach(call: Call, port: str, index: Index) -> Region:
    """A cell of an axis of 1 is stretched over the output's."""
    shape = call.inputs[port]
    before = len(call.output) - len(shape)
    behind = zip(shape, call.output[before:], index, strict=True)
    return Region(
        (
            *map(range, call.output[:before]),
            *(range(large) if size == 1 else range(at, at + 1) for size, large, at in behind),
        )
    )


def _function(words: str, compute: np.ufunc) -> Traces:
    function = Function(words, compute)

    def terms(call: Call, index: Index) -> Terms:
        return Terms("function", factors=_pair(call, index), function=function)

    return Traces(terms, _reach, ("x", "y"))


def _product(call: Call, index: Index) -> Terms:
    return Terms("sum", factors=_pair(call, index))


ADD = _function("x + y", np.add)
SUBTRACT = _function("x − y", np.subtract)
MULTIPLY = Traces(_product, _reach, ("x", "y"))
