"""The texts of frames: a frame has room for what is written in it, above what lies in it."""

from __future__ import annotations

from dataclasses import replace

from blocks.drawing.face import Seen
from blocks.drawing.ground import FRAME_HEAD, LINE, frame_lines
from blocks.drawing.group_face import group_face_of
from blocks.drawing.paper import Box, layout_of
from blocks.drawing.scene import placed
from blocks.editing.levels import items_at
from blocks.page import Position
from blocks.page.tables.frames import Frame, Size

_UNDER = 8.0


def write_text(seen: Seen, id: str, text: str) -> None:
    """Write a text into a frame. If blocks in it are in the way, the frame grows upwards."""
    page = seen.page
    frame = replace(page.frames[id], text=text)
    within = [box for box in _boxes(seen, frame, but=id) if _holds(frame, box)]
    lines = frame_lines(frame, most=10_000)
    if within and lines:
        bottom = frame.at.y + FRAME_HEAD + len(lines) * LINE + _UNDER
        lacking = max(0.0, bottom - min(box.y for box in within))
        frame = replace(
            frame,
            at=Position(frame.at.x, frame.at.y - lacking),
            size=Size(frame.size.width, frame.size.height + lacking),
        )
    page.frames.alter(id, text=text, at=frame.at, size=frame.size)


def _boxes(seen: Seen, frame: Frame, but: str) -> list[Box]:
    """What stands on the level of a frame."""
    page, found = seen.page, []
    for id in items_at(page, frame.group):
        if id in page.frames:
            if id != but:
                found.append(Box(*page.frames[id].at, *page.frames[id].size))
        elif id in page.groups:
            face = group_face_of(seen, id).face
            found.append(layout_of(face).body.moved(*page.groups[id].at))
        else:
            found.append(placed(seen, id).box)
    return found


def _holds(frame: Frame, box: Box) -> bool:
    right, bottom = frame.at.x + frame.size.width, frame.at.y + frame.size.height
    return (
        frame.at.x <= box.x and frame.at.y <= box.y and box.right <= right and box.bottom <= bottom
    )
