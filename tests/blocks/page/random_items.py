"""Random edits of what a page holds beside blocks and wires."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from blocks.page import End, Page, Position

ITEM_KINDS = (
    *("variable", "note", "mode", "pin", "tag", "dot"),
    *("frame", "alter frame", "group", "alter group", "ungroup", "member", "drop"),
)


def edit_item(page: Page, kind: str, data: st.DataObject) -> None:
    """Do one edit of a kind; the page may refuse it."""
    block = data.draw(st.sampled_from([*page.blocks, "nowhere"]))
    group = data.draw(st.sampled_from([None, *page.groups, "nowhere"]))
    at = data.draw(st.tuples(st.integers(-9, 9), st.integers(-9, 9)))
    text = data.draw(st.sampled_from(["", "a", "\ud800", "b\nc"]))
    outputs = [str(end) for one in page.blocks.values() for end in one.outputs]
    output = data.draw(st.sampled_from([*outputs, f"{block}.any", "x"]))
    match kind:
        case "variable":
            source = data.draw(st.sampled_from([1, 2.5, True, "SAME", "=H+1", "=K*2", "=("]))
            page.variables.put(data.draw(st.sampled_from(["H", "K", "min", "2"])), source)
        case "note":
            page.notes.write(block, text)
        case "mode":
            page.modes.put(block, data.draw(st.sampled_from(["disabled", "bypassed", "odd"])))
        case "pin":
            page.pins.put(output, np.zeros(2, np.float32))
        case "tag":
            page.tags.put(output, True)
        case "dot":
            page.dots.put(block, True)
        case "frame":
            page.frames.add(at, data.draw(st.sampled_from([(9, 9), (0, 1)])), text, group)
        case "alter frame":
            if page.frames:
                id = data.draw(st.sampled_from(list(page.frames)))
                page.frames.alter(id, at=Position(*at), colour="blue", text=text, group=group)
        case "group":
            page.groups.add(at, text, group)
        case "alter group":
            if page.groups:
                id = data.draw(st.sampled_from(list(page.groups)))
                page.groups.alter(id, parent=group, ports=(End(block, "any"),), title=text)
        case "ungroup":
            if page.groups:
                page.groups.drop(data.draw(st.sampled_from(list(page.groups))))
        case "member":
            page.members.move(block, group)
        case "drop":
            table = page.tables[data.draw(st.sampled_from(list(page.tables)))]
            if table:
                table.drop(data.draw(st.sampled_from(list(table))))
