"""Places for blocks whose page says none."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from blocks.file.contents import Contents
from blocks.page import Position
from blocks.page.rules import FARTHEST

COLUMN = 300.0
ROW = 220.0


def arranged(found: Contents) -> dict[str, Position]:
    """A place for every block: its own, or one in columns along the wires, below all the others."""
    homeless = [block.id for block in found.blocks if block.id not in found.places]
    if not homeless:
        return found.places
    top = max((at.y + ROW for at in found.places.values()), default=0.0)
    left = min((at.x for at in found.places.values()), default=0.0)
    places = dict(found.places)
    rows: dict[int, int] = {}
    for id, column in _columns(found, homeless).items():
        row = rows[column] = rows.get(column, -1) + 1
        x, y = left + column * COLUMN, top + row * ROW
        places[id] = Position(min(x, FARTHEST), min(y, FARTHEST))
    return places


def _columns(found: Contents, ids: list[str]) -> dict[str, int]:
    """How many wires lead to each block on the longest way, in the page's order."""
    sources: dict[str, list[str]] = {id: [] for id in ids}
    for wire in found.wires:
        if wire.target.block in sources and wire.source.block in sources:
            sources[wire.target.block].append(wire.source.block)
    columns: dict[str, int] = {}
    try:
        for id in TopologicalSorter(sources).static_order():
            columns[id] = max((columns[one] + 1 for one in sources[id]), default=0)
    except CycleError:
        return dict.fromkeys(ids, 0)  # The page will refuse the cycle and say where it is.
    return {id: columns[id] for id in ids}
