"""Differences in words."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from blocks.difference import compare, entries
from blocks.difference.picture import picture, scene_of
from blocks.difference.words import plain
from blocks.drawing.paper import Box
from blocks.file import dumps, load, loads
from blocks.page import Page, Position
from blocks.page.tables.frames import Frame, Size

PAGE = Path(__file__).parents[3] / "assets" / "pages" / "1_conv2d_backprop_input.page.json"


@pytest.fixture
def before() -> Page:
    return load(PAGE)


@pytest.fixture
def after() -> Page:
    return load(PAGE)


def words(before: Page, after: Page) -> list[str]:
    return plain(entries(compare(before, after), before, after)).splitlines()


def test_the_same_needs_no_words(before: Page, after: Page) -> None:
    assert words(before, after) == []


def test_an_attribute_is_told_from_old_to_new(before: Page, after: Page) -> None:
    after.set_attr("dx", "padding", "VALID")
    assert words(before, after) == ["~ block dx (Conv2DBackpropInput)", "    padding: SAME → VALID"]


def test_a_default_is_told_as_the_value_that_it_is(before: Page, after: Page) -> None:
    after.set_attr("y", "data_format", "NCHW")
    assert "    data_format: NHWC → NCHW" in words(before, after)
    assert "    data_format: NCHW → NHWC" in words(after, before)


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ([(0, 0, 0, 1)], "1 of 16 elements differs, at [0, 0, 0, 1]: 2 → 99"),
        ([(1, 0, 1, 0), (1, 1, 1, 1)], "2 of 16 elements differ, first at [1, 0, 1, 0]: 11 → 99"),
    ],
)
def test_of_a_tensor_the_first_that_differs_is_told(
    before: Page, after: Page, index: list[tuple[int, ...]], said: str
) -> None:
    value = after.blocks["filter"].attrs["value"].copy()
    for one in index:
        value[one] = 99
    after.set_attr("filter", "value", value)
    assert words(before, after)[1] == f"    value: {said}"


def test_of_a_tensor_with_another_shape_the_shapes_are_told(before: Page, after: Page) -> None:
    after.set_attr("filter", "value", np.zeros((3, 3, 2, 2), np.float64))
    assert words(before, after)[1] == "    value: float32 [2, 2, 2, 2] → float64 [3, 3, 2, 2]"


def test_blocks_and_wires_that_come_and_go(before: Page, after: Page) -> None:
    after.remove_blocks(["session"])
    after.add_block("Relu", id="relu")
    after.connect("dx.output", "relu.features")
    assert words(before, after) == [
        "- block session (ClientSession)",
        "+ block relu (Relu)",
        "- wire dx.output → session.fetch_outputs",
        "+ wire dx.output → relu.features",
    ]


def test_a_name_is_told_apart_from_the_id(before: Page, after: Page) -> None:
    after.set_attr("dx", "name", "gradient")
    assert words(before, after) == [
        "~ block dx (Conv2DBackpropInput, named gradient)",
        "    name: dx → gradient",
    ]


def test_moves_are_one_line(before: Page, after: Page) -> None:
    after.move_blocks({"dx": (1, 2), "y": (3, 4), "filter": (5, 6)})
    assert words(before, after) == ["  3 blocks moved"]
    after.history.undo()
    after.move_blocks({"dx": (1, 2)})
    assert words(before, after) == ["  block dx moved"]


def test_title_precision_variables_notes_and_the_rest(before: Page) -> None:
    data = json.loads(dumps(before)) | {
        "title": "Other",
        "precision": "highest",
        "variables": {"H": 8},
        "frames": {"f": {"at": [0, 0], "size": [9, 9], "title": "Data"}},
        "groups": {"g": {"at": [0, 0], "title": "Inner"}},
    }
    data["blocks"][4] |= {"note": "Look here", "mode": "disabled"}
    data["layout"]["y"]["group"] = "g"
    after = loads(json.dumps(data))
    assert words(before, after) == [
        "~ title: Gradient of a convolution by its input → Other",
        "~ precision: default → highest",
        "+ variable H: 8",
        "~ block dx (Conv2DBackpropInput)",
        "    mode: disabled (new)",
        "    note: Look here (new)",
        "+ group g “Inner”",
        "+ frame f “Data”",
        "~ drawing of y",
        "    group: g (new)",
    ]
    data["variables"]["H"] = 9
    data["frames"]["f"]["size"] = [10, 9]
    assert words(after, loads(json.dumps(data))) == [
        "~ variable H: 8 → 9",
        "~ frame f",
        "    size: [9, 9] → [10, 9]",
    ]


def test_an_expression_is_told_as_it_was_written(before: Page) -> None:
    data = json.loads(dumps(before)) | {"variables": {"H": 2}}
    one = loads(json.dumps(data))
    data["blocks"][4]["attrs"]["strides"] = [1, 3, "=H", 1]
    assert words(one, loads(json.dumps(data)))[1] == ('    strides: [1, 3, 2, 1] → [1, 3, "=H", 1]')


def test_long_texts_are_cut(before: Page, after: Page) -> None:
    after.set_title("x" * 500)
    (line,) = words(before, after)
    assert len(line) < 150


# ---- the picture -------------------------------------------------------------------------------


def marks(before: Page, after: Page) -> dict[str, str]:
    scene = scene_of(before, after, compare(before, after))
    return {id: one.mark for id, one in scene.blocks.items() if one.mark}


def test_the_picture_marks_what_differs(before: Page, after: Page) -> None:
    after.remove_blocks(["session"])
    after.add_block("Relu", id="relu", at=(2000, 0))
    after.set_attr("dx", "padding", "VALID")
    assert marks(before, after) == {"session": "removed", "relu": "added", "dx": "changed"}
    drawn = ElementTree.fromstring(picture(before, after))
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    for wanted in ("SAME → VALID", "1 block added", "1 block, 1 wire removed"):
        assert wanted in texts


def test_marks_can_be_told_without_colours(before: Page, after: Page) -> None:
    """Each mark has a shape of its own: a disc, a square, a diamond."""
    after.remove_blocks(["session"])
    after.add_block("Relu", id="relu", at=(2000, 0))
    after.set_attr("dx", "padding", "VALID")
    drawn = picture(before, after)
    assert 'r="8.5"' in drawn
    assert 'width="16" height="16"' in drawn
    assert "Z" in drawn


def test_a_block_that_has_gone_hides_none_that_is_there(before: Page, after: Page) -> None:
    after.remove_blocks(["session"])
    after.add_block("Relu", id="relu", at=tuple(before.position("session")))
    scene = scene_of(before, after, compare(before, after))
    one, two = scene.blocks["session"].box, scene.blocks["relu"].box
    assert not one.touches(two)
    assert isinstance(one, Box)


def test_a_wire_that_was_replaced_is_drawn_twice(before: Page, after: Page) -> None:
    after.connect("input.output", "dx.filter", replace=True)
    scene = scene_of(before, after, compare(before, after))
    found = sorted(one.mark for one in scene.wires if one.mark)
    assert found == ["added", "removed"]


def test_pages_with_nothing_in_common_have_a_picture(before: Page) -> None:
    for one, other in ((before, Page()), (Page(), before), (Page(), Page())):
        ElementTree.fromstring(picture(one, other))


def test_frames_are_marked(before: Page, after: Page) -> None:
    for page, ids in ((before, ["same", "other", "gone"]), (after, ["same", "other", "new"])):
        for id in ids:
            page.frames.put(id, Frame(Position(0, 0), Size(90, 90)))
    after.frames.alter("other", title="Other")
    scene = scene_of(before, after, compare(before, after))
    assert {one.key: one.mark for one in scene.areas} == {
        "same": "",
        "other": "changed",
        "gone": "removed",
        "new": "added",
    }
