"""A text in a frame is above what lies in it."""

from __future__ import annotations

import pytest

from blocks.drawing.face import Unrun
from blocks.drawing.ground import FRAME_HEAD, LINE, frame_lines
from blocks.drawing.scene import placed
from blocks.framing import write_text
from blocks.page import Page

WORDS = "What this part of the page is about, in words that need a few lines of their own. " * 3


@pytest.fixture
def page() -> Page:
    page = Page("Framed")
    page.add_block("Relu", id="r", at=(100, 100))
    page.frames.add((80, 60), (260, 200), "Frame")
    return page


def test_the_frame_grows_upwards_by_what_is_lacking_in_one_edit(page: Page) -> None:
    before = page.frames["frame"]
    write_text(Unrun(page), "frame", WORDS)
    frame, block = page.frames["frame"], placed(Unrun(page), "r").box
    lines = frame_lines(frame)
    assert " ".join(lines).split() == WORDS.split()
    assert frame.at.y + FRAME_HEAD + len(lines) * LINE <= block.y
    assert frame.at.y + frame.size.height == before.at.y + before.size.height
    assert frame.at.x == before.at.x
    page.history.undo()
    assert page.frames["frame"] == before


def test_with_room_enough_or_no_text_the_frame_stays(page: Page) -> None:
    before = page.frames["frame"]
    page.move_blocks({"r": (100.0, 180.0)})
    write_text(Unrun(page), "frame", "short")
    assert (page.frames["frame"].at, page.frames["frame"].size) == (before.at, before.size)
    page.move_blocks({"r": (900.0, 70.0)})
    write_text(Unrun(page), "frame", WORDS)
    assert page.frames["frame"].at == before.at
    write_text(Unrun(page), "frame", "")
    assert page.frames["frame"] == before


def test_groups_and_frames_in_it_count_too(page: Page) -> None:
    page.move_blocks({"r": (900.0, 900.0)})
    group = page.groups.add((100, 110), "Group")
    page.members.move("r", group)
    write_text(Unrun(page), "frame", WORDS)
    lines = frame_lines(page.frames["frame"])
    assert page.frames["frame"].at.y + FRAME_HEAD + len(lines) * LINE <= 110
