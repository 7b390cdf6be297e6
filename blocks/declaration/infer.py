"""From what is known of an op's inputs to what is known of its outputs, without running it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused

FOLDED_ELEMENTS = 1024
"""Values are worked out while checking only for tensors up to this many elements."""

Inputs = Sequence[Known | Sequence[Known]]


def infer(op: Op, inputs: Inputs, attrs: Mapping[str, Any]) -> tuple[Known, ...]:
    """What is known of each output.

    `inputs` holds a Known for each input port, or a list of them for a port that takes many wires.
    Raises ShapeRefused for what is certainly wrong: a dtype that a port does not take, two ports
    that must have one dtype and do not, shapes or values that do not fit.
    """
    types = _types(op, inputs, attrs)
    try:
        found = op.shape(*inputs, **op.for_kernel(attrs))
    except ValueError as why:
        raise ShapeRefused(str(why), getattr(why, "argument", None)) from why
    rows: Any = found if len(op.outputs) != 1 else (found,)
    outputs = [_output(op, port, one, types) for port, one in zip(op.outputs, rows, strict=True)]
    return _folded(op, inputs, attrs, tuple(outputs))


def _types(op: Op, inputs: Inputs, attrs: Mapping[str, Any]) -> dict[str, str | None]:
    """The dtype of each type variable, as far as it is known."""
    types: dict[str, str | None] = {name: attrs.get(name) for name in op.types}
    said_by: dict[str, str] = {name: name for name, dtype in types.items() if dtype}
    for port, known in zip(op.inputs, inputs, strict=True):
        if isinstance(known, Known):
            _agree(op, port, known, types, said_by)
    return types


def _agree(
    op: Op, port: Port, known: Known, types: dict[str, str | None], said_by: dict[str, str]
) -> None:
    if known.dtype is None:
        return
    allowed = op.allowed(port)
    if known.dtype not in allowed:
        raise ShapeRefused(
            f"{port.name} is {known.dtype}; {op.name} takes {_listed(allowed)} there", port.name
        )
    if port.type not in op.types:
        return
    agreed = types.get(port.type)
    if agreed is None:
        types[port.type] = known.dtype
        said_by[port.type] = port.name
    elif agreed != known.dtype:
        raise ShapeRefused(
            f"{port.name} is {known.dtype}, but {said_by[port.type]} is {agreed}; "
            "both must have one dtype (a Cast block changes it)",
            port.name,
        )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _output(op: Op, port: Port, found: Any, types: Mapping[str, str | None]) -> Known:
    dtype = types[port.type] if port.type in op.types else port.type
    if dtype is None and port.type in op.types and len(op.types[port.type]) == 1:
        dtype = op.types[port.type][0]
    if isinstance(found, Known):
        return replace(found, dtype=found.dtype or dtype)
    return Known(dtype, found)


def _folded(
    op: Op, inputs: Inputs, attrs: Mapping[str, Any], outputs: tuple[Known, ...]
) -> tuple[Known, ...]:
    """The outputs with their values, where the op is cheap and all that it needs is known."""
    if not op.folds or all(one.value is not None for one in outputs):
        return outputs
    given = [one.value if isinstance(one, Known) else None for one in inputs]
    if any(one is None or one.size > FOLDED_ELEMENTS for one in given):
        return outputs
    if any(one.size is None or one.size > FOLDED_ELEMENTS for one in outputs):
        return outputs
    try:
        results = op.run(given, attrs)
    except ValueError as why:
        raise ShapeRefused(str(why), getattr(why, "argument", None)) from why
    return tuple(
        _checked(op, known, result) for known, result in zip(outputs, results, strict=True)
    )


def _checked(op: Op, known: Known, result: np.ndarray[Any, Any]) -> Known:
    """What the kernel gave, read-only as all values are. That it is what the rule says is checked
    here always: a rule that disagrees with its kernel must not go unseen."""
    value = result.view()
    value.flags.writeable = False
    found = Known.of(value)
    if known.dtype not in (None, found.dtype) or known.shape != found.shape:
        words = f"the rule says {known}, the kernel gave {found}"
        if op.origin:
            raise ShapeRefused(f"{words} ({op.origin})")
        raise AssertionError(f"{op.name}: {words}")
    return found
