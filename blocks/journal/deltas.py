"""From one text of a page to the next: which lines stay, and which are new.

A page has a line for each block, wire and place, so that an edit of a large page is a short record.
Nothing here knows what a line means: whatever a later version puts on a page is kept as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Delta = list[Any]
"""Pairs of numbers, [first line, how many], for lines of the old text, and new lines as texts."""


def difference(old: Sequence[str], new: Sequence[str]) -> Delta:
    """How to make the lines `new` from the lines `old`."""
    where = {line: at for at, line in enumerate(old)}
    delta: Delta = []
    follows = -1
    for line in new:
        if 0 <= follows < len(old) and old[follows] == line:
            delta[-1][1] += 1
            follows += 1
        elif (at := where.get(line)) is not None:
            delta.append([at, 1])
            follows = at + 1
        else:
            delta.append(line)
            follows = -1
    return delta


def applied(old: Sequence[str], delta: Delta) -> list[str]:
    """The lines that a difference leads to. Raises ValueError if it does not belong to `old`."""
    lines: list[str] = []
    for step in delta:
        match step:
            case str():
                lines.append(step)
            case [int(first), int(count)] if first >= 0 and first + count <= len(old):
                lines += old[first : first + count]
            case _:
                raise ValueError("this difference belongs to another text")
    return lines
