"""What a page gives now, as what it shall give from now on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from blocks.checking import Check
from blocks.editing.draft import Draft
from blocks.errors import EditRefused
from blocks.page import End, Page

Array = np.ndarray[Any, Any]
Results = Mapping[End, Array]

EXPECT = "Expect"


def ends_to_expect(page: Page, ids: Iterable[str]) -> tuple[End, ...]:
    """The outputs whose results are meant by blocks: their own, and of blocks that expect one
    already, that which comes into them."""
    found: dict[End, None] = {}
    for id in ids:
        block = page.blocks[id]
        if block.op_name == EXPECT:
            found.update(dict.fromkeys(wire.source for wire in page.wires_into(id, "input")))
        else:
            found.update(dict.fromkeys(block.outputs))
    return tuple(found)


def expect(check: Check, ids: Iterable[str], results: Results) -> tuple[str, ...]:
    """Have these blocks' results expected from now on, as one edit.

    A block that expects something gets what comes into it now as its value; for every output of
    another block an Expect block is added. Returns the ids of all that expect. EditRefused if there
    is no result.
    """
    page, chosen = check.page, tuple(ids)
    ends = [end for end in ends_to_expect(page, chosen) if end in results]
    if not ends:
        raise EditRefused("there is no result to expect; run the block first")
    old = [id for id in chosen if page.blocks[id].op_name == EXPECT]
    others = [end for end in ends if end.block in chosen and end.block not in old]
    with page.edit("Expect this result"):
        for id in old:
            _accept(page, id, results)
        added = _added(check, others, results) if others else ()
    return (*old, *added)


def _accept(page: Page, id: str, results: Results) -> None:
    if wires := page.wires_into(id, "expected"):
        raise EditRefused(f"{id} expects what {wires[0].source} gives; that is what to change")
    for wire in page.wires_into(id, "input"):
        if wire.source in results:
            page.set_attr(id, "value", results[wire.source])


def _added(check: Check, ends: Iterable[End], results: Results) -> tuple[str, ...]:
    chosen = tuple(ends)
    draft = Draft(check, [end.block for end in chosen])
    for end in chosen:
        draft.add(EXPECT, "expect", {"input": end}, {"value": results[end]})
    draft.place()
    return tuple(draft.added)
