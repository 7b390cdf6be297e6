"""What lies behind and under the blocks: frames, the outlines of groups, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blocks.drawing.layout import SMALL_FONT, TITLE_FONT, Style
from blocks.drawing.marks import Mark
from blocks.drawing.paper import PAPER, Box
from blocks.page import Page
from blocks.page.tables.frames import Frame

_AROUND = 18.0
_TITLE_ROOM = 24.0
_TITLED = 12.0
_NOTE_WIDTH = 220.0
_MOST_LINES = 8
FRAME_HEAD = 30.0
"""From the top of a frame to its text: room for its title."""

LINE = 15.0


@dataclass(frozen=True, slots=True)
class Area:
    """A frame or the outline of a group; `colour` is None for a group. `key` is its id."""

    key: str
    box: Box
    title: str
    lines: tuple[str, ...] = ()
    colour: str | None = None
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a block, in lines, under it."""

    box: Box
    lines: tuple[str, ...]


def frames_of(page: Page) -> Iterator[Area]:
    """The frames of a page, with as much of their texts as they have room for."""
    for id, frame in page.frames.items():
        box = Box(*frame.at, *frame.size)
        title = fitted(frame.title, TITLE_FONT, box.width - 2 * _TITLED)
        yield Area(id, box, title, frame_lines(frame), frame.colour)


def frame_lines(frame: Frame, most: int | None = None) -> tuple[str, ...]:
    """The text of a frame in lines, as many as it has room for unless told."""
    fits = int((frame.size.height - FRAME_HEAD - 6) // LINE) if most is None else most
    return wrapped(frame.text, SMALL_FONT, frame.size.width - 2 * _TITLED, max(fits, 0))


def groups_of(page: Page, boxes: dict[str, Box]) -> Iterator[Area]:
    """An outline around the blocks of each group, the outer before the inner."""
    areas: dict[str, Area] = {}
    for id in sorted(page.groups, key=lambda one: -len(page.groups.way(one))):
        inner = [boxes[one] for one in page.groups.blocks(id) if one in boxes]
        inner += [areas[one].box for one in page.groups.inside(id) if one in areas]
        if inner:
            whole = inner[0]
            for box in inner[1:]:
                whole = whole.joined(box)
            whole = whole.grown(_AROUND)
            box = Box(whole.x, whole.y - _TITLE_ROOM, whole.width, whole.height + _TITLE_ROOM)
            title = f"Group: {page.groups[id].title or id}"
            areas[id] = Area(id, box, fitted(title, SMALL_FONT, box.width - 2 * _TITLED))
    yield from reversed(areas.values())


def note_under(text: str, block: Box) -> Note:
    """A note under a block, as wide as it, but not too narrow to be read."""
    width = max(block.width, _NOTE_WIDTH)
    lines = wrapped(text, SMALL_FONT, width - 12, _MOST_LINES)
    return Note(Box(block.x, block.bottom + 10, width, len(lines) * LINE + 4), lines)


def wrapped(text: str, style: Style, room: float, most: int) -> tuple[str, ...]:
    """A text in lines that fit into a width; `…` ends the last where there would be more."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and PAPER.width(longer, style) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"] if most else []
    return tuple(fitted(one, style, room) for one in lines)


def fitted(text: str, style: Style, room: float) -> str:
    """A text, cut if it is too wide."""
    return PAPER.shortened(text, style, room) if PAPER.width(text, style) > room else text
