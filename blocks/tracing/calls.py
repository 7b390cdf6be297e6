"""An op's use on tensors that are there, as its traces want it told."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from blocks.declaration.known import shape_text
from blocks.declaration.op import Op
from blocks.tracing.elementwise import elementwise_traces
from blocks.tracing.errors import TraceRefused
from kernels.tracing import ELEMENTWISE, Untraced, traces_named
from kernels.tracing.traces import Call, Traces

Array = np.ndarray[Any, Any]
Index = tuple[int, ...]


def traces_of(op: Op) -> Traces:
    """How the op's numbers are traced. Raises TraceRefused where it does not say."""
    found = op.traces
    if found is None:
        own = "; @op(elementwise=True) would, if it is" if op.origin else ""
        raise TraceRefused(f"{op.name} does not say where its numbers come from{own}")
    if isinstance(found, Untraced):
        raise TraceRefused(f"{op.name}: {found.why}")
    if found == ELEMENTWISE:
        return elementwise_traces(op)
    return traces_named(found)


def output_of(op: Op, outputs: Sequence[Array], port: str | None) -> tuple[str, Array]:
    """An output by its name, which may be left out where there is one alone.

    Raises TraceRefused if there is no such output.
    """
    names = [one.name for one in op.outputs]
    if port is None and len(names) == 1:
        port = names[0]
    if port not in names:
        said = "name an output" if port is None else f"{op.name} has no output {port!r}"
        raise TraceRefused(f"{said} ({', '.join(names) or 'it has none'})")
    return port, outputs[names.index(port)]


def call_of(
    op: Op, inputs: Sequence[Array | None], output: Array, attrs: Mapping[str, Any]
) -> Call:
    """The call, from the arrays of the input ports in order and a result."""
    given = dict(zip((port.name for port in op.inputs), inputs, strict=True))
    arrays = {name: array for name, array in given.items() if array is not None}
    return Call(
        inputs={name: array.shape for name, array in arrays.items()},
        output=output.shape,
        attributes=op.for_kernel(attrs),
        values={name: tuple(arrays[name].ravel().tolist()) for name in traces_of(op).told},
    )


def cell(name: str, shape: tuple[int, ...], index: Sequence[Any]) -> Index:
    """A cell of a tensor, from 0 up on each axis; -1 is the last. Raises TraceRefused."""
    try:
        places = tuple(operator.index(at) for at in index)
    except TypeError:
        raise TraceRefused(f"{name}: a cell is whole numbers, {index!r} came") from None
    if len(places) != len(shape):
        raise TraceRefused(
            f"{name} has shape {shape_text(shape)}: a cell is {_numbers(len(shape))}, "
            f"{_numbers(len(places))} came: {cell_text(places)}"
        )
    for axis, (at, size) in enumerate(zip(places, shape, strict=True)):
        if not -size <= at < size:
            possible = f"0 to {size - 1} are possible" if size else "it is empty"
            possible = "only 0 is possible" if size == 1 else possible
            raise TraceRefused(
                f"{name} has shape {shape_text(shape)}: {at} in {cell_text(places)} is outside "
                f"axis {axis}; {possible}"
            )
    return tuple(at % size for at, size in zip(places, shape, strict=True))


def cell_text(index: Sequence[int]) -> str:
    """`[0,1,1,0]`."""
    return f"[{','.join(map(str, index))}]"


def _numbers(count: int) -> str:
    return "no number" if count == 0 else f"{count} number{'' if count == 1 else 's'}"
