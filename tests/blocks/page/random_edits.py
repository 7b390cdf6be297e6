"""Random edits of every kind, for tests that must hold whatever people do."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
from hypothesis import strategies as st

from blocks.declaration.attribute import REQUIRED
from blocks.errors import BlockpropError
from blocks.file import copy, paste
from blocks.ops import OPS
from blocks.page import Block, End, Page, Unread
from tests.blocks.page.random_items import ITEM_KINDS, edit_item
from tests.blocks.page.random_steps import STEP_KINDS, edit_by_steps

OP_NAMES = ("Const", "Relu", "Add", "Shape", "Reshape", "Conv2D", "ClientSession")

FORMULA = {"dtype": "int32", "shape": [2], "data": ["=H", 3]}

VALUES = {
    "value": [np.zeros(2, np.float32), np.array([4], np.int32), np.float32(1.5), "wrong", FORMULA],
    "name": ["n", "m", "", "a b"],
    "padding": ["SAME", "VALID", "nope"],
    "strides": [(1, 2, 2, 1), [1, 1, 1, 1], [1, "=H", "=H//2", 1], "=K", REQUIRED],
    "out_type": ["int32", "int64"],
}

KINDS = (
    *("add", "put", "remove", "connect", "replace", "cut"),
    *("set", "move", "title", "precision", "paste"),
    *ITEM_KINDS,
    *STEP_KINDS,
)


def edit(page: Page, data: st.DataObject) -> None:
    """Do one edit, whatever it is; one that the page refuses does nothing."""
    kind = data.draw(st.sampled_from((*KINDS, "undo", "redo", "joined")))
    if kind == "undo":
        page.history.undo()
    elif kind == "redo":
        page.history.redo()
    elif kind == "joined":
        with suppress(BlockpropError), page.edit("Joined"):
            for _ in range(data.draw(st.integers(1, 4))):
                _edit(page, data.draw(st.sampled_from(KINDS)), data)
    else:
        with suppress(BlockpropError):
            _edit(page, kind, data)


def _edit(page: Page, kind: str, data: st.DataObject) -> None:
    if kind in ITEM_KINDS:
        edit_item(page, kind, data)
        return
    if kind in STEP_KINDS:
        edit_by_steps(page, kind, data)
        return
    ids = [*page.blocks, "nowhere"]
    some = st.lists(st.sampled_from(ids), max_size=3)
    place = st.tuples(st.integers(-9, 9), st.integers(-9, 9))
    match kind:
        case "add":
            page.add_block(data.draw(st.sampled_from(OP_NAMES)), at=data.draw(place))
        case "put":
            attrs = {"later": Unread([1], "no such op")}
            page.put_block(Block(page.free_id("u"), "Later", None, attrs), data.draw(place))
        case "remove":
            page.remove_blocks(data.draw(some))
        case "connect" | "replace":
            source, target = data.draw(_end(page, ids, out=True)), data.draw(_end(page, ids))
            page.connect(source, target, replace=kind == "replace")
        case "cut":
            if page.wires:
                page.disconnect(data.draw(st.sampled_from(page.wires)))
        case "set":
            name = data.draw(st.sampled_from(list(VALUES)))
            raw = data.draw(st.sampled_from(VALUES[name]))
            page.set_attr(data.draw(st.sampled_from(ids)), name, raw)
        case "move":
            moved = [*data.draw(some), *page.frames, *page.groups]
            page.move_blocks(dict.fromkeys(moved, data.draw(place)))
        case "title":
            page.set_title(data.draw(st.sampled_from("abc")))
        case "precision":
            page.set_precision(data.draw(st.sampled_from(["default", "highest", "fast"])))
        case "paste":
            anything = [*page.blocks, *page.frames, *page.groups]
            chosen = data.draw(st.lists(st.sampled_from(anything), max_size=3)) if anything else []
            group = data.draw(st.sampled_from([None, *page.groups]))
            paste(page, copy(page, chosen), data.draw(st.none() | place), group)


def _end(page: Page, ids: list[str], *, out: bool = False) -> st.SearchStrategy[End]:
    def ports(id: str) -> st.SearchStrategy[End]:
        block = page.blocks.get(id)
        op = block.op if block else None
        named = [port.name for port in ((op.outputs if out else op.inputs) if op else ())]
        return st.builds(End, st.just(id), st.sampled_from(named or ["any", "other"]))

    return st.sampled_from(ids).flatmap(ports)


def all_op_names() -> set[str]:
    """The ops that the edits use, so that a test sees if one of them is gone."""
    return set(OP_NAMES) & set(OPS)
