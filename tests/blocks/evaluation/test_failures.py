"""A block that fails: what is said, and that all that does not depend on it goes on."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

import blocks
from blocks.checking import Problem
from blocks.errors import RunFailed
from blocks.evaluation import Outcome, evaluate, plan
from blocks.page import Block, Page, Unread
from kernels.errors import ArgumentError
from tests.blocks.evaluation.pages import Events, add, const, op_of, put, unknown_shape


def refuse(x: Any) -> Any:
    raise ArgumentError("x", "x: 3 came; 4 would fit")


def break_down(x: Any) -> Any:
    raise KeyError("oh")


def run_out_of_memory(x: Any) -> Any:
    raise MemoryError


def lie(x: Any) -> Any:
    return np.zeros((7, 7), np.float32)


def divide_by_zero(x: Any) -> Any:
    return x / np.zeros_like(x)


def failing(kernel: Any) -> Page:
    """a -> bad -> after -> last, and beside them a -> good."""
    page = Page()
    const(page, "a", [1, 2, 3])
    put(page, "bad", op_of(kernel), "a")
    add(page, "after", "bad", "a")
    add(page, "last", "after", "a")
    add(page, "good", "a", "a")
    return page


def problem(kernel: Any) -> Problem:
    (found,) = evaluate(failing(kernel)).problems
    return found


def states(outcome: Outcome) -> dict[str, str]:
    return {id: report.state for id, report in outcome.blocks.items()}


def test_what_depends_on_it_is_skipped_and_all_else_goes_on() -> None:
    events = Events()
    outcome = evaluate(failing(refuse), on_event=events.append)
    assert states(outcome) == {
        "a": "done", "bad": "failed", "after": "skipped", "last": "skipped", "good": "done",
    }  # fmt: skip
    assert set(outcome.results) == {"good.z"}
    assert not outcome.ok
    assert not outcome.cancelled
    assert events.of("failed") == ["bad"]
    assert events.of("skipped") == ["after", "last"]
    assert max(event.done for event in events) == 5


def test_a_skipped_block_names_the_one_that_failed() -> None:
    outcome = evaluate(failing(refuse))
    for id in ("after", "last"):
        assert outcome.blocks[id].message == f"{id}: not run, because bad failed"


def test_the_reason_names_block_and_port() -> None:
    found = problem(refuse)
    assert found == Problem("bad", "x", "x: 3 came; 4 would fit")
    assert str(found) == "bad.x: 3 came; 4 would fit"
    assert evaluate(failing(refuse)).blocks["bad"].message == str(found)


def test_an_unexpected_exception_is_a_fault_told_in_one_line() -> None:
    found = problem(break_down)
    assert found.message == (
        "Break_down broke down with KeyError: 'oh'; "
        "this is a fault of blockprop, please report it with the page"
    )


def test_memory_that_is_not_there_is_said_to_be_so() -> None:
    assert problem(run_out_of_memory).message == "the machine has not enough memory left for it"


def test_a_kernel_that_gives_another_shape_than_promised_is_found_out() -> None:
    found = problem(lie)
    assert "the check promised float32 [3], but float32 [7, 7] came" in found.message


def test_no_warning_leaves_a_kernel() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        outcome = evaluate(failing(divide_by_zero), ["bad"])
    np.testing.assert_array_equal(outcome.results["bad.output"], [np.inf] * 3)


def test_what_the_check_finds_wrong_fails_with_its_words() -> None:
    page = Page()
    const(page, "a", [1, 2])
    const(page, "b", [1, 2, 3])
    add(page, "wrong", "a", "b")
    add(page, "right", "a", "a")
    found = blocks.Check(page).problems
    outcome = evaluate(page)
    assert outcome.problems == found
    assert states(outcome)["wrong"] == "failed"
    assert set(outcome.results) == {"right.z"}


def test_what_only_the_run_can_know_is_refused_by_the_shape_rule() -> None:
    page = Page()
    const(page, "a", [1, 2])
    put(page, "hidden", op_of(lambda_identity, unknown_shape), "a")
    const(page, "b", [1, 2, 3])
    add(page, "sum", "hidden", "b")
    assert plan(page).problems == ()
    outcome = evaluate(page)
    (found,) = outcome.problems
    assert found.block == "sum"
    assert "2" in found.message
    assert "3" in found.message


def lambda_identity(x: Any) -> Any:
    return x


def test_an_unknown_op_is_refused_only_if_it_is_needed() -> None:
    page = Page()
    const(page, "a", [1, 2])
    page.put_block(Block("odd", "Oddity", None), (0, 0))
    page.connect("a.output", "odd.input")
    add(page, "sum", "a", "a")
    assert blocks.run(page, ["sum"])["sum.z"].tolist() == [2, 4]
    with pytest.raises(RunFailed, match="odd: there is no op named 'Oddity' here"):
        blocks.run(page)


def test_a_value_that_could_not_be_read_keeps_its_block_from_running() -> None:
    page = Page()
    const(page, "a", [1, 2])
    block = page.blocks["a"]
    page.put_block(Block("b", "Const", block.op, {"value": Unread("?", "no tensor")}), (0, 0))
    outcome = evaluate(page)
    assert states(outcome) == {"a": "done", "b": "failed"}
    assert str(outcome.problems[0]) == "b.value: no tensor"


def test_run_raises_with_a_line_for_each_problem_and_runs_nothing_that_is_wrong() -> None:
    page = failing(refuse)
    const(page, "four", [1, 2, 3, 4])
    add(page, "one", "a", "four")
    add(page, "two", "four", "a")
    with pytest.raises(RunFailed) as caught:
        blocks.run(page)
    assert caught.value.outcome is None
    assert {one.block for one in caught.value.problems} == {"one", "two"}
    assert len(str(caught.value).splitlines()) == 2


def test_run_raises_with_the_outcome_if_a_block_fails_while_it_runs() -> None:
    with pytest.raises(RunFailed, match=r"bad\.x: 3 came") as caught:
        blocks.run(failing(refuse))
    assert caught.value.outcome is not None
    assert set(caught.value.outcome.results) == {"good.z"}
