"""What else on the page could be wired to a gradient: what its forward op has, and its shape."""

from __future__ import annotations

from blocks.fixing.case import Case, Proposed
from blocks.fixing.forward import forward_of
from blocks.geometry.members import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT
from blocks.page import End


def propose(case: Case) -> Proposed:
    """The shape of the forward op's input or filter where sizes are wanted, and its output where
    out_backprop is of another size."""
    member, forward = case.call.member, forward_of(case.page, case.block.id)
    if forward is None or member.role == FORWARD:
        return
    sizes = {INPUT_GRADIENT: "input", FILTER_GRADIENT: "filter"}[member.role]
    wires = case.page.wires_into(forward, sizes)
    port = f"{sizes}_sizes"
    if wires and case.block.op is not None and case.block.op.input(port) is not None:
        yield from case.shape_of(port, wires[0].source, ", the forward op's")
    if member.output and not case.page.leads(case.block.id, forward):
        yield case.wire(member.output, End(forward, "output"), ", which has the right shape")
