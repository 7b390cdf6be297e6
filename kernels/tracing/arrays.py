"""Ops that move numbers without changing them, and the one that tells a shape."""

from __future__ import annotations

import numpy as np

from kernels.tracing.region import Index, Region, one_cell
from kernels.tracing.terms import Terms, copy
from kernels.tracing.traces import Call, Shape, Traces


def _same_number(place: Index, of: Shape, within: Shape) -> Index:
    """The cell of a tensor that has the same number in row-major order as one of another."""
    if not of:
        return (0,) * len(within)
    number = int(np.ravel_multi_index(place, of))
    return tuple(int(at) for at in np.unravel_index(number, within))


def _reshape(call: Call, index: Index) -> Terms:
    return copy("tensor", _same_number(index, call.output, call.inputs["tensor"]))


def _reshape_reach(call: Call, port: str, index: Index) -> Region:
    return one_cell(_same_number(index, call.inputs["tensor"], call.output))


def _order(call: Call) -> tuple[int, ...]:
    """For each axis of the output the axis of x that it is, from 0 up."""
    return tuple(axis % len(call.output) for axis in call.values["perm"])


def _transpose(call: Call, index: Index) -> Terms:
    order = _order(call)
    return copy("x", tuple(index[order.index(axis)] for axis in range(len(order))))


def _transpose_reach(call: Call, port: str, index: Index) -> Region:
    return one_cell(tuple(index[axis] for axis in _order(call)))


def _shape(call: Call, index: Index) -> Terms:
    return Terms("made", says=f"the size of axis {index[0]} of input")


RESHAPE = Traces(_reshape, _reshape_reach, ("tensor",))
TRANSPOSE = Traces(_transpose, _transpose_reach, ("x",), ("perm",))
SHAPE = Traces(_shape)
