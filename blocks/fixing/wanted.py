"""Which shapes a tensor could have, for the others at a block as they are. They need not fit: a fix
is tried before it is offered."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import combinations

from blocks.fixing.call import member_of
from blocks.fixing.case import Case, sure
from blocks.fixing.wanted_by_convolutions import shapes_of_call
from blocks.ops import OPS
from kernels.elementwise import channel_axis

Shape = tuple[int, ...]
Wanted = Iterator[tuple[str, Shape]]


def wanted(case: Case) -> Wanted:
    """Ports and shapes that are worth a trial, the likeliest first."""
    op = case.block.op
    if op is None or OPS.built_in.get(op.name) is not op:
        return
    if member_of(op) is not None:
        yield from shapes_of_call(case.call)
        return
    shapes: dict[str, Shape] = {}
    for port, known in case.inputs.items():
        if (shape := sure(known.shape)) is not None:
            shapes[port] = shape
    if op.name in _WANTED:
        yield from _WANTED[op.name](case, shapes)


def _pair(case: Case, shapes: dict[str, Shape]) -> Wanted:
    """Axes of size 1 set in so that the others meet their like; then one shape for both."""
    if shapes.keys() < {"x", "y"}:
        return
    x, y = shapes["x"], shapes["y"]
    for port, mine, other in (("y", y, x), ("x", x, y)):
        if len(mine) < len(other):
            for places in combinations(range(len(other)), len(mine)):
                spread = [1] * len(other)
                for place, size in zip(places, mine, strict=True):
                    spread[place] = size
                if all(size in (1, other[at]) for at, size in enumerate(spread)):
                    yield port, tuple(spread)
        elif all(size == 1 for size in mine[: len(mine) - len(other)]):
            yield port, mine[len(mine) - len(other) :]
    yield "y", x
    yield "x", y
    yield "y", _stretched(y, x)
    yield "x", _stretched(x, y)
    if len(x) == len(y) == 1:
        yield "y", (y[0], 1)  # every number of x with every one of y
        yield "x", (x[0], 1)


def _stretched(mine: Shape, other: Shape) -> Shape:
    """The shape with the sizes of another on the axes that do not fit."""
    sizes = list(mine)
    for at in range(1, min(len(mine), len(other)) + 1):
        if 1 not in (mine[-at], other[-at]):
            sizes[-at] = other[-at]
    return tuple(sizes)


def _matrices(case: Case, shapes: dict[str, Shape]) -> Wanted:
    """Vectors as a row or a column, stacks of matrices as one; then the sizes that meet."""
    for port, shape in shapes.items():
        if len(shape) == 2:
            continue
        count = math.prod(shape)
        if len(shape) > 2:
            yield port, (count // shape[-1] if shape[-1] else 0, shape[-1])
            yield port, (shape[0], count // shape[0] if shape[0] else 0)
        yield port, (1, count)
        yield port, (count, 1)
    if shapes.keys() < {"a", "b"}:
        return
    turned = {port: bool(case.block.value(f"transpose_{port}")) for port in "ab"}
    a, b = _matrix(shapes["a"], turned["a"]), _matrix(shapes["b"], turned["b"])
    yield "b", _matrix((a[1], b[1]), turned["b"])
    yield "a", _matrix((a[0], b[0]), turned["a"])


def _matrix(shape: Shape, is_turned: bool) -> Shape:
    rows, columns = ((1, 1, *shape))[-2:]
    return (columns, rows) if is_turned else (rows, columns)


def _bias(case: Case, shapes: dict[str, Shape]) -> Wanted:
    """One number a channel; where value has no room for channels, an axis more."""
    if shapes.keys() < {"value", "bias"}:
        return
    value, bias = shapes["value"], shapes["bias"]
    layout, count = str(case.block.value("data_format")), math.prod(bias)
    if len(value) < 2:
        yield "value", (1, math.prod(value))
        yield "value", (math.prod(value), 1)
        yield "bias", (math.prod(value),)
        yield "bias", (1,)
    yield "bias", (count,)
    if len(value) > 1:
        axis = channel_axis(layout, len(value))
        yield "bias", (value[axis],)
        yield "value", (*value[:axis], count, *value[axis + 1 :])


def _scalars(case: Case, shapes: dict[str, Shape]) -> Wanted:
    ports = ("value",) if case.block.op_name == "Fill" else ("start", "limit", "delta")
    for port in ports:
        if shapes.get(port):
            yield port, ()


def _tensor(case: Case, shapes: dict[str, Shape]) -> Wanted:
    """What Reshape takes apart, as large as its shape asks."""
    known = case.inputs.get("shape")
    value = None if known is None else known.value
    if value is not None and value.ndim == 1 and value.dtype.kind in "iu":
        yield "tensor", tuple(1 if one < 0 else one for one in value.tolist())


def _checked(case: Case, shapes: dict[str, Shape]) -> Wanted:
    """The gradients alone: a block led in between x and the check would cut y off from x."""
    for port, of in (("gradient", "x"), ("out_backprop", "y")):
        if port in shapes and of in shapes:
            yield port, shapes[of]


def _expected(case: Case, shapes: dict[str, Shape]) -> Wanted:
    input, value = shapes.get("input"), case.block.value("value")
    if input is None:
        return
    if "expected" in shapes:
        yield "expected", input
        yield "input", shapes["expected"]
    elif hasattr(value, "shape"):
        yield "input", tuple(value.shape)


_WANTED: dict[str, Callable[[Case, dict[str, Shape]], Wanted]] = {
    "Add": _pair,
    "Subtract": _pair,
    "Multiply": _pair,
    "MatMul": _matrices,
    "BiasAdd": _bias,
    "Fill": _scalars,
    "Range": _scalars,
    "Reshape": _tensor,
    "Expect": _expected,
    "GradientCheck": _checked,
}
