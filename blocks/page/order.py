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
        if (wires := waiting.pop(id, None)) is not None:
            ordered[id] = wires
        elif id not in ordered:
            wires = page.wires_into(id)
            known = len(todo)
            for wire in wires[::-1]:  # so that the first of them is gone down first
                source = wire.source.block
                if source not in ordered and (follow is None or follow(wire)):
                    todo.append(source)
            if len(todo) > known:
                waiting[id] = wires
                continue
            ordered[id] = wires
        todo.pop()
    return ordered
