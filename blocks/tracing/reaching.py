"""Which cells of a result a cell of an input has a part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from blocks.declaration.op import Op
from blocks.tracing.calls import Array, call_of, cell, traces_of
from blocks.tracing.errors import TraceRefused
from kernels.tracing.region import Region, nowhere


def reached(
    op: Op,
    inputs: Sequence[Array | None],
    outputs: Sequence[Array],
    attrs: Mapping[str, Any],
    index: Sequence[int],
    port: str,
) -> Region:
    """The output cells in which a cell of an input port has a part, whatever number it holds.

    A port of which only the shape counts, or whose numbers say what the op does, reaches none.
    Raises TraceRefused for a port or cell that does not exist and for an op that cannot say.
    """
    traces = traces_of(op)
    names = [one.name for one in op.inputs]
    if port not in names:
        some = ", ".join(names) or "it has none"
        raise TraceRefused(f"{op.name} has no input {port!r} ({some})")
    array = inputs[names.index(port)]
    if array is None:
        raise TraceRefused(f"nothing is wired to {port}")
    at = cell(port, array.shape, index)
    if port not in traces.read:
        return nowhere(outputs[0].ndim)
    return traces.reach(call_of(op, inputs, outputs[0], attrs), port, at)
