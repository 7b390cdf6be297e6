"""Whether one output comes of another: the way that a gradient takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from blocks.page import End


def depends(goal: End, start: End, sources: Callable[[End], Iterable[End]]) -> bool:
    """Whether `start` is among what `goal` is made of; `sources` says what an output is made of
    itself, nothing of one that a feed or a pin stands in for."""
    seen, todo = {goal}, [goal]
    while todo:
        end = todo.pop()
        if end == start:
            return True
        for one in sources(end):
            if one not in seen:
                seen.add(one)
                todo.append(one)
    return False


def no_way(goal: End, start: End) -> str:
    """What is said where it is not."""
    return f"{goal} does not depend on {start}, so it has no gradient by it"
