"""Blocks lined up, evenly apart, on the grid, and laid out."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.editing.arranging import EDGES, Box, Boxes, align, distribute, snap
from blocks.editing.layout import lay_out, placed
from blocks.file import dumps
from blocks.page import Page

BOXES = {"a": Box(3, 4, 10, 20), "b": Box(40, 50, 30, 10), "c": Box(100, 11, 20, 40)}


def page_of(boxes: Boxes) -> Page:
    page = Page("boxes")
    for id, box in boxes.items():
        page.add_block("Relu", id=id, at=(box.x, box.y))
    page.add_block("Relu", id="other", at=(7, 7))
    return page


@pytest.mark.parametrize(
    ("edge", "axis", "values"),
    [
        ("left", 0, [3, 3, 3]),
        ("right", 0, [110, 90, 100]),
        ("top", 1, [4, 4, 4]),
        ("bottom", 1, [40, 50, 20]),
        ("centre", 0, [56, 46, 52]),
        ("middle", 1, [22, 27, 12]),
    ],
)
def test_edges(edge: str, axis: int, values: list[float]) -> None:
    page = page_of(BOXES)
    before = dumps(page)
    align(page, BOXES, edge)
    found = [page.position(id)[axis] for id in BOXES]
    assert found == pytest.approx(values, abs=0.51)
    assert [page.position(id)[1 - axis] for id in BOXES] == [
        box[1 - axis] for box in BOXES.values()
    ]
    assert page.position("other") == (7, 7)
    page.history.undo()
    assert dumps(page) == before


def test_every_edge_is_tested() -> None:
    assert set(EDGES) == {"left", "right", "top", "bottom", "centre", "middle"}


def test_the_same_room_between() -> None:
    page = page_of(BOXES)
    distribute(page, BOXES, across=True)
    x = [page.position(id).x for id in BOXES]
    assert x[0] == 3
    assert x[2] == 100
    assert x[1] - (x[0] + 10) == pytest.approx(x[2] - (x[1] + 30), abs=1)


def test_the_grid() -> None:
    page = page_of(BOXES)
    snap(page, BOXES)
    assert [page.position(id) for id in BOXES] == [(0, 0), (40, 40), (100, 20)]


def test_nothing_is_done_where_nothing_moves() -> None:
    page = page_of({"a": Box(20, 40, 9, 9)})
    done = page.history.can_undo
    snap(page, {"a": Box(20, 40, 9, 9)})
    align(page, {"a": Box(20, 40, 9, 9)}, "left")
    assert page.history.can_undo == done


def test_a_chain_goes_from_left_to_right_in_one_line() -> None:
    page = Page("chain")
    for at, id in enumerate("dcba"):
        page.add_block("Relu", id=id, at=(at * 5, at * 3))
    for one, two in (("a", "b"), ("b", "c"), ("c", "d")):
        page.connect(f"{one}.activations", f"{two}.features")
    boxes = {id: Box(*page.position(id), 100, 50) for id in page.blocks}
    lay_out(page, boxes)
    x = [page.position(id).x for id in "abcd"]
    assert x == [0, 180, 360, 540]
    assert {page.position(id).y for id in "abcd"} == {0}
    page.history.undo()
    assert page.position("d") == (0, 0)


def test_only_the_chosen_move() -> None:
    page = page_of(BOXES)
    lay_out(page, {id: BOXES[id] for id in "ab"})
    assert page.position("c") == (100, 11)
    assert page.position("other") == (7, 7)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    count = draw(st.integers(1, 12))
    numbers = st.integers(0, 500)
    boxes = {
        f"n{at}": Box(draw(numbers), draw(numbers), draw(st.integers(10, 200)), draw(numbers) + 1)
        for at in range(count)
    }
    pairs = list(combinations(boxes, 2))
    joins = draw(st.lists(st.sampled_from(pairs))) if pairs else []
    back = draw(st.booleans())
    return boxes, [*joins, *((two, one) for one, two in joins[:2] if back)]


@given(graphs())
@settings(max_examples=200, deadline=None)
def test_nothing_overlaps_and_wires_go_to_the_right(
    graph: tuple[dict[str, Box], list[tuple[str, str]]],
) -> None:
    boxes, joins = graph
    places = placed(boxes, joins)
    assert places.keys() == boxes.keys()
    for one, two in combinations(boxes, 2):
        (x1, y1), (x2, y2) = places[one], places[two]
        apart = (
            x1 + boxes[one].width <= x2
            or x2 + boxes[two].width <= x1
            or y1 + boxes[one].height <= y2 + 1
            or y2 + boxes[two].height <= y1 + 1
        )
        assert apart, (one, two)
    if not any((two, one) in joins for one, two in joins):
        for one, two in joins:
            assert places[one][0] + boxes[one].width <= places[two][0]
    assert min(x for x, _ in places.values()) == min(box.x for box in boxes.values())
