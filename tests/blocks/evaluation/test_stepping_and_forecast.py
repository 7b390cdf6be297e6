"""Which block is next, and how long a run still takes."""

from __future__ import annotations

import pytest

from blocks.evaluation import Cache, Event, execute, plan
from blocks.evaluation.forecast import Forecast
from blocks.evaluation.stepping import next_step
from tests.blocks.evaluation.pages import diamond

ORDER = ["one", "two", "left", "right", "bottom"]


def test_the_next_block_is_the_first_without_a_result() -> None:
    made, there = plan(diamond()), set()
    found = []
    while (id := next_step(made, there.__contains__, lambda id: False)) is not None:
        found.append(id)
        there.add(id)
    assert found == ORDER


def test_what_failed_is_passed_over_with_what_depends_on_it() -> None:
    made = plan(diamond())
    there = {"one", "two"}
    assert next_step(made, there.__contains__, "left".__eq__) == "right"
    assert next_step(made, {*there, "right"}.__contains__, "left".__eq__) is None


def test_what_is_disabled_is_passed_over() -> None:
    page = diamond()
    page.modes.put("left", "disabled")
    made = plan(page, ["bottom", "right"])
    assert next_step(made, {"one", "two"}.__contains__, lambda id: False) == "right"
    assert next_step(made, {"one", "two", "right"}.__contains__, lambda id: False) is None


def test_the_time_left_is_what_the_other_blocks_took_before() -> None:
    made = plan(diamond())
    forecast = Forecast(made, Cache(), dict.fromkeys(ORDER, 2.0))
    assert forecast.left(0) == 10
    forecast.note(Event("started", "one", 0, 5), now=100)
    assert forecast.left(100.5) == 9.5
    assert forecast.left(109) == 8  # it takes longer than it did
    forecast.note(Event("finished", "one", 1, 5), now=110)
    assert forecast.left(110) == 8


def test_nobody_knows_how_long_a_block_takes_that_never_ran() -> None:
    made = plan(diamond())
    forecast = Forecast(made, Cache(), {id: 1.0 for id in ORDER if id != "left"})
    assert forecast.left(0) is None
    forecast.note(Event("failed", "left", 1, 5), now=1)
    assert forecast.left(1) == pytest.approx(4)


def test_what_is_in_the_cache_takes_no_time() -> None:
    cache, page = Cache(), diamond()
    execute(plan(page, ["left"]), cache=cache)
    forecast = Forecast(plan(page), cache, {"right": 1.0, "bottom": 2.0})
    assert forecast.left(0) == 3
