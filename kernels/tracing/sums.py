"""Ops that add up: products of matrices, sums and means over axes."""

from __future__ import annotations

import functools

from kernels.reduction import reduced_axes
from kernels.tracing.region import Index, Region
from kernels.tracing.terms import Along, Factor, Terms
from kernels.tracing.traces import Call, Traces


def _one(cell: int) -> range:
    return range(cell, cell + 1)


def _line(port: str, kept: int, length: int, *, turned: bool) -> Factor:
    """A row of a matrix, or a column where it is `turned`."""
    along = (Along(_one(kept)), Along(range(length), 0))
    return Factor(port, along[::-1] if turned else along, (length,))


def _mat_mul(call: Call, index: Index) -> Terms:
    turned_a, turned_b = call.attributes["transpose_a"], call.attributes["transpose_b"]
    length = call.inputs["a"][0 if turned_a else 1]
    row = _line("a", index[0], length, turned=turned_a)
    column = _line("b", index[1], length, turned=not turned_b)
    return Terms("sum", (length,), (row, column))


def _mat_mul_reach(call: Call, port: str, index: Index) -> Region:
    """A cell of `a` reaches its row, a cell of `b` its column."""
    rows, columns = map(range, call.output)
    if port == "a":
        return Region((_one(index[1 if call.attributes["transpose_a"] else 0]), columns))
    return Region((rows, _one(index[0 if call.attributes["transpose_b"] else 1])))


def _reduced(call: Call) -> tuple[int, ...]:
    """The axes that go, in their order."""
    found = reduced_axes(call.values["reduction_indices"], len(call.inputs["input"]))
    return tuple(sorted(found))


def _reduction(how: str, call: Call, index: Index) -> Terms:
    shape, axes = call.inputs["input"], _reduced(call)
    places = iter(index)
    along = []
    for axis, size in enumerate(shape):
        # Of an axis that goes, the output has none, or with keep_dims one of size 1.
        at = 0 if axis in axes and not call.attributes["keep_dims"] else next(places)
        along.append(Along(range(size), axes.index(axis)) if axis in axes else Along(_one(at)))
    grid = tuple(shape[axis] for axis in axes)
    return Terms(how, grid, (Factor("input", tuple(along), grid),))


def _reduction_reach(call: Call, port: str, index: Index) -> Region:
    axes, kept = _reduced(call), call.attributes["keep_dims"]
    places = ((axis in axes, at) for axis, at in enumerate(index))
    return Region(tuple(_one(0 if goes else at) for goes, at in places if kept or not goes))


MAT_MUL = Traces(_mat_mul, _mat_mul_reach, ("a", "b"))
SUM = Traces(
    functools.partial(_reduction, "sum"), _reduction_reach, ("input",), ("reduction_indices",)
)
MEAN = Traces(
    functools.partial(_reduction, "mean"), _reduction_reach, ("input",), ("reduction_indices",)
)
