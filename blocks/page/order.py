"""An order in which each block comes after what feeds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from blocks.page.block import Wire
from blocks.page.contents import Contents


def sources_first(
    page: Contents, ids: Iterable[str], follow: Callable[[Wire], bool] | None = None
) -> dict[str, tuple[Wire, ...]]:
    """Blocks, and all that the wires into them lead back to, each with the wires into it; every
    source comes before what it feeds, and the order repeats exactly. `follow` says which wires to
    go back along; all, unless told.

    One branch is gone down to its end before the next is begun. That lets a run free results
    early, which the breadth-first order of a topological sorter would not.
    """
    waiting: dict[str, tuple[Wire, ...]] = {}
    ordered: dict[str, tuple[Wire, ...]] = {}
    todo = list(ids)[::-1]
    while todo:
        id = todo[-1]
        if id not in ordered and id not in waiting:
            wires = page.wires_into(id)
            before = [
                wire.source.block
                for wire in wires
                if wire.source.block not in ordered and (follow is None or follow(wire))
            ]
            if before:
                waiting[id] = wires
                todo += before[::-1]
                continue
            ordered[id] = wires
        elif id in waiting:
            ordered[id] = waiting.pop(id)
        todo.pop()
    return ordered
