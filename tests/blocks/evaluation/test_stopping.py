"""A run that is told to stop: between blocks, or by an interrupt within one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import blocks
from blocks.evaluation import Cache, Event, evaluate
from tests.blocks.evaluation.pages import Events, const, diamond, op_of, put


def test_it_stops_before_the_next_block() -> None:
    events = Events()
    outcome = evaluate(
        diamond(), on_event=events.append, cancelled=lambda: len(events.of("finished")) == 3
    )
    assert outcome.cancelled
    assert not outcome.ok
    assert events.of("started") == events.of("finished") == ["one", "two", "left"]
    states = {id: report.state for id, report in outcome.blocks.items()}
    assert states == {
        "one": "done", "two": "done", "left": "done", "right": "cancelled", "bottom": "cancelled",
    }  # fmt: skip
    assert not outcome.problems


def test_what_had_finished_is_given_and_kept() -> None:
    done: list[Event] = []
    cache = Cache()
    outcome = evaluate(
        diamond(),
        ["left", "bottom"],
        cache=cache,
        on_event=lambda one: done.append(one) if one.kind == "finished" else None,
        cancelled=lambda: len(done) == 4,
    )
    assert list(outcome.results) == ["left.z"]
    events = Events()
    evaluate(diamond(), cache=cache, on_event=events.append)
    assert events.ran == {"bottom"}


def test_cancelled_before_the_start_nothing_runs() -> None:
    outcome = evaluate(diamond(), cancelled=lambda: True)
    assert not outcome.results
    assert {report.state for report in outcome.blocks.values()} == {"cancelled"}


def interrupt(x: Any) -> Any:
    raise KeyboardInterrupt


def test_an_interrupt_within_a_kernel_ends_the_run_like_a_cancel() -> None:
    page = diamond()
    put(page, "long", op_of(interrupt), "bottom")
    outcome = evaluate(page, ["bottom", "long"])
    assert outcome.cancelled
    assert outcome.blocks["long"].state == "cancelled"
    np.testing.assert_array_equal(outcome.results["bottom.z"], [22, 44])


def test_from_python_an_interrupt_is_an_interrupt() -> None:
    page = diamond()
    const(page, "x", 1)
    put(page, "long", op_of(interrupt), "x")
    with pytest.raises(KeyboardInterrupt):
        blocks.run(page)
