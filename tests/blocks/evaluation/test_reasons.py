"""Why a block was computed, and why it was not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.evaluation import Cache, Outcome, Reasons, execute, plan
from blocks.page import Page
from tests.blocks.evaluation.pages import add, const, diamond, op_of, put


class Runs:
    """A page that is run again and again, as in a window."""

    def __init__(self, page: Page, limit: int | None = None) -> None:
        self.page = page
        self.cache = Cache(limit)
        self.reasons = Reasons(self.cache)

    def __call__(self, *fetches: str, **how: Any) -> dict[str, str]:
        made = plan(self.page, fetches or None, use_pins=True, **how)
        outcome: Outcome = execute(made, cache=self.cache, keep_all=True)
        self.reasons.note(made, outcome)
        return {id: self.reasons.why(id) for id in outcome.blocks}


UNCHANGED = "nothing that it depends on has changed since it was computed"


def test_at_first_nothing_ever_ran_and_then_nothing_has_changed() -> None:
    run = Runs(diamond())
    assert set(run().values()) == {"never run before"}
    assert set(run().values()) == {UNCHANGED}
    assert run.reasons.why("there is none") == ""


def test_an_attribute_that_changed_and_what_follows_from_it() -> None:
    run = Runs(diamond())
    run()
    run.page.set_attr("one", "value", np.array([3, 4], np.float32))
    assert run() == {
        "one": "value changed",
        "two": UNCHANGED,
        "left": "x changed, because of one: value changed",
        "right": "y changed, because of one: value changed",
        "bottom": "x changed, because of one: value changed; "
        "y changed, because of one: value changed",
    }


def test_another_wire() -> None:
    run = Runs(diamond())
    run()
    run.page.connect("one.output", "left.y", replace=True)
    found = run()
    assert found["left"] == "y is wired to one.output now"
    assert found["bottom"] == "x changed, because of left: y is wired to one.output now"
    assert found["right"] == UNCHANGED


def test_the_precision() -> None:
    run = Runs(diamond())
    run()
    run.page.set_precision("highest")
    assert run()["one"] == "the precision is highest now"


def test_a_file_that_changed(tmp_path: Path) -> None:
    page = Page(folder=tmp_path)
    np.save(tmp_path / "w.npy", np.ones(3, np.float32))
    page.add_block("ReadNpy", {"file": "w.npy"}, id="w")
    add(page, "sum", "w", "w")
    run = Runs(page)
    run()
    np.save(tmp_path / "w.npy", np.zeros(3, np.float32))
    os.utime(tmp_path / "w.npy", (1, 1))
    found = run()
    assert found["w"] == f"the file {tmp_path / 'w.npy'} changed"
    assert found["sum"].startswith("x changed, because of w: the file")


def test_a_cache_that_was_purged() -> None:
    run = Runs(diamond())
    run()
    run.cache.clear()
    assert set(run().values()) == {"the cache was purged"}


def test_a_result_that_was_freed_for_memory() -> None:
    page = Page()
    const(page, "small", 1)
    put(page, "large", op_of(lambda x: np.ones(1000, np.float32), lambda x: (1000,)), "small")
    run = Runs(page, limit=1000)
    run()
    assert run() == {"small": UNCHANGED, "large": "its result was freed for memory"}


def test_what_failed_is_tried_again() -> None:
    def fail(x: Any) -> Any:
        raise ValueError("no")

    page = Page()
    const(page, "x", 1)
    put(page, "fails", op_of(fail), "x")
    add(page, "sum", "fails", "fails")
    run = Runs(page)
    run()
    assert run() == {
        "x": UNCHANGED,
        "fails": "it failed the last time",
        "sum": "because fails failed",
    }


def test_a_feed_that_changed() -> None:
    run = Runs(diamond())
    run(feeds={"left": np.array([1, 1], np.float32)})
    found = run(feeds={"left": np.array([2, 2], np.float32)})
    assert found["bottom"] == "x changed, because left.z changed"


@pytest.mark.parametrize(
    ("mode", "why"),
    [("disabled", "because it is disabled"), ("bypassed", "it lets one.output through")],
)
def test_modes(mode: str, why: str) -> None:
    run = Runs(diamond())
    run()
    run.page.modes.put("left", mode)
    assert run()["left"] == why
    run.page.modes.drop("left")
    assert set(run().values()) == {UNCHANGED}


def test_a_run_to_some_blocks_executes_just_those_and_keeps_the_others_reasons_apart() -> None:
    run = Runs(diamond())
    assert set(run("left")) == {"one", "two", "left"}
    assert run("bottom") == {
        "one": UNCHANGED, "two": UNCHANGED, "left": UNCHANGED,
        "right": "never run before", "bottom": "never run before",
    }  # fmt: skip
