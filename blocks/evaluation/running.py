"""Plan and run in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from blocks.checking import Check, Problem
from blocks.errors import RunFailed
from blocks.evaluation.cache import Cache
from blocks.evaluation.executing import execute
from blocks.evaluation.outcome import Event, Outcome
from blocks.evaluation.planning import plan
from blocks.page import End, Page


def evaluate(
    page: Page,
    fetches: Iterable[End | str] | None = None,
    *,
    feeds: Mapping[Any, Any] | None = None,
    check: Check | None = None,
    cache: Cache | None = None,
    keep_all: bool = False,
    memory_limit: int | None = None,
    precision: str | None = None,
    use_pins: bool = False,
    on_event: Callable[[Event], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome:
    """Run what can be run of a page, and tell what became of each block.

    The arguments are those of `plan` and `execute`. A block that the check finds wrong has failed.
    """
    planned = plan(
        page,
        fetches,
        feeds=feeds,
        check=check,
        memory_limit=memory_limit,
        precision=precision,
        use_pins=use_pins,
    )
    return execute(planned, cache=cache, keep_all=keep_all, on_event=on_event, cancelled=cancelled)


def run(
    page: Page,
    fetches: Iterable[End | str] | None = None,
    *,
    feeds: Mapping[Any, Any] | None = None,
    cache: Cache | None = None,
    memory_limit: int | None = None,
    precision: str | None = None,
    use_pins: bool = False,
    on_event: Callable[[Event], None] | None = None,
) -> dict[str, np.ndarray[Any, Any]]:
    """The page's results as read-only arrays by "block.output".

    `fetches` are outputs ("dx.output") or blocks ("dx"); without any, what is wired to the page's
    ClientSession, and on a page without one every output that no wire uses. `feeds` gives arrays
    that stand in for outputs. `precision` says how exact sums are, "default" or "highest"; it is
    the page's unless told. A page with pins is refused unless `use_pins` lets them stand in.

    Raises RequestRefused for a fetch or feed that does not exist and for pins, and RunFailed if
    anything that is needed is wrong (then nothing runs) or fails (then its `outcome` has what
    finished).
    """
    planned = plan(
        page,
        fetches,
        feeds=feeds,
        memory_limit=memory_limit,
        precision=precision,
        use_pins=use_pins,
    )
    if planned.problems:
        raise RunFailed(planned.problems)
    outcome = execute(planned, cache=cache, on_event=on_event)
    if outcome.cancelled:
        raise KeyboardInterrupt
    if outcome.problems:
        raise RunFailed(outcome.problems, outcome)
    return dict(outcome.results)


def check(
    page: Page, *, feeds: Mapping[Any, Any] | None = None, memory_limit: int | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with a page, found without running it; empty if nothing is.

    All of the page is looked at, also blocks that a run would not need, and outputs that would be
    over the memory limit. `blocks.Check` keeps such a check up to date while a page is edited.
    """
    planned = plan(page, targets=page.blocks, feeds=feeds, memory_limit=memory_limit, use_pins=True)
    return planned.problems
