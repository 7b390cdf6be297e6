"""How much work an action is, told without a clock: machines differ in speed, not in this."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls_of(action: Callable[[], object]) -> int:
    """How many functions an action calls, those of Python and those in C, on this thread."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def growth(action_of: Callable[[int], Callable[[], object]], small: int) -> float:
    """By what an action's work grows where there is four times as much to do: about 4 if it grows
    with it, 16 if with its square. What is made once and kept is not counted."""
    action_of(4 * small)()
    return calls_of(action_of(4 * small)) / calls_of(action_of(small))
