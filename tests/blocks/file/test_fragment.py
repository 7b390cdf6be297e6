"""Copy and paste as text: ids and names that are free, inner wires, one edit, or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blocks.errors import EditRefused, PageFileError
from blocks.file import copy, dumps, holds_fragment, load, loads, paste
from blocks.page import Edit, End, Page, Position, Unread, Wire

SAMPLE = Path(__file__).parents[3] / "assets" / "pages" / "1_conv2d_backprop_input.page.json"


@pytest.fixture
def page() -> Page:
    page = load(SAMPLE)
    page.set_attr("y", "name", "forward")
    page.history.clear()
    return page


def test_a_fragment_has_the_blocks_their_inner_wires_and_places(page: Page) -> None:
    fragment = json.loads(copy(page, ["dx", "y", "filter"]))
    assert fragment["format"] == "blockprop-fragment"
    assert [one["id"] for one in fragment["blocks"]] == ["filter", "y", "dx"]
    assert fragment["wires"] == [
        {"from": "filter.output", "to": "y.filter"},
        {"from": "filter.output", "to": "dx.filter"},
        {"from": "y.output", "to": "dx.out_backprop"},
    ]
    assert set(fragment["layout"]) == {"filter", "y", "dx"}
    assert "title" not in fragment


def test_pasting_beside_the_originals_gives_new_ids_and_names(page: Page) -> None:
    before = dumps(page)
    edits: list[Edit] = []
    page.changed.connect(edits.append)
    ids = paste(page, copy(page, ["dx", "y"]))
    assert ids == ["y_1", "dx_1"]
    assert page.blocks["y_1"].name == "forward_1"
    assert page.blocks["y_1"].value("strides") == (1, 3, 2, 1)
    assert page.wires_into("dx_1") == (Wire(End("y_1", "output"), End("dx_1", "out_backprop")),)
    assert page.wires_into("y_1") == ()
    assert [(edit.label, edit.kind) for edit in edits] == [("Paste 2 blocks", "do")]
    page.history.undo()
    assert dumps(page) == before
    assert page.history.can_undo is None
    page.history.redo()
    assert ids == [id for id in page.blocks if id.endswith("_1")]


def test_pasting_again_and_again_never_hides_a_block(page: Page) -> None:
    fragment = copy(page, ["dx", "y"])
    for _ in range(3):
        paste(page, fragment)
    places = [page.position(id) for id in page.blocks]
    assert len(set(places)) == len(places)
    assert [id for id in page.blocks if id.startswith("y")] == ["y", "y_1", "y_2", "y_3"]


def test_pasting_at_a_place_puts_the_top_left_corner_there(page: Page) -> None:
    page.move_blocks({"y": (300, -240), "dx": (600, 0), "filter": (450, -300)})
    new = paste(page, copy(page, ["dx", "y", "filter"]), at=(1000, -50))
    assert [page.position(id) for id in new] == [(1150, -50), (1000, 10), (1300, 250)]


def test_an_empty_page_keeps_ids_names_and_places(page: Page) -> None:
    other = Page()
    assert paste(other, copy(page, page.blocks)) == list(page.blocks)
    assert other.wires == page.wires
    assert dumps(other).partition('"blocks"')[2] == dumps(page).partition('"blocks"')[2]


def test_a_whole_page_can_be_pasted(page: Page) -> None:
    ids = paste(page, SAMPLE.read_text())
    assert len(ids) == 6
    assert len(page.wires) == 12


def test_blocks_without_places_are_arranged(page: Page) -> None:
    fragment = json.loads(copy(page, ["dx", "y"]))
    del fragment["layout"]
    y, dx = paste(page, json.dumps(fragment), at=(500, 500))
    assert page.position(y) == Position(500, 500)
    assert page.position(dx).x > 500


def test_what_is_unknown_is_copied_too() -> None:
    text = json.dumps(
        {
            "format": "blockprop-page",
            "version": 1,
            "blocks": [
                {"id": "u", "op": "Later", "attrs": {"x": [1], "name": "n"}, "note": "hm"},
                {"id": "r", "op": "Relu", "attrs": {"zap": 1}},
            ],
            "wires": [{"from": "r.activations", "to": "u.in", "bend": 1}],
            "layout": {"u": {"at": [0, 0], "folded": True}, "r": {"at": [9, 9]}},
        }
    )
    page = loads(text)
    paste(page, copy(page, page.blocks))
    again = json.loads(dumps(page))
    assert again["blocks"][2:] == [
        {"id": "u_1", "op": "Later", "attrs": {"x": [1], "name": "n"}, "note": "hm"},
        {"id": "r_1", "op": "Relu", "attrs": {"zap": 1}},
    ]
    assert again["wires"][1] == {"from": "r_1.activations", "to": "u_1.in", "bend": 1}
    assert again["layout"]["u_1"] == {"at": [40, 40], "folded": True}
    assert isinstance(page.blocks["r_1"].attrs["zap"], Unread)


def test_a_pasted_id_may_be_a_name_that_is_there(page: Page) -> None:
    other = Page()
    other.add_block("Relu", id="forward")
    assert paste(page, copy(other, ["forward"])) == ["forward_1"]
    assert paste(other, copy(page, ["y"])) == ["y"]
    assert other.blocks["y"].name == "forward_1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("hello", "line 1, column 1: this begins with 'hello'"),
        ("[1, 2]", "this is no page: it holds a list"),
        ('{"format": "x"}', "format: this is no page"),
        ('{"format": "blockprop-fragment", "version": 9}', "of version 9"),
        ('{"format": "blockprop-fragment", "version": 1}', '"blocks" is missing'),
        (
            '{"format": "blockprop-fragment", "version": 1, "blocks": [{"id": "a", "op": "Relu"}],'
            ' "wires": [{"from": "y.output", "to": "a.features"}]}',
            "wires[0].from: there is no block 'y'",
        ),
        (
            '{"format": "blockprop-fragment", "version": 1, "blocks": [{"id": "a", "op": "Relu"},'
            ' {"id": "b", "op": "Relu"}], "wires": [{"from": "a.activations", "to": "b.features"},'
            ' {"from": "b.activations", "to": "a.features"}]}',
            "wires[1]: b.activations -> a.features closes a cycle",
        ),
    ],
)
def test_other_text_is_refused_and_changes_nothing(page: Page, text: str, words: str) -> None:
    before = dumps(page)
    edits: list[Edit] = []
    page.changed.connect(edits.append)
    with pytest.raises(PageFileError) as caught:
        paste(page, text)
    assert words in str(caught.value)
    assert dumps(page) == before
    assert edits == []


def test_pasting_off_the_page_is_refused(page: Page) -> None:
    before = dumps(page)
    with pytest.raises(PageFileError, match="off the page"):
        paste(page, copy(page, ["y"]), at=(1e9, 0))
    assert dumps(page) == before


def test_copying_what_is_not_there_is_refused(page: Page) -> None:
    with pytest.raises(EditRefused, match="there is no block 'zz'"):
        copy(page, ["y", "zz"])


def test_what_may_be_pasted_is_seen_at_a_glance(page: Page) -> None:
    assert holds_fragment(copy(page, ["y"]))
    assert holds_fragment("\n " + dumps(page))
    for text in ("", "hello", '{"format": "svg"}', "blockprop-fragment", '["blockprop-page"]'):
        assert not holds_fragment(text)


AROUND = {
    "said before and after": "Look at this:\n\n{}\n\nDoes it {{work}} for you?",
    "a code fence": "```json\n{}\n```",
    "among other braces": "{{this}} and {{that}}:\n{}\nbut not {{those}}.",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_a_fragment_is_found_in_what_is_written_around_it(page: Page, around: str) -> None:
    text = copy(page, ["y", "filter"])
    found = around.format(text)
    assert holds_fragment(found)
    assert paste(page, found) == ["filter_1", "y_1"]


def test_a_fragment_is_found_in_a_quotation(page: Page) -> None:
    text = "".join(f"> {line}\n" for line in copy(page, ["y"]).splitlines())
    assert paste(page, f"On Monday somebody wrote:\n{text}") == ["y_1"]


def test_a_whole_page_is_found_in_a_code_fence(page: Page) -> None:
    assert "dx_1" in paste(page, f"```\n{dumps(page)}```\n")


@pytest.mark.parametrize("end", [40, -3])
def test_a_fragment_that_is_cut_off_is_told_and_changes_nothing(page: Page, end: int) -> None:
    before = dumps(page)
    with pytest.raises(PageFileError, match="no whole fragment"):
        paste(page, "see " + copy(page, ["y"]).rstrip()[:end])
    assert dumps(page) == before
