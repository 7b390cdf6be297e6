"""Own ops that say of themselves that they are elementwise: their own kernel is asked of single
cells."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.declaration.known import shape_text
from blocks.declaration.op import Op
from blocks.errors import BlockpropError
from blocks.tracing.errors import TraceRefused
from kernels.tracing.elementwise import cells_at, stretched
from kernels.tracing.region import Index
from kernels.tracing.terms import Array, Function, Terms
from kernels.tracing.traces import Call, Traces


def elementwise_traces(op: Op) -> Traces:
    """Each number is what the op makes of those at its place in the inputs.

    The traces raise TraceRefused where a result shows that the op is not what it says.
    """
    ports = tuple(port.name for port in op.inputs)

    def terms(call: Call, index: Index) -> Terms:
        _check_shape(op, call)

        def compute(*cells: Array) -> Any:
            ranks = map(len, call.inputs.values())
            given = [one.reshape((1,) * rank) for one, rank in zip(cells, ranks, strict=True)]
            return _of_cells(op, given, call)

        function = Function(f"{op.name}({', '.join(ports)})", compute)
        return Terms("function", factors=cells_at(call, index), function=function)

    return Traces(terms, stretched, ports)


def _check_shape(op: Op, call: Call) -> None:
    try:
        fits = np.broadcast_shapes(*call.inputs.values()) == call.output
    except ValueError:
        fits = False
    if not fits:
        raise TraceRefused(
            f"{op.name} says that it is elementwise, but {shape_text(call.output)} came of "
            + " and ".join(map(shape_text, call.inputs.values()))
        )


def _of_cells(op: Op, cells: list[Array], call: Call) -> Any:
    try:
        (came,) = op.kernel(*cells, **call.attributes)
    except BlockpropError as why:
        raise TraceRefused(f"{op.name} cannot be asked of single cells: {why}") from None
    if came.size != 1:
        raise TraceRefused(f"{op.name} says that it is elementwise, but one cell gives {came.size}")
    return came.reshape(())
