"""What a page can take. Each rule gives its reason in words for the user, or None."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.op import Op
from blocks.page.block import Block, End, Wire
from blocks.page.names import ID

if TYPE_CHECKING:
    from blocks.page.contents import Contents

FARTHEST = 10_000_000.0
"""How far from the page's origin a block may stand, in pixels: a view must be able to frame it."""


def refusal(page: Contents, wire: Wire, *, replace: bool = False) -> str | None:
    """Why the page cannot take a wire; None if it can. With `replace`, one that is in its way
    will go, and is no reason."""
    if (reason := misfit(page, wire, replace=replace)) is not None:
        return reason
    return cycle_reason(wire) if page.leads(wire.target.block, wire.source.block) else None


def cycle_reason(wire: Wire) -> str:
    """Why a wire cannot be made whose target leads to its source already."""
    start, goal = wire.target.block, wire.source.block
    return f"{wire} would close a cycle: {start} already leads to {goal}"


def misfit(
    page: Contents, wire: Wire, *, replace: bool = False, as_kept: bool = False
) -> str | None:
    """Why a wire does not fit its two ends, cycles left aside; None if it does.

    `as_kept` is for a wire that a page has had already: at ports of an op that is not known, or
    that is an own op and was another when the page was saved, it stays for the check to tell of.
    """
    blocks = page.blocks
    source, target = blocks.get(wire.source.block), blocks.get(wire.target.block)
    if source is None or target is None:
        missing = wire.source.block if source is None else wire.target.block
        return f"there is no block {missing!r}"
    if source.id == target.id:
        return f"{source.id} cannot be wired to itself"
    if page.has_wire(wire):
        return f"{wire.source} and {wire.target} are wired already"
    if as_kept and may_change(target.op):
        return None
    if is_input(source, wire.source):
        return f"{wire.source} is an input; a wire starts at an output"
    if is_output(target, wire.target):
        return f"{wire.target} is an output; a wire ends at an input"
    if replace or takes_many(blocks, wire.target):
        return None
    if present := page.wires_into(*wire.target):
        return f"{wire.target} has a wire already, from {present[0].source}"
    return None


def block_refusal(page: Contents, block: Block) -> str | None:
    """Why the page cannot take a block; None if it can."""
    if (reason := id_refusal(page, block.id)) is not None:
        return reason
    name = block.name
    return None if name == block.id else name_refusal(page, block.id, name)


def id_refusal(page: Contents, id: str) -> str | None:
    """Why something new on the page cannot have an id; None if it can."""
    if not ID.fullmatch(id):
        return f"{id!r:.60} is no id; letters, digits, _ and - make one, a letter first"
    if page.has_id(id):
        return f"the id {id!r} is used twice"
    if (other := page.named(id)) is not None:
        return f"the id {id!r} is the name of the block {other.id}"
    return None


def name_refusal(page: Contents, id: str, name: str) -> str | None:
    """Why a block cannot have a name. Names and ids share one space, so that a full name says
    which block is meant, whatever the others are called later."""
    other = page.named(name) or page.blocks.get(name)
    if other is not None and other.id != id:
        return f"the block {other.id} is already called {name!r}"
    if other is None and page.has_id(name):
        return f"a frame or a group has the id {name!r}"
    return None


def position_refusal(at: tuple[float, float]) -> str | None:
    """Why a block cannot stand at a place; None if it can."""
    x, y = at
    if -FARTHEST <= x <= FARTHEST and -FARTHEST <= y <= FARTHEST:
        return None
    return f"({x}, {y}) is off the page; {FARTHEST:,.0f} pixels each way is possible"


def takes_many(blocks: Mapping[str, Block], end: End) -> bool:
    """Whether an input port takes any number of wires."""
    block = blocks.get(end.block)
    port = block.op.input(end.port) if block and block.op else None
    return port is not None and port.many


def may_change(op: Op | None) -> bool:
    """Whether an op can be another one later: an own op, and one that is not known here."""
    return op is None or bool(op.origin)


def is_input(block: Block, end: End) -> bool:
    """Whether the op is known to have an input, and no output, of that name."""
    op = block.op
    return op is not None and op.output(end.port) is None and op.input(end.port) is not None


def is_output(block: Block, end: End) -> bool:
    """Whether the op is known to have an output, and no input, of that name."""
    op = block.op
    return op is not None and op.input(end.port) is None and op.output(end.port) is not None


def is_default(op: Op, name: str, value: Any) -> bool:
    """Whether a value is what the attribute is without being said."""
    attribute = op.attribute(name)
    if attribute is None or attribute.required or value is REQUIRED:
        return False
    return attribute.same(value, attribute.default)


def same(op: Op | None, name: str, one: Any, other: Any) -> bool:
    """Whether setting `other` where `one` is would change nothing."""
    attribute = op.attribute(name) if op else None
    return one is other or (attribute is not None and attribute.same(one, other))
