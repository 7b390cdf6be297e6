"""Which block is next in a direction: along the wires where they lead there, else in space."""

from __future__ import annotations

from collections.abc import Iterable

from blocks.page import Page

DIRECTIONS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}
ASIDE = 2.0
"""A pixel to the side counts as so many straight on: what lies ahead is nearer."""


def neighbour(page: Page, id: str, direction: str) -> str | None:
    """The block next to one, None if there is none that way."""
    wired: Iterable[str] = ()
    if direction == "right":
        wired = [wire.target.block for wire in page.wires_out_of(id)]
    elif direction == "left":
        wired = [wire.source.block for wire in page.wires_into(id)]
    among = list(dict.fromkeys(wired)) or [one for one in page.blocks if one != id]
    far = {one: _distance(page, id, one, direction) for one in among}
    ahead = {one: steps for one, steps in far.items() if steps is not None}
    if ahead:
        return min(ahead, key=ahead.__getitem__)
    return among[0] if wired else None  # a wire may lead backwards


def first(page: Page) -> str | None:
    """The block that one begins with: the leftmost, and of those the topmost."""
    return min(page.blocks, key=lambda id: tuple(page.position(id)), default=None)


def _distance(page: Page, start: str, goal: str, direction: str) -> float | None:
    ahead, aside = DIRECTIONS[direction], DIRECTIONS[direction][::-1]
    here, there = page.position(start), page.position(goal)
    across, down = there.x - here.x, there.y - here.y
    straight = across * ahead[0] + down * ahead[1]
    if straight <= 0:
        return None
    return straight + ASIDE * abs(across * aside[0] + down * aside[1])
