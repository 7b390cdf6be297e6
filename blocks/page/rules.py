"""What a page can take. Each rule gives its reason in words for the user, or None."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.op import Op
from blocks.page.block import Block, End, Wire

if TYPE_CHECKING:
    from blocks.page.page import Page

ID = r"[A-Za-z_][A-Za-z0-9_-]*"
"""What an id looks like: `block.port` and `block.attribute=value` must be readable."""


def refusal(page: Page, wire: Wire, *, replace: bool = False) -> str | None:
    """Why the page cannot take a wire; None if it can. With `replace`, one that is in its way
    will go, and is no reason."""
    source, target = page.blocks.get(wire.source.block), page.blocks.get(wire.target.block)
    if source is None or target is None:
        missing = wire.source.block if source is None else wire.target.block
        return f"there is no block {missing!r}"
    if source.id == target.id:
        return f"{source.id} cannot be wired to itself"
    if is_input(source, wire.source):
        return f"{wire.source} is an input; a wire starts at an output"
    if is_output(target, wire.target):
        return f"{wire.target} is an output; a wire ends at an input"
    present = page.wires_into(*wire.target)
    if wire in present:
        return f"{wire.source} and {wire.target} are wired already"
    if present and not replace and not takes_many(page.blocks, wire.target):
        return f"{wire.target} has a wire already, from {present[0].source}"
    if page.leads(target.id, source.id):
        return f"{wire} would close a cycle: {target.id} already leads to {source.id}"
    return None


def takes_many(blocks: Mapping[str, Block], end: End) -> bool:
    """Whether an input port takes any number of wires."""
    block = blocks.get(end.block)
    port = block.op.input(end.port) if block and block.op else None
    return port is not None and port.many


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
