"""Frames: rectangles with a title and a text, behind the blocks that belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from blocks.page.block import Position, nothing
from blocks.page.names import is_unicode
from blocks.page.rules import FARTHEST, id_refusal, position_refusal
from blocks.page.tables.table import Table

COLOURS = ("grey", "blue", "green", "yellow", "red", "violet")
"""The colours that a frame can have, by names that each theme gives a colour to."""


class Size(NamedTuple):
    """Width and height, in pixels at zoom 1."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. `group` is the group on whose level it is drawn, None for the page itself.
    `extra` is what else a file said of it."""

    at: Position
    size: Size
    title: str = ""
    text: str = ""
    colour: str = COLOURS[0]
    group: str | None = None
    extra: Mapping[str, object] = field(default_factory=nothing)

    def holds(self, at: tuple[float, float]) -> bool:
        """Whether a place is inside."""
        right, down = at[0] - self.at.x, at[1] - self.at.y
        return 0 <= right <= self.size.width and 0 <= down <= self.size.height


class Frames(Table[Frame]):
    """Frames by id."""

    name = "frames"

    def add(
        self,
        at: tuple[float, float],
        size: tuple[float, float],
        title: str = "",
        group: str | None = None,
    ) -> str:
        """Add a frame and return its id."""
        id = self._page.free_id("frame")
        self.put(id, Frame(Position(*at), Size(*size), title, group=group))
        return id

    def alter(self, id: str, **changes: Any) -> None:
        """Change a frame's title, text, colour, at, size or group."""
        self.put(id, replace(self[id], **changes))

    def refusal(self, key: str, item: Frame) -> str | None:
        if key not in self and (reason := id_refusal(self._page, key)) is not None:
            return reason
        if (reason := position_refusal(item.at)) is not None:
            return reason
        if not all(0 < one <= FARTHEST for one in item.size):
            width, height = item.size
            return f"a frame cannot be {width} wide and {height} high"
        if item.colour not in COLOURS:
            return f"a frame's colour is one of {', '.join(COLOURS)}, not {item.colour!r:.60}"
        if not (is_unicode(item.title) and is_unicode(item.text)):
            return f"the texts of {key} have half of a surrogate pair in them"
        if item.group is not None and item.group not in self._page.groups:
            return f"there is no group {item.group!r:.60}"
        return None

    def label(self, key: str, item: Frame | None) -> str:
        if item is None:
            return "Remove frame"
        if (before := self.get(key)) is None:
            return "Add frame"
        return "Move frame" if before.at != item.at else "Change frame"
