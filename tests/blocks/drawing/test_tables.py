"""What a page holds beside blocks and wires is on its picture, too."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from blocks.drawing.colours import THEMES
from blocks.drawing.face import Unrun
from blocks.drawing.ground import wrapped
from blocks.drawing.layout import SMALL_FONT
from blocks.drawing.paper import PAPER
from blocks.drawing.picture import picture
from blocks.drawing.scene import scene_of
from blocks.page import Page
from blocks.page.tables.frames import COLOURS


@pytest.fixture
def page() -> Page:
    """A constant, a Relu and what comes of it."""
    page = Page("Tables")
    page.add_block("Const", id="c")
    page.add_block("Relu", id="relu", at=(300, 0))
    page.connect("c.output", "relu.features")
    return page


def texts(page: Page) -> list[str]:
    root = ElementTree.fromstring(picture(page, with_page=False))
    return [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_note_stands_under_its_block(page: Page) -> None:
    page.notes.write("relu", "Look <here>\nand there")
    assert {"Look <here>", "and there"} <= set(texts(page))
    scene = scene_of(Unrun(page))
    assert scene.notes[0].box.y > scene.blocks["relu"].box.bottom
    assert scene.box.bottom >= scene.notes[0].box.bottom


def test_frames_with_title_and_text(page: Page) -> None:
    id = page.frames.add((-50, -80), (700, 400), "Title")
    page.frames.alter(id, text="What is\ninside", colour="red")
    assert {"Title", "What is", "inside"} <= set(texts(page))
    assert THEMES["dark"].frames["red"] in picture(page, "dark")
    box = scene_of(Unrun(page)).box
    assert (box.x, box.y, box.width, box.height) == (-50, -80, 700, 400)


def test_each_colour_of_a_frame_has_a_ground_in_each_theme() -> None:
    for look in THEMES.values():
        assert set(look.frames) == set(COLOURS)


def test_a_group_is_an_outline_around_its_blocks_and_inner_groups(page: Page) -> None:
    outer = page.groups.add((0, 0), "Outer")
    inner = page.groups.add((0, 0), "Inner", parent=outer)
    page.members.move("c", outer)
    page.members.move("relu", inner)
    assert {"Group: Outer", "Group: Inner"} <= set(texts(page))
    around, within = scene_of(Unrun(page)).areas
    assert around.box.joined(within.box) == around.box
    relu = scene_of(Unrun(page)).blocks["relu"].box
    assert within.box.joined(relu) == within.box
    page.groups.drop(inner)
    page.groups.drop(outer)
    assert not scene_of(Unrun(page)).areas


def test_modes_are_told_in_words(page: Page) -> None:
    for mode in ("disabled", "bypassed"):
        page.modes.put("relu", mode)
        assert mode in texts(page)


def test_a_dot_is_small_and_has_no_words(page: Page) -> None:
    page.add_block("Identity", id="d", at=(100, 300))
    assert "Identity" in texts(page)
    page.dots.put("d", True)
    assert "Identity" not in texts(page)
    dot = scene_of(Unrun(page)).blocks["d"]
    assert dot.box.width == dot.box.height < 20
    assert dot.input("input") == dot.output("output")


def test_a_tagged_wire_is_a_name_at_either_end(page: Page) -> None:
    assert "c.output" not in texts(page)
    page.tags.put("c.output", True)
    assert texts(page).count("c.output") == 2


def test_a_picture_of_some_blocks_has_what_belongs_to_them(page: Page) -> None:
    page.frames.add((-50, -80), (700, 400), "Title")
    page.notes.write("c", "of c")
    page.notes.write("relu", "of relu")
    drawn = picture(page, only=["relu"], with_page=False)
    assert "of relu" in drawn
    assert "of c<" not in drawn
    assert "Title" not in drawn


@pytest.mark.parametrize("text", ["", "a " * 200, "x" * 500, "a\n\nb", "w " * 30 + "\n" + "y" * 90])
def test_lines_fit(text: str) -> None:
    for most in (0, 1, 3):
        lines = wrapped(text, SMALL_FONT, 120, most)
        assert len(lines) <= most
        assert all(PAPER.width(one, SMALL_FONT) <= 120 for one in lines)
    whole = wrapped(text, SMALL_FONT, 100_000, 10_000)
    assert "\n".join(whole).split() == text.split()


def test_what_does_not_fit_ends_in_dots() -> None:
    assert wrapped("one\ntwo\nthree", SMALL_FONT, 200, 2) == ("one", "two…")
