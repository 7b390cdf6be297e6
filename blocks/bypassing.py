"""A bypassed block lets an input through in the place of each output.

The rule: of the inputs in the op's order, the first that has the dtype and shape of the output.
Both must be known before the run, so that check and run agree; and the block must be right
otherwise, or nothing would be known of its outputs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blocks.declaration.known import Known
from blocks.page import Wire

Passed = tuple[Wire, ...]
"""For each output of a block the wire whose tensor stands in for it."""


def passed(inputs: Sequence[tuple[Wire, Known]], outputs: Mapping[str, Known]) -> Passed | str:
    """What a bypassed block lets through, or why it cannot. `inputs` are its wires, in the order of
    the op's ports, with what is known of them."""
    chosen = []
    for port, known in outputs.items():
        if not _is_whole(known):
            return f"bypassed, but the shape of {port} is not known before a run; enable the block"
        fitting = (wire for wire, given in inputs if _fits(given, known))
        wire = next(fitting, None)
        if wire is None:
            return (
                f"bypassed, but no input can stand in for {port}, which is {_text(known)}: "
                f"{_listed(inputs)}; enable the block or disable it"
            )
        chosen.append(wire)
    return tuple(chosen)


def _is_whole(known: Known) -> bool:
    return known.dtype is not None and known.shape is not None and None not in known.shape


def _fits(given: Known, output: Known) -> bool:
    return given.dtype == output.dtype and given.shape == output.shape


def _text(known: Known) -> str:
    return str(Known(known.dtype, known.shape))


def _listed(inputs: Sequence[tuple[Wire, Known]]) -> str:
    if not inputs:
        return "it has none"
    return ", ".join(f"{wire.target.port} is {_text(known)}" for wire, known in inputs)
