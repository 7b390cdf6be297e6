"""Tensors of another dtype than the block takes, or than the others have."""

from __future__ import annotations

import numpy as np

from blocks.declaration.known import Known
from blocks.fixing.case import Case, Proposed
from blocks.fixing.fix import Through
from kernels.dtypes import INDEX
from kernels.operands import LARGEST_RANK


def propose(case: Case) -> Proposed:
    """A Cast of the input that the problem is about, or of one with which it does not agree."""
    op, about = case.block.op, case.problem.port
    if op is None or not is_about_dtype(case):
        return
    for port in sorted(op.inputs, key=lambda one: one.name != about):
        known = case.inputs.get(port.name)
        if known is None or known.dtype is None or port.many:
            continue
        numbers = _whole(known) if set(op.allowed(port)) <= set(INDEX) else None
        for dtype in _wanted(case, port.name, op.allowed(port)):
            if dtype == known.dtype:
                continue
            if numbers is not None:
                yield case.numbers(port.name, numbers, f" as {dtype}")
            through = Through("Cast", {"DstT": dtype})
            yield case.lead_through(port.name, through, f"Cast {port.name} to {dtype}")


def is_about_dtype(case: Case) -> bool:
    """Whether the tensor at the port that the problem is about has a dtype that cannot be."""
    op, about = case.block.op, case.problem.port
    port = op.input(about) if op is not None and about is not None else None
    known = case.inputs.get(about or "")
    if op is None or port is None or known is None or known.dtype is None:
        return False
    others = (
        case.inputs[one.name].dtype
        for one in op.inputs
        if one.name in case.inputs and one.type == port.type and one.type in op.types
    )
    return known.dtype not in op.allowed(port) or any(
        one not in (None, known.dtype) for one in others
    )


def _wanted(case: Case, port: str, allowed: tuple[str, ...]) -> list[str]:
    """The dtypes of the other inputs first, then float32, then whatever the port takes."""
    others = [one.dtype for name, one in case.inputs.items() if name != port and one.dtype]
    order = dict.fromkeys((*others, "float32", *allowed))
    return [one for one in order if one in allowed][:2]


def _whole(known: Known) -> tuple[int, ...] | None:
    """The numbers of a vector of sizes, in whatever dtype they came."""
    value = known.value
    if value is None or value.ndim != 1 or value.size > LARGEST_RANK:
        return None
    numbers = tuple(value.astype(np.int64).tolist())
    return numbers if np.array_equal(value, numbers) else None
