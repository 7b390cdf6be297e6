"""Blocks lined up, evenly apart, on a grid, or laid out along their wires.

Sizes are for the caller to know: how large a block is depends on what it shows. Nothing but the
chosen blocks moves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from blocks.page import Page

GRID = 20.0
"""The distance between the lines of the grid, in pixels at zoom 1."""


class Box(NamedTuple):
    """A block's place and size on the page."""

    x: float
    y: float
    width: float
    height: float


Boxes = Mapping[str, Box]
Place = tuple[float, float]

_ALIGN: Mapping[str, Callable[[Box, Boxes], Place]] = {
    "left": lambda box, all: (min(one.x for one in all.values()), box.y),
    "right": lambda box, all: (max(one.x + one.width for one in all.values()) - box.width, box.y),
    "top": lambda box, all: (box.x, min(one.y for one in all.values())),
    "bottom": lambda box, all: (
        box.x,
        max(one.y + one.height for one in all.values()) - box.height,
    ),
    "centre": lambda box, all: (_middle(all, 0) - box.width / 2, box.y),
    "middle": lambda box, all: (box.x, _middle(all, 1) - box.height / 2),
}

EDGES = tuple(_ALIGN)
"""What blocks can be lined up by: an edge, "centre" across or "middle" down."""


def align(page: Page, boxes: Boxes, edge: str) -> None:
    """Line blocks up by an edge of the rectangle that they take together, or by its middle."""
    if len(boxes) > 1:
        _move(page, f"Align {edge}", {id: _ALIGN[edge](box, boxes) for id, box in boxes.items()})


def distribute(page: Page, boxes: Boxes, across: bool) -> None:
    """Put the same room between blocks, from left to right or from top to bottom; the first and
    the last stay."""
    if len(boxes) < 3:
        return
    start, length = (0, 2) if across else (1, 3)
    order = sorted(boxes, key=lambda id: (boxes[id][start], id))
    first, last = boxes[order[0]], boxes[order[-1]]
    whole = last[start] + last[length] - first[start]
    gap = (whole - sum(box[length] for box in boxes.values())) / (len(boxes) - 1)
    at, places = first[start], {}
    for id in order:
        box = boxes[id]
        places[id] = (at, box.y) if across else (box.x, at)
        at += box[length] + gap
    _move(page, "Distribute", places)


def snapped(at: Place) -> Place:
    """The nearest crossing of the grid."""
    return round(at[0] / GRID) * GRID, round(at[1] / GRID) * GRID


def snap(page: Page, boxes: Boxes) -> None:
    """Put each block on the nearest crossing of the grid."""
    _move(page, "Snap to grid", {id: snapped((box.x, box.y)) for id, box in boxes.items()})


def _middle(boxes: Boxes, axis: int) -> float:
    low = min(box[axis] for box in boxes.values())
    return (low + max(box[axis] + box[axis + 2] for box in boxes.values())) / 2


def _move(page: Page, label: str, places: Mapping[str, Place]) -> None:
    with page.edit(label):
        page.move_blocks({id: (float(round(x)), float(round(y))) for id, (x, y) in places.items()})
