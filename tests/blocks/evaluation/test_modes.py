"""Disabled and bypassed blocks: what runs, what does not, and that the check says the same."""

from __future__ import annotations

import numpy as np

from blocks.checking import Check
from blocks.evaluation import Cache, evaluate, plan
from blocks.page import End, Page
from tests.blocks.evaluation.pages import Events, add, const, diamond, op_of, put


def states(outcome: object) -> dict[str, str]:
    return {id: report.state for id, report in outcome.blocks.items()}  # type: ignore[attr-defined]


def test_a_disabled_block_does_not_run_nor_what_depends_on_it() -> None:
    page, events = diamond(), Events()
    page.modes.put("left", "disabled")
    outcome = evaluate(page, ["bottom", "right"], on_event=events.append)
    assert states(outcome) == {
        "one": "done", "two": "done", "right": "done", "left": "disabled", "bottom": "disabled",
    }  # fmt: skip
    assert outcome.ok
    assert list(outcome.results) == ["right.z"]
    assert events.ran == {"one", "two", "right"}
    assert outcome.blocks["bottom"].message == "bottom: not run, because left is disabled"
    assert outcome.blocks["bottom"].because == "left"
    assert len(page.wires) == 6


def test_it_says_of_itself_that_it_is_disabled() -> None:
    page = diamond()
    page.modes.put("left", "disabled")
    outcome = evaluate(page, ["left"])
    assert outcome.blocks["left"].message == "left: not run, because it is disabled"
    assert states(outcome) == {"left": "disabled"}


def test_what_is_wrong_with_a_disabled_block_keeps_nothing_from_running() -> None:
    page = diamond()
    page.add_block("Add", id="half")
    page.connect("one.output", "half.x")
    assert [str(one) for one in Check(page).problems] == ["half.y: y is not wired"]
    page.modes.put("half", "disabled")
    assert Check(page).problems == ()
    assert evaluate(page).ok
    page.modes.drop("half")
    assert len(Check(page).problems) == 1


def test_a_feed_in_the_place_of_a_disabled_block_lets_the_others_run() -> None:
    page = diamond()
    page.modes.put("left", "disabled")
    outcome = evaluate(page, feeds={"left": np.array([5, 5], np.float32)})
    np.testing.assert_array_equal(outcome.results["bottom.z"], [16, 27])


def test_a_bypassed_block_lets_its_first_fitting_input_through() -> None:
    page, events = diamond(), Events()
    page.modes.put("left", "bypassed")
    outcome = evaluate(page, ["bottom", "left"], on_event=events.append)
    np.testing.assert_array_equal(outcome.results["left.z"], [1, 2])
    np.testing.assert_array_equal(outcome.results["bottom.z"], [12, 24])
    assert outcome.blocks["left"].state == "bypassed"
    assert "left" not in events.ran
    known = Check(page).known(End("left", "z"))
    assert known.value is not None
    np.testing.assert_array_equal(known.value, [1, 2])


def test_what_a_bypassed_block_does_not_let_through_is_not_run() -> None:
    page, events = diamond(), Events()
    page.modes.put("left", "bypassed")
    evaluate(page, ["left"], on_event=events.append)
    assert events.ran == {"one"}
    page.modes.put("two", "disabled")
    assert evaluate(page, ["left"]).ok
    assert states(evaluate(page, ["bottom"]))["bottom"] == "disabled"


def test_an_input_of_another_shape_is_passed_over() -> None:
    page = Page()
    const(page, "row", [[1, 2]])
    const(page, "whole", [[1, 2], [3, 4]])
    add(page, "sum", "row", "whole")
    page.modes.put("sum", "bypassed")
    np.testing.assert_array_equal(evaluate(page).results["sum.z"], [[1, 2], [3, 4]])


def test_where_no_input_fits_the_check_says_why_and_nothing_runs() -> None:
    page = Page()
    const(page, "x", [[1, 2], [3, 4]])
    page.add_block("Cast", {"DstT": "int32"}, id="cast")
    page.connect("x.output", "cast.x")
    page.modes.put("cast", "bypassed")
    (problem,) = Check(page).problems
    assert str(problem) == (
        "cast: bypassed, but no input can stand in for y, which is int32 [2, 2]: "
        "x is float32 [2, 2]; enable the block or disable it"
    )
    outcome = evaluate(page)
    assert states(outcome) == {"x": "done", "cast": "failed"}


def test_a_shape_that_is_not_known_is_not_guessed() -> None:
    page = Page()
    const(page, "x", [1, 2])
    put(page, "some", op_of(lambda x: x, shape=lambda x: (None,)), "x")
    page.modes.put("some", "bypassed")
    (problem,) = Check(page).problems
    assert "the shape of output is not known before a run" in problem.message


def test_the_check_follows_a_mode_by_one_edit() -> None:
    page = diamond()
    check = Check(page)
    changed: list[set[str]] = []
    page.changed.connect(lambda edit: changed.append(check.refresh(edit)))
    page.modes.put("left", "bypassed")
    assert changed[-1] >= {"left", "bottom"}
    page.history.undo()
    assert check.known(End("left", "z")).same_as(Check(page).known(End("left", "z")))


def test_a_bypass_has_a_key_of_its_own() -> None:
    page, cache = diamond(), Cache()
    before = evaluate(page, cache=cache).results["bottom.z"]
    page.modes.put("left", "bypassed")
    after = evaluate(page, cache=cache).results["bottom.z"]
    assert after.tolist() != before.tolist()
    page.modes.drop("left")
    events = Events()
    again = evaluate(page, cache=cache, on_event=events.append).results["bottom.z"]
    assert again is before
    assert not events.ran


def test_modes_cost_a_page_without_any_nothing() -> None:
    made = plan(diamond())
    assert all(step.off is None and not step.passed for step in made.steps.values())
