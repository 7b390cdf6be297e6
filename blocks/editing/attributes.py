"""What setting one attribute by hand does to the page beyond that.

Some attributes hang together: strides, dilations, explicit_paddings and the numbers of input_sizes
are in data_format order, and explicit_paddings count for the padding EXPLICIT alone. What hangs
together changes together, in one edit that one undo takes back. Nothing here knows an op;
declarations say what is what.
"""

from __future__ import annotations

from typing import Any

from blocks.declaration.attribute import REQUIRED
from blocks.editing.data_format import LAYOUT, layout_of, reordered
from blocks.enuspace import in_attrs, read_attrs
from blocks.fixing import sizes_order
from blocks.fixing.call import Look
from blocks.page import Block, Page, Unread

PADDING = "padding"
EXPLICIT = "EXPLICIT"


def set_attribute(page: Page, id: str, name: str, raw: object, look: Look | None = None) -> None:
    """Set an attribute and what hangs on it. REQUIRED sets it back to its default.

    `look` tells what is known at an output. Raises ValueRefused, and changes nothing, if the
    attribute cannot take the value.
    """
    before = page.blocks[id]
    with page.edit(f"Set {name} of {id}"):
        page.set_attr(id, name, _initial(before, name) if raw is REQUIRED else raw)
        if name == LAYOUT:
            _follow_layout(page, before, look)
        elif name == PADDING:
            _follow_padding(page, id)


def set_line(page: Page, id: str, text: str) -> None:
    """Set everything that enuSpace's `attrs` line says, in one edit.

    What the line leaves as it was follows a new data_format. What the op could not read before
    stays unless the line says it. Raises ValueRefused, and changes nothing, for a wrong line.
    """
    before = page.blocks[id]
    assert before.op is not None
    values = read_attrs(before.op, text)
    with page.edit(f"Set attrs of {id}"):
        if LAYOUT in values:
            page.set_attr(id, LAYOUT, values[LAYOUT])
            _follow_layout(page, before)
        for attribute in in_attrs(before.op):
            name = attribute.name
            old = before.value(name)
            if name not in values or name == LAYOUT:
                continue
            unread = isinstance(old, Unread) and attribute.same(values[name], attribute.default)
            if not unread and not attribute.same(values[name], old):
                page.set_attr(id, name, values[name])


def _initial(block: Block, name: str) -> Any:
    """What stands for "as it was at first": nothing said, or what a new block gets."""
    attribute = block.op.attribute(name) if block.op is not None else None
    return attribute.initial if attribute is not None and attribute.required else REQUIRED


def _follow_layout(page: Page, before: Block, look: Look | None = None) -> None:
    assert before.op is not None
    after = page.blocks[before.id]
    old, new = layout_of(before), layout_of(after)
    if old == new:
        return
    for attribute in before.op.attributes:
        value = after.formulas.get(attribute.name, after.value(attribute.name))
        if attribute.editor in ("window_vector", "paddings") and isinstance(value, tuple | list):
            moved = reordered(value, old, new)
            if moved:
                page.set_attr(before.id, attribute.name, list(moved))
    sizes_order.follow(page, before, look)


def _follow_padding(page: Page, id: str) -> None:
    block = page.blocks[id]
    assert block.op is not None
    explicit = block.value(PADDING) == EXPLICIT
    for attribute in block.op.attributes:
        if attribute.editor == "paddings" and not explicit:
            page.set_attr(id, attribute.name, ())
        elif attribute.editor == "paddings" and not block.value(attribute.name):
            page.set_attr(id, attribute.name, (0,) * (2 * attribute.settings["rank"]))
