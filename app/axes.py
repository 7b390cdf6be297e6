"""What the axes of an output are called: N, H, W, C where the page tells, numbers elsewhere."""

from __future__ import annotations

from blocks.editing.data_format import LAYOUT, layout_of
from blocks.page import Block, End, Page

_FARTHEST = 100
"""So many blocks back names are looked for; each edit asks again, and a chain may be long."""


def axis_names(page: Page, end: End, rank: int) -> tuple[str, ...]:
    """A name for each axis of an output: a letter, or "axis 0", "axis 1" and so on where the page
    tells none, or others than the rank needs."""
    letters = axis_letters(page, end)
    if len(letters) == rank and len(set(letters)) == rank:
        return tuple(letters)
    return numbered(rank)


def numbered(rank: int) -> tuple[str, ...]:
    """The names of axes that have none."""
    return tuple(f"axis {at}" for at in range(rank))


def axis_letters(page: Page, end: End) -> str:
    """The axes of an output as its op declares them, else as the ports do that it is wired to;
    where an op keeps the axes of an input, as they are there. Empty if nothing tells."""
    for _ in range(_FARTHEST):
        block = page.blocks.get(end.block)
        port = block.op.output(end.port) if block is not None and block.op is not None else None
        if block is None or block.op is None or port is None:
            return ""
        letters = _letters(block, port.axes) or _where_it_goes(page, end)
        keeps_axes = block.op.input(port.axes) is not None
        before = page.wires_into(block.id, port.axes) if keeps_axes else ()
        if letters or not before:
            return letters
        end = before[0].source
    return ""


def _letters(block: Block, axes: str) -> str:
    return layout_of(block) if axes == LAYOUT else axes if axes.isupper() else ""


def _where_it_goes(page: Page, end: End) -> str:
    for wire in page.wires_out_of(*end):
        block = page.blocks[wire.target.block]
        port = block.op.input(wire.target.port) if block.op is not None else None
        if port is not None and (letters := _letters(block, port.axes)):
            return letters
    return ""
