"""An order in which each block comes after what feeds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from blocks.page.block import Wire
from blocks.page.contents import Contents


def sources_first(
    page: Contents, ids: Iterable[str], follow: Callable[[Wire], bool]
) -> dict[str, tuple[Wire, ...]]:
    """Blocks, and all that the wires into them lead back to as far as `follow` says, each with
    the wires into it; every source comes before what it feeds, and the order repeats exactly.

    One branch is gone down to its end before the next is begun. That lets a run free results
    early, which the breadth-first order of a topological sorter would not.
    """
    wires: dict[str, tuple[Wire, ...]] = {}
    ordered: dict[str, tuple[Wire, ...]] = {}
    todo = list(ids)[::-1]
    while todo:
        id = todo[-1]
        if id not in wires:
            wires[id] = into = page.wires_into(id)
            todo += [
                one.source.block
                for one in reversed(into)
                if one.source.block not in wires and follow(one)
            ]
            continue
        todo.pop()
        ordered.setdefault(id, wires[id])
    return ordered
