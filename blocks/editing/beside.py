"""A new block near another: to its left, where nothing stands, and on its level."""

from __future__ import annotations

from collections.abc import Mapping

from blocks.page import Page
from blocks.page.block import NOTHING

_ACROSS, _DOWN = 240.0, 130.0
"""The room that a block takes at most, gaps included."""


def add_beside(page: Page, id: str, op: str, attrs: Mapping[str, object] = NOTHING) -> str:
    """Add a block to the left of another, or below that place while something stands there.
    Returns its id."""
    x, y = page.position(id)
    x -= _ACROSS
    near = [at.y for at in map(page.position, page.blocks) if abs(at.x - x) < _ACROSS]
    while any(abs(one - y) < _DOWN for one in near):
        y += _DOWN
    made = page.add_block(op, attrs, at=(x, y)).id
    level = page.members.get(id)
    if level is not None:
        page.members.put(made, level)
    return made
