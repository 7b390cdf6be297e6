"""The convolution on the page whose gradient a block is: the one with the same filter or input."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.editing.data_format import layout_of, reordered
from blocks.fixing.call import Look, member_of
from blocks.geometry.members import FILTER_GRADIENT, FORWARD, Member
from blocks.page import End, Page


def forward_of(page: Page, id: str) -> str | None:
    """The forward op that a gradient block belongs to; None if the page has none, or none such.

    It has the filter of the gradient, or its input where the gradient makes the filter. Of several
    the one that leads to the gradient is meant, then one with the same attributes.
    """
    member = member_of(page.blocks[id].op)
    if member is None or member.role == FORWARD:
        return None
    shared = "input" if member.role == FILTER_GRADIENT else "filter"
    source = source_of(page, End(id, shared))
    if source is None:
        return None
    found = list(_forwards(page, member, shared, source))
    mine, before = page.blocks[id], _before(page, id)
    same = ("strides", "padding", "dilations", "data_format", "explicit_paddings")

    def rank(other: str) -> tuple[bool, int]:
        theirs = page.blocks[other]
        differing = sum(mine.value(name) != theirs.value(name) for name in same)
        return other not in before, differing

    return min(found, key=rank, default=None)


def forward_input(page: Page, id: str, look: Look) -> tuple[End, tuple[int, ...]] | None:
    """The input of that forward op and its shape, if all of it is known, in the order of the
    gradient's data_format."""
    forward = forward_of(page, id)
    wires = page.wires_into(forward, "input") if forward is not None else ()
    if forward is None or not wires:
        return None
    shape = look(wires[0].source).shape
    if shape is None or None in shape:
        return None
    theirs, mine = layout_of(page.blocks[forward]), layout_of(page.blocks[id])
    known = tuple(one for one in shape if one is not None)
    return wires[0].source, reordered(known, theirs, mine) or known


def source_of(page: Page, end: End) -> End | None:
    """The output that an input port is wired to, over reroute dots and other Identity blocks."""
    wires = page.wires_into(*end)
    while len(wires) == 1:
        source = wires[0].source
        if page.blocks[source.block].op_name != "Identity":
            return source
        wires = page.wires_into(source.block)
    return None


def _before(page: Page, id: str) -> set[str]:
    """All blocks that lead to one."""
    found, todo = {id}, [id]
    while todo:
        for wire in page.wires_into(todo.pop()):
            if wire.source.block not in found:
                found.add(wire.source.block)
                todo.append(wire.source.block)
    return found


def _forwards(page: Page, member: Member, shared: str, source: End) -> Iterator[str]:
    for other, block in page.blocks.items():
        theirs = member_of(block.op)
        if theirs is None or theirs.role != FORWARD or theirs.family is not member.family:
            continue
        if source_of(page, End(other, shared)) == source:
            yield other
