"""Going from block to block."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.neighbours import first, neighbour
from blocks.page import Page

PLACES = {"a": (0, 0), "below": (0, 200), "far": (500, 0), "r": (300, 140), "behind": (-300, 0)}


def page_of_five() -> Page:
    page = Page()
    for id, at in PLACES.items():
        if id in ("a", "below"):
            page.add_block("Const", {"value": np.ones(2, np.float32)}, id=id, at=at)
        else:
            page.add_block("Relu", id=id, at=at)
    return page


@pytest.mark.parametrize(
    ("start", "direction", "goal"),
    [
        ("a", "down", "below"),
        ("below", "up", "a"),
        ("a", "right", "far"),
        ("a", "left", "behind"),
        ("far", "right", None),
        ("far", "left", "r"),
        ("behind", "left", None),
    ],
)
def test_without_wires_the_nearest_straight_ahead(
    start: str, direction: str, goal: str | None
) -> None:
    assert neighbour(page_of_five(), start, direction) == goal


def test_along_a_wire_before_what_is_nearer() -> None:
    page = page_of_five()
    page.connect("a.output", "r.features")
    assert neighbour(page, "a", "right") == "r"
    assert neighbour(page, "r", "left") == "a"


def test_along_a_wire_that_leads_backwards() -> None:
    page = page_of_five()
    page.connect("a.output", "behind.features")
    assert neighbour(page, "a", "right") == "behind"


def test_one_begins_top_left() -> None:
    assert first(page_of_five()) == "behind"
    assert first(Page()) is None
