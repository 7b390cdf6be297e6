"""Random edits of the larger kind: those that people think of as one."""

from __future__ import annotations

from hypothesis import strategies as st

from blocks.checking import Check
from blocks.editing.arranging import EDGES, Box, align, distribute, snap
from blocks.editing.chain import add_dot, insert, lift_out
from blocks.editing.fitting import add_fitting, fits
from blocks.editing.grouping import demote, group, promote, remove, ungroup
from blocks.editing.layout import lay_out
from blocks.editing.levels import items_at
from blocks.editing.replacing import replace_op
from blocks.page import End, Page

STEP_KINDS = (
    *("make group", "take apart", "remove all", "promote", "demote"),
    *("insert", "lift out", "delete and join", "lead over a dot", "fit", "replace op"),
    *("align", "distribute", "snap", "lay out"),
)


def edit_by_steps(page: Page, kind: str, data: st.DataObject) -> None:
    """Do one edit of a kind; the page may refuse it."""
    level = data.draw(st.sampled_from([None, *page.groups]))
    here = items_at(page, level) or ("nowhere",)
    some = tuple(data.draw(st.lists(st.sampled_from(here), min_size=1, max_size=4, unique=True)))
    block = data.draw(st.sampled_from([*page.blocks, "nowhere"]))
    if kind in ("make group", "take apart", "remove all"):
        {"make group": group, "take apart": ungroup, "remove all": remove}[kind](page, some)
    elif kind in ("promote", "demote"):
        (promote if kind == "promote" else demote)(page, End(block, "any"))
    elif kind == "replace op":
        replace_op(page, block, data.draw(st.sampled_from(["Relu", "Add", "Conv2D", "No"])))
    elif kind in ("lift out", "delete and join"):
        chosen = tuple(id for id in some if id in page.blocks)
        lift_out(page, chosen, delete=kind == "delete and join")
    elif kind == "fit":
        ends = [end for one in page.blocks.values() for end in one.outputs]
        if ends and (found := fits(Check(page), end := data.draw(st.sampled_from(ends)))):
            add_fitting(page, data.draw(st.sampled_from(found)), end, (1, 1))
    elif kind in ("insert", "lead over a dot"):
        if page.wires:
            wire = data.draw(st.sampled_from(page.wires))
            if kind == "insert":
                insert(Check(page), block, wire)
            else:
                add_dot(page, wire, (2, 3))
    else:
        _arrange(
            page,
            kind,
            {id: Box(*page.position(id), 30, 20) for id in some if page.has_id(id)},
            data,
        )


def _arrange(page: Page, kind: str, boxes: dict[str, Box], data: st.DataObject) -> None:
    match kind:
        case "align":
            align(page, boxes, data.draw(st.sampled_from(EDGES)))
        case "distribute":
            distribute(page, boxes, data.draw(st.booleans()))
        case "snap":
            snap(page, boxes)
        case "lay out":
            lay_out(page, {id: box for id, box in boxes.items() if id not in page.frames})
