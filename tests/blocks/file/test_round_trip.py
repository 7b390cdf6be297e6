"""A page that was not changed is saved as it was; a change touches the lines that it is about."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.dtypes import DTYPES
from blocks.file import dumps, load, loads, save
from blocks.page import Block, End, Page, Unread, Wire

CANONICAL = """{
  "format": "blockprop-page",
  "version": 1,
  "title": "Gradient",
  "blocks": [
    {"id": "filter", "op": "Const", "attrs": {"value": {"dtype": "float32", "shape": [2], "data": [1, -0.5]}}},
    {"id": "r", "op": "Relu"},
    {"id": "dx", "op": "Conv2DBackpropInput", "attrs": {"padding": "SAME", "strides": [1, 3, 2, 1]}}
  ],
  "wires": [
    {"from": "filter.output", "to": "r.features"},
    {"from": "filter.output", "to": "dx.filter"}
  ],
  "layout": {
    "filter": {"at": [0, 120]},
    "r": {"at": [210.5, -120]},
    "dx": {"at": [420, 120]}
  }
}
"""  # noqa: E501

UNKNOWN = {
    "notes": [{"text": "ü", "at": [1, 2.5]}],
    "format": "blockprop-page",
    "version": 1,
    "title": "",
    "blocks": [
        {"op": "Relu", "id": "a", "colour": "red", "attrs": {"later": {"x": [None, 1e-7]}}},
        {"id": "b", "op": "FromTheFuture", "attrs": {"k": [1, [2, "three"]], "name": "b2"}},
        {"id": "c", "op": "Conv2D", "attrs": {"padding": "same", "strides": [1, 1, 1, 1]}},
    ],
    "wires": [
        {"from": "a.activations", "to": "b.whatever", "bend": 3},
        {"from": "b.out", "to": "c.no_such_port"},
    ],
    "layout": {
        "b": {"at": [5, 6], "folded": True},
        "gone": {"at": [7, 8], "size": [1, 2]},
        "a": {"at": [0, 0]},
    },
    "stickers": {"f": []},
}


def changed_lines(before: str, after: str) -> list[str]:
    diff = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in diff if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_the_canonical_form_is_written_to_the_letter() -> None:
    page = Page("Gradient")
    value = np.array([1, -0.5], np.float32)
    page.add_block("Const", {"value": value}, id="filter", at=(0, 120))
    page.add_block("Relu", {"name": ""}, id="r", at=(210.5, -120))
    attrs = {"strides": (1, 3, 2, 1), "padding": "SAME", "dilations": [1, 1, 1, 1]}
    page.add_block("Conv2DBackpropInput", attrs, id="dx", at=(420, 120))
    page.connect("filter.output", "r.features")
    page.connect("filter.output", "dx.filter")
    assert dumps(page) == CANONICAL
    assert dumps(loads(CANONICAL)) == CANONICAL


def test_an_empty_page_is_a_page() -> None:
    text = dumps(Page())
    assert json.loads(text)["blocks"] == []
    assert dumps(loads(text)) == text


@pytest.mark.parametrize("indent", [None, 0, 1, 8])
@pytest.mark.parametrize("end", ["", "\n", "\r\n \n"])
def test_an_unchanged_page_keeps_every_byte_of_any_formatting(
    tmp_path: Path, indent: int | None, end: str
) -> None:
    text = json.dumps(UNKNOWN, indent=indent, ensure_ascii=indent == 1) + end
    file = tmp_path / "x.page.json"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    save(load(file), file)
    assert file.read_bytes() == before


def test_a_page_that_was_changed_back_is_unchanged() -> None:
    text = json.dumps(UNKNOWN)
    page = loads(text)
    page.remove_blocks(["a"])
    page.set_title("other")
    assert dumps(page) != text
    page.history.undo()
    page.history.undo()
    assert dumps(page) == text
    page.set_attr("c", "strides", [1, 2, 2, 1])
    assert dumps(page) != text
    page.set_attr("c", "strides", [1, 1, 1, 1])
    assert dumps(page) == text
    page.set_attr("c", "padding", "SAME")
    assert json.loads(dumps(page))["blocks"][2]["attrs"]["padding"] == "SAME"


def test_what_is_unknown_is_saved_back_after_an_edit() -> None:
    page = loads(json.dumps(UNKNOWN))
    page.set_title("edited")
    again = json.loads(dumps(page))
    expected: dict[str, Any] = UNKNOWN | {"title": "edited"}
    expected["layout"] = expected["layout"] | {"c": again["layout"]["c"]}
    assert again == expected
    assert dumps(loads(dumps(page))) == dumps(page)


def test_what_is_unknown_is_shown_as_such() -> None:
    page = loads(json.dumps(UNKNOWN))
    assert page.blocks["b"].op is None
    assert page.blocks["b"].op_name == "FromTheFuture"
    assert page.blocks["a"].extra == {"colour": "red"}
    unread = {
        (id, name): block.attrs[name] for id, block in page.blocks.items() for name in block.attrs
    }
    assert isinstance(unread["a", "later"], Unread)
    assert unread["a", "later"].reason == "Relu has no attribute 'later'"
    assert unread["b", "k"] == Unread(
        [1, [2, "three"]], "there is no op named 'FromTheFuture' here"
    )
    assert "did you mean SAME?" in unread["c", "padding"].reason
    assert page.wires[1] == Wire(End("b", "out"), End("c", "no_such_port"))


def test_what_goes_with_its_block_is_not_saved_and_comes_back_with_it() -> None:
    page = loads(json.dumps(UNKNOWN))
    page.remove_blocks(["b"])
    rest = json.loads(dumps(page))
    assert rest["wires"] == []
    assert set(rest["layout"]) == {"a", "c", "gone"}
    page.history.undo()
    page.set_title("x")
    assert json.loads(dumps(page))["layout"]["b"] == {"at": [5, 6], "folded": True}
    assert json.loads(dumps(page))["wires"] == UNKNOWN["wires"]


def test_one_value_edited_is_one_line_changed() -> None:
    page = loads(CANONICAL)
    page.set_attr("dx", "padding", "VALID")
    removed, added = changed_lines(CANONICAL, dumps(page))
    assert removed == '-    {"id": "dx", "op": "Conv2DBackpropInput", "attrs": ' + (
        '{"padding": "SAME", "strides": [1, 3, 2, 1]}}'
    )
    assert added == removed.replace("SAME", "VALID").replace("-  ", "+  ", 1)


def test_moving_a_block_changes_its_place_alone() -> None:
    page = loads(CANONICAL)
    page.move_blocks({"r": (1, 2)})
    assert changed_lines(CANONICAL, dumps(page)) == [
        '-    "r": {"at": [210.5, -120]},',
        '+    "r": {"at": [1, 2]},',
    ]


def test_defaults_that_a_file_says_go_when_it_is_edited() -> None:
    page = loads(CANONICAL.replace('"Relu"', '"Relu", "attrs": {"name": ""}'))
    assert page.blocks["r"].attrs == {}
    page.set_title("Edited")
    assert '{"id": "r", "op": "Relu"}' in dumps(page)


def test_blocks_without_a_place_get_one_where_they_hide_nothing() -> None:
    page = loads(CANONICAL.replace('"r": {"at": [210.5, -120]},\n', ""))
    places = [page.position(id) for id in page.blocks]
    assert len(set(places)) == 3
    assert page.position("r").y > 120
    bare = json.loads(CANONICAL) | {"layout": {}}
    page = loads(json.dumps(bare))
    assert page.position("filter").x < page.position("r").x == page.position("dx").x
    assert page.position("r").y != page.position("dx").y


def test_a_name_that_another_block_has_is_kept_and_told() -> None:
    bare = json.loads(CANONICAL)
    bare["blocks"][1]["attrs"] = {"name": "dx"}
    bare["blocks"][2]["attrs"]["name"] = "n"
    bare["blocks"][0]["attrs"]["name"] = "n"
    page = loads(json.dumps(bare))
    assert page.blocks["r"].attrs["name"] == Unread("dx", "the block dx is already called 'dx'")
    assert page.blocks["dx"].attrs["name"] == Unread("n", "the block filter is already called 'n'")
    page.set_title("x")
    assert json.loads(dumps(page))["blocks"] == [
        {key: one[key] for key in ("id", "op", "attrs")} for one in bare["blocks"]
    ]


def test_loading_leaves_nothing_to_undo_or_to_save(tmp_path: Path) -> None:
    file = tmp_path / "x.page.json"
    file.write_text(CANONICAL)
    page = load(file)
    assert page.history.can_undo is None
    assert page.history.can_redo is None
    assert not page.history.is_dirty
    assert page.folder == tmp_path.resolve()


def test_the_folder_is_that_of_the_file_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "x.page.json").write_text(CANONICAL)
    (tmp_path / "link.page.json").symlink_to("there/x.page.json")
    assert load(tmp_path / "link.page.json").folder == (tmp_path / "there").resolve()


BITS = {2: np.uint16, 4: np.uint32, 8: np.uint64}


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
@given(data=st.data())
@settings(max_examples=50)
def test_every_bit_of_a_tensor_comes_back(dtype: str, data: st.DataObject) -> None:
    kind = BITS[DTYPES[dtype].itemsize]
    words = data.draw(st.lists(st.integers(0, int(np.iinfo(kind).max)), min_size=1, max_size=8))
    array = np.array(words, kind).view(DTYPES[dtype])
    page = Page()
    page.add_block("Const", {"value": array}, id="c")
    back = loads(dumps(page)).blocks["c"].value("value")
    numbers = ~np.isnan(array)
    assert back.dtype == array.dtype
    assert (np.isnan(back) == ~numbers).all()
    assert back[numbers].tobytes() == array[numbers].tobytes()


@pytest.mark.parametrize("dtype", [name for name in DTYPES if "int" in name])
def test_the_extremes_of_whole_numbers_come_back(dtype: str) -> None:
    limits = np.iinfo(DTYPES[dtype])
    array = np.array([limits.min, limits.max, 0], DTYPES[dtype])
    page = Page()
    page.add_block("Const", {"value": array}, id="c")
    assert loads(dumps(page)).blocks["c"].value("value").tolist() == array.tolist()


TEXT = st.text(st.characters(codec="utf-8"), max_size=5)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(page=st.dictionaries(TEXT, JSON, max_size=3), attr=JSON)
@settings(max_examples=100)
def test_any_json_that_is_unknown_survives(page: dict[str, Any], attr: Any) -> None:
    known = json.loads(CANONICAL)
    raw = page | known
    raw["blocks"] = [
        *known["blocks"],
        {"id": "u", "op": "Unknown", "attrs": {"x": attr}, "k": attr},
    ]
    text = json.dumps(raw)
    loaded = loads(text)
    assert dumps(loaded) == text
    loaded.set_title("edited")
    again = json.loads(dumps(loaded))
    raw["layout"] = raw["layout"] | {"u": again["layout"]["u"]}
    assert again == raw | {"title": "edited"}


def test_a_block_as_it_is_survives_a_copy_of_the_page() -> None:
    page = loads(json.dumps(UNKNOWN))
    other = Page()
    other.put([(block, page.position(id)) for id, block in page.blocks.items()], page.wires)
    assert isinstance(other.blocks["b"], Block)
    assert json.loads(dumps(other))["blocks"] == [
        {key: one[key] for key in ("id", "op", "attrs", "colour") if key in one}
        for one in UNKNOWN["blocks"]  # type: ignore[attr-defined]
    ]
