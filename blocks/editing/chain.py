"""Blocks put into a wire and lifted out of it, and reroute dots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blocks.checking import Check
from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.declaration.op import Op
from blocks.editing.beside import add_beside
from blocks.errors import EditRefused, ShapeRefused
from blocks.page import Block, End, Page, Wire
from blocks.page.block import NOTHING

Ports = tuple[str, str]
"""The input and the output with which a block goes into a wire."""


def way_into(check: Check, block: str, wire: Wire) -> Ports | None:
    """The ports with which a block that has free ones goes into a wire; None if none fit.

    Of several the first is taken whose shapes fit, else the first whose dtypes do.
    """
    page = check.page
    one = page.blocks.get(block)
    if one is None or one.op is None or block in (wire.source.block, wire.target.block):
        return None
    if not page.has_wire(wire) or page.wires_out_of(block):
        return None
    if page.leads(wire.target.block, block) or page.leads(block, wire.source.block):
        return None
    return ways_of(check, one, wire)


def ways_of(check: Check, block: Block, wire: Wire) -> Ports | None:
    """As way_into, for a block that need not be on the page yet."""
    fits = sorted(_ways(check, block, wire), key=lambda way: way[0])
    return fits[0][1] if fits else None


def _ways(check: Check, block: Block, wire: Wire) -> Iterator[tuple[int, Ports]]:
    op = block.op
    assert op is not None
    came = check.known(wire.source)
    for port in op.inputs:
        taken = (
            () if block.id not in check.page.blocks else check.page.wires_into(block.id, port.name)
        )
        if taken or port.many or (came.dtype or "") not in ("", *op.allowed(port)):
            continue
        for at, out in enumerate(op.outputs):
            rank = _rank(check, block, port.name, at, wire)
            if rank is not None:
                yield rank, (port.name, out.name)


def _rank(check: Check, block: Block, port: str, at: int, wire: Wire) -> int | None:
    """0 if the shapes are known to fit, 1 if only the dtypes are, None if nothing does."""
    op = block.op
    assert op is not None
    target = check.page.blocks[wire.target.block].op
    goal = target.input(wire.target.port) if target is not None else None
    known = [_known(check, block, one.name, port, wire) for one in op.inputs]
    inputs = [
        [one] if declared.many else one for declared, one in zip(op.inputs, known, strict=True)
    ]
    try:
        dtype, rank = infer(op, inputs, block.values())[at].dtype, 0
    except ShapeRefused:
        dtype, rank = _plain_dtype(op, at, check.known(wire.source)), 1
    if target is None or goal is None or dtype is None:
        return rank
    return rank if dtype in target.allowed(goal) else None


def _known(check: Check, block: Block, name: str, port: str, wire: Wire) -> Known:
    if name == port:
        return check.known(wire.source)
    wires = check.page.wires_into(block.id, name) if block.id in check.page.blocks else ()
    return check.known(wires[0].source) if wires else Known()


def _plain_dtype(op: Op, at: int, came: Known) -> str | None:
    """The dtype of an output if it is one thing whatever comes, or that of what comes."""
    allowed = op.allowed(op.outputs[at])
    if len(allowed) == 1:
        return allowed[0]
    return came.dtype if came.dtype in allowed else None


def insert(check: Check, block: str, wire: Wire) -> None:
    """Put a block into a wire. EditRefused if no port of it fits."""
    way = way_into(check, block, wire)
    if way is None:
        raise EditRefused(f"{block} does not fit into the wire {wire}")
    page = check.page
    with page.edit(f"Insert {block}"):
        page.disconnect(wire)
        page.connect(wire.source, End(block, way[0]))
        page.connect(End(block, way[1]), wire.target)


def lift_out(page: Page, ids: tuple[str, ...], *, delete: bool = False) -> None:
    """Take blocks out of the chains that they are in, and join what was before and after them.

    What fed a block's first wired input then feeds all that its outputs fed. EditRefused if none
    of them has wires on both sides. With `delete` they are removed as well.
    """
    if not any(page.wires_into(id) and page.wires_out_of(id) for id in ids) and not delete:
        raise EditRefused("only a block with wires on both sides can be lifted out")
    with page.edit("Delete and join" if delete else "Lift out"):
        for id in ids:
            into, out_of = page.wires_into(id), page.wires_out_of(id)
            for wire in (*into, *out_of):
                page.disconnect(wire)
            if into:
                for wire in out_of:
                    joined = Wire(into[0].source, wire.target)
                    if page.refusal(joined) is None:
                        page.connect(joined.source, joined.target)
        if delete:
            page.remove_blocks(ids)


def add_dot(page: Page, wire: Wire, at: tuple[float, float]) -> str:
    """Lead a wire over a dot at a place, and return the dot's id. The dot is on the level of the
    block where the wire starts, if both ends are on one level."""
    level = page.members.get(wire.source.block)
    with page.edit("Add dot"):
        dot = page.add_block("Identity", id=page.free_id("dot"), at=at).id
        page.dots.put(dot, True)
        if level is not None and level == page.members.get(wire.target.block):
            page.members.put(dot, level)
        page.disconnect(wire)
        page.connect(wire.source, End(dot, "input"))
        page.connect(End(dot, "output"), wire.target)
    return dot


def put_between(page: Page, wire: Wire, op: str, attrs: Mapping[str, object] = NOTHING) -> str:
    """Lead a wire through a new block, by its first input and its first output. Returns its id."""
    with page.edit(f"Insert {op}"):
        made = add_beside(page, wire.target.block, op, attrs)
        declared = page.blocks[made].op
        assert declared is not None
        page.disconnect(wire)
        page.connect(wire.source, End(made, declared.inputs[0].name))
        page.connect(End(made, declared.outputs[0].name), wire.target)
    return made
