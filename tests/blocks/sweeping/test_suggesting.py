"""What can vary, and values to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

import blocks
from blocks.page import Page
from blocks.sweeping import read_axis
from blocks.sweeping.suggesting import first_target, outputs, suggestion, targets, together

ASSETS = Path(__file__).parents[3] / "assets"
PAGES = [*sorted((ASSETS / "pages").glob("*.json")), *sorted((ASSETS / "examples").glob("*.json"))]


@pytest.fixture
def page() -> Page:
    return blocks.load(ASSETS / "pages" / "1_conv2d_backprop_input.page.json")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_suggestion_can_be_read(path: Path) -> None:
    page = blocks.load(path)
    for target in targets(page):
        assert (values := suggestion(page, target)), target
        assert len(read_axis(page, target, values)) >= 1


def test_suggestions(page: Page) -> None:
    page.variables.put("H", 4)
    wanted = {
        "dx.padding": "SAME,VALID,EXPLICIT",
        "dx.strides": "1,2,3",
        "input_sizes.value": "[2,2,2,2],[3,3,3,3]",
        "input_sizes": "[2,2,2,2],[3,3,3,3]",
        "filter.value": "-1,0,1",
        "H": "4..7",
        "y.padding+dx.padding": "SAME,VALID,EXPLICIT",
        "nothing": "",
        "dx.nothing": "",
    }
    assert {target: suggestion(page, target) for target in wanted} == wanted


def test_what_belongs_together(page: Page) -> None:
    assert together(page, "dx.padding") == "y.padding+dx.padding"
    page.set_attr("y", "padding", "VALID")
    assert together(page, "dx.padding") is None
    assert together(page, "input.value") is None
    assert together(page, "H") is None


def test_the_first_target_of_a_block(page: Page) -> None:
    assert first_target(page, "dx") == "dx.padding"
    assert first_target(page, "filter") == "filter.value"
    assert first_target(page, "session") is None


def test_outputs_are_those_that_it_reaches(page: Page) -> None:
    assert outputs(page, ["y"]) == ["dx.output", "y.output"]
    assert outputs(page, ["input_sizes"]) == ["dx.output", "input_sizes.output"]
    assert len(outputs(page, [])) == 5
