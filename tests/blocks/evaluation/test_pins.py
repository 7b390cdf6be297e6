"""Pinned results stand in for what is computed, and never silently."""

from __future__ import annotations

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.errors import RequestRefused
from blocks.evaluation import evaluate, plan
from blocks.page import End, Page
from tests.blocks.evaluation.pages import Events, diamond

PIN = np.array([100, 200], np.float32)
PIN.flags.writeable = False


@pytest.fixture
def page() -> Page:
    page = diamond()
    page.pins.put("left.z", PIN)
    return page


def test_a_run_refuses_pins_that_it_is_not_told_to_use(page: Page) -> None:
    with pytest.raises(RequestRefused, match=r"left\.z.*--use-pins"):
        blocks.run(page)
    with pytest.raises(RequestRefused):
        plan(page)


def test_a_pin_stands_in(page: Page) -> None:
    events = Events()
    outcome = evaluate(page, use_pins=True, on_event=events.append)
    np.testing.assert_array_equal(outcome.results["bottom.z"], [111, 222])
    assert events.ran == {"one", "two", "right", "bottom"}
    assert plan(page, use_pins=True).pinned == outcome.pinned == (End("left", "z"),)
    assert evaluate(page, ["right"], use_pins=True).pinned == ()
    assert evaluate(page, ["left"], use_pins=True).pinned == (End("left", "z"),)


def test_the_check_knows_the_pin(page: Page) -> None:
    check = Check(page)
    assert check.known(End("left", "z")).value is PIN
    value = check.known(End("bottom", "z")).value
    assert value is not None
    np.testing.assert_array_equal(value, [111, 222])
    other = np.array([[1], [2], [3]], np.float32)
    page.pins.put("left.z", other)
    check.refresh()
    assert check.known(End("bottom", "z")).shape == (3, 2)
    page.pins.drop("left.z")
    check.refresh()
    assert check.known(End("bottom", "z")).shape == (2,)


def test_a_feed_stands_in_front_of_a_pin(page: Page) -> None:
    fed = {"left": np.array([0, 0], np.float32)}
    outcome = evaluate(page, feeds=fed, use_pins=True)
    np.testing.assert_array_equal(outcome.results["bottom.z"], [11, 22])
    assert plan(page, feeds=fed, use_pins=True).pinned == ()


def test_a_pin_changes_keys(page: Page) -> None:
    pinned = plan(page, use_pins=True).key("bottom")
    page.pins.drop("left.z")
    assert plan(page).key("bottom") != pinned


def test_a_disabled_block_with_a_pin_lets_the_others_run(page: Page) -> None:
    page.modes.put("left", "disabled")
    assert evaluate(page, use_pins=True).results["bottom.z"].tolist() == [111, 222]
