"""Differences: none is missed, none is made up, and applying one gives the other page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.difference import Difference, apply, compare
from blocks.errors import EditRefused, PageFileError
from blocks.file import dumps, loads
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Page
from tests.blocks.page.random_edits import edit


def text(page: Page) -> str:
    """What saving would write if the page had never been loaded."""
    return written(State.of(page))


def copy(page: Page) -> Page:
    return loads(dumps(page))


def meaning(page: Page) -> Any:
    """A page's data without regard to the order of keys; 1 and true are told apart."""
    return json.dumps(json.loads(text(page)), sort_keys=True)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_random_edits_are_all_in_the_difference(data: st.DataObject) -> None:
    page = Page("a")
    for _ in range(data.draw(st.integers(0, 12))):
        edit(page, data)
    before = copy(page)
    assert not compare(before, page)
    for _ in range(data.draw(st.integers(0, 6))):
        edit(page, data)
    difference = compare(before, page)
    assert bool(difference) is (meaning(before) != meaning(page))
    assert text(apply(before, difference)) == text(page)
    assert text(apply(page, compare(page, before))) == text(before)


WHOLE = {
    "format": "blockprop-page",
    "version": 1,
    "title": "A page",
    "variables": {"H": 8, "W": "=H*2"},
    "blocks": [
        {
            "id": "c",
            "op": "Const",
            "attrs": {"value": {"dtype": "float32", "shape": [2, 2], "data": [1, 2, 3, "nan"]}},
            "note": "a constant",
        },
        {"id": "r", "op": "Relu", "mode": "bypassed", "later": {"a": [1, {"b": None}]}},
        {"id": "u", "op": "Later", "attrs": {"x": 1}},
        {"id": "d", "op": "Identity"},
        {"id": "s", "op": "ClientSession"},
    ],
    "wires": [
        {"from": "c.output", "to": "r.features"},
        {"from": "r.activations", "to": "s.fetch_outputs", "later": 1},
        {"from": "c.output", "to": "s.fetch_outputs"},
    ],
    "layout": {
        "c": {"at": [0, 0], "tags": ["output"]},
        "r": {"at": [300, 0], "group": "g"},
        "u": {"at": [300.5, 200]},
        "d": {"at": [0, 400], "dot": True},
        "s": {"at": [600, 0]},
    },
    "groups": {"g": {"at": [300, 0], "title": "Inner", "ports": ["r.features"]}},
    "frames": {"f": {"at": [-20, -20], "size": [900, 300], "title": "All", "colour": "blue"}},
    "pins": {"c.output": {"dtype": "int32", "shape": [1], "data": [4]}},
    "unknown": {"z": 1, "a": [True, 1, 1.0]},
}
"""A page with some of everything that a page can have."""


def whole(**changes: Any) -> Page:
    return loads(json.dumps(WHOLE | changes))


def test_the_page_with_everything_is_read_as_it_is_meant() -> None:
    page = whole()
    assert page.notes["c"]
    assert page.modes["r"]
    assert page.frames["f"].title == "All"
    assert page.members["r"] == "g"
    assert page.extra.page == {"unknown": {"z": 1, "a": [True, 1, 1.0]}}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all single values of plain data."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, one in inner:
        more = isinstance(one, dict | list) and one
        found += leaves(one, (*path, key)) if more else [(*path, key)]
    return found


OTHERS = {
    "H": 9, "W": "=H*3", "title": "Another", "note": "other", "mode": "disabled", "later": 2,
    "colour": "red", "dot": False, "group": "g2", "dtype": "float64",
}  # fmt: skip


def altered(path: tuple[Any, ...]) -> Page | None:
    """The page with one value another one; None where no page can have it."""
    data = json.loads(json.dumps(WHOLE))
    at = data
    for key in path[:-1]:
        at = at[key]
    old, name = at[path[-1]], path[-1]
    if name in OTHERS:
        at[name] = OTHERS[name]
    elif isinstance(old, bool) or old is None:
        at[name] = "x"
    elif isinstance(old, int | float):
        at[name] = old + 1
    else:
        at[name] = f"{old}x"
    try:
        return loads(json.dumps(data))
    except PageFileError:
        return None


POSSIBLE = [path for path in leaves(WHOLE) if altered(path) is not None]


@pytest.mark.parametrize("path", POSSIBLE, ids=lambda path: ".".join(map(str, path)))
def test_each_single_value_that_is_another_is_seen(path: tuple[Any, ...]) -> None:
    page, other = whole(), altered(path)
    assert other is not None
    difference = compare(page, other)
    assert difference, f"{path} differs unseen"
    assert text(apply(page, difference)) == text(other)


def test_most_values_can_be_other_ones() -> None:
    """So that the test before looks at something."""
    assert len(POSSIBLE) > len(leaves(WHOLE)) * 0.8


def test_from_nothing_to_everything_and_back() -> None:
    empty, page = Page(), whole()
    assert text(apply(empty, compare(empty, page))) == text(page)
    assert text(apply(page, compare(page, empty))) == text(empty)


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0.0, -0.0), (1, "1"), ([], {})])
def test_values_that_python_takes_for_equal_differ(one: Any, other: Any) -> None:
    assert compare(whole(unknown=one), whole(unknown=other))


def test_the_order_of_keys_does_not_differ() -> None:
    assert not compare(whole(unknown={"a": 1, "b": 2}), whole(unknown={"b": 2, "a": 1}))


def test_another_order_of_wires_is_a_difference_of_its_own() -> None:
    turned = whole(wires=WHOLE["wires"][::-1])  # type: ignore[index]
    difference = compare(whole(), turned)
    assert [one.path for one in difference.changes] == [("order", "wires")]
    assert text(apply(whole(), difference)) == text(turned)


def test_a_block_with_another_id_is_another_block() -> None:
    before, after = Page(), Page()
    before.add_block("Relu", id="a")
    after.add_block("Relu", id="b")
    paths = {(one.path[0], one.path[1]) for one in compare(before, after).changes}
    assert paths == {("blocks", "a"), ("blocks", "b"), ("layout", "a"), ("layout", "b")}


def test_a_difference_is_not_made_to_a_page_that_it_does_not_fit() -> None:
    before, after, third = whole(), whole(title="B"), whole(title="C")
    with pytest.raises(EditRefused, match="title is not here what the difference begins with"):
        apply(third, compare(before, after))
    assert third.title == "C"


def test_no_difference_changes_nothing() -> None:
    assert text(apply(whole(), Difference(()))) == text(whole())
