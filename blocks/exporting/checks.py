"""Blocks that check others, where a library has nothing like them: what they look at is exported in
their place, for a page is exported for its numbers."""

from __future__ import annotations

from blocks.evaluation import default_fetches
from blocks.exporting.flavour import Flavour
from blocks.page import End, Page


def left_out(page: Page, flavour: Flavour) -> list[str]:
    """The blocks of a page that check others and have no like in a library."""
    ops = {block.id: block.op for block in page.blocks.values()}
    return [id for id, op in ops.items() if op is not None and not flavour.can_check(op)]


def fetches_without(page: Page, left: list[str]) -> list[End]:
    """What a run of the page would give if these blocks were not on it."""
    kept = [end for end in default_fetches(page) if end.block not in left]
    used = {wire.source for wire in page.wires if wire.target.block not in left}
    seen = [wire.source for id in left for wire in page.wires_into(id)]
    free = [end for end in seen if end not in used and end.block not in left]
    computed = [end for end in free if page.wires_into(end.block)]
    return list(dict.fromkeys([*kept, *(computed if kept or computed else free)]))
