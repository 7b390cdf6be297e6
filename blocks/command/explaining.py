"""The work of `blockprop explain`: run what is needed of the page, then take the number apart."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np

from blocks.checking import Check
from blocks.command import console
from blocks.command.how import Means
from blocks.command.progress import Progress
from blocks.command.report import Report
from blocks.errors import RequestRefused
from blocks.evaluation import Outcome, Plan, execute, plan
from blocks.page import End, Page, Wire
from blocks.tracing.calls import cell
from blocks.tracing.data import goal_data, origin_data
from blocks.tracing.following import reached_by, upstream
from blocks.tracing.place import Place, read_place
from blocks.tracing.text import goal_text, origin_text

Array = np.ndarray[Any, Any]

MOST_NUMBERS = 100
"""So many numbers are explained at most, however deep and wide they are followed."""


class Question:
    """A cell of a page, and what is asked of it: where its number comes from, through `depth`
    blocks, or which cells it reaches. `limit` terms or cells are shown.

    Raises RequestRefused for a cell that is not written as one, and for a port that does not exist.
    """

    def __init__(self, page: Page, text: str, *, depth: int, limit: int, reach: bool) -> None:
        self._page, self._depth, self._limit, self._reach = page, depth, limit, reach
        self._place = read_place(page, text)

    def answer(self, report: Report, means: Means) -> int:
        """Run what is needed, tell the answer, and return the exit status."""
        page, place = self._page, self._place
        planned = plan(
            page,
            _of_next(page, place) if self._reach else _of_sources(page, place, self._depth),
            **means.words,
        )
        if planned.problems:
            report.problems(planned.problems)
            return console.WRONG
        with Progress(wanted=True) as progress:
            outcome = execute(planned, on_event=progress.follow if progress.is_shown else None)
        report.problems(outcome.problems)
        if outcome.cancelled:
            report.interrupted()
            return console.INTERRUPTED
        if outcome.problems:
            return console.FAILED
        _refuse_disabled(place.end, outcome)
        seen = _Seen(page, planned, outcome)
        if self._reach:
            _tell_reach(report, seen, place, self._limit)
        else:
            _tell_origin(report, seen, place, self._depth, self._limit)
        report.pins(planned.pinned)
        return console.DONE


class _Seen:
    """A page with the results of a run."""

    def __init__(self, page: Page, planned: Plan, outcome: Outcome) -> None:
        self.check = Check(page, planned.feeds)
        self.fed = planned.feeds.keys() - set(planned.pinned)
        self._results = outcome.results

    def result(self, end: End) -> Array | None:
        """What the run left at an output."""
        return self._results.get(str(end))


def _refuse_disabled(end: End, outcome: Outcome) -> None:
    told = outcome.blocks.get(end.block)
    if told is not None and told.state == "disabled":
        raise RequestRefused(f"{end} has no result, because {told.because} is disabled", *end)


def _tell_origin(report: Report, seen: _Seen, place: Place, depth: int, limit: int) -> None:
    found = upstream(
        seen.check, seen.result, place.end, place.cell, depth=depth, limit=limit, fed=seen.fed
    )
    told = list(islice(found, MOST_NUMBERS))
    for one in told:
        report.text(origin_text(one, limit))
    report.more("explained", [origin_data(one, limit) for one in told])
    if next(found, None) is not None:
        console.note(f"more numbers than {MOST_NUMBERS} belong to it; the others are not shown")


def _tell_reach(report: Report, seen: _Seen, place: Place, limit: int) -> None:
    check, result, fed = seen.check, seen.result, seen.fed
    end, wires = _wires(check.page, place)
    if (array := result(end)) is None:
        raise RequestRefused(f"{end} has no result", *end)
    at = cell(str(end), array.shape, place.cell)
    goals = [goal for wire in wires for goal in reached_by(check, result, wire, at, fed=fed)]
    for goal in goals:
        report.text(goal_text(goal, limit))
    if not goals:
        report.text(f"nothing is computed from {end}")
    report.more("reached", [goal_data(goal, limit) for goal in goals])


def _wires(page: Page, place: Place) -> tuple[End, tuple[Wire, ...]]:
    """The output that a cell is of, and the wires by which it goes on. Raises RequestRefused."""
    if not place.is_input:
        return place.end, tuple(page.wires_out_of(*place.end))
    wires = page.wires_into(*place.end)
    if len(wires) != 1:
        raise RequestRefused(f"{place.end} has {len(wires) or 'no'} wires", *place.end)
    return wires[0].source, tuple(wires)


def _of_next(page: Page, place: Place) -> list[End]:
    """The outputs whose results say what a cell reaches: of the next blocks, with their inputs."""
    end, wires = _wires(page, place)
    found = [end]
    for wire in wires:
        found += page.blocks[wire.target.block].outputs
        found += [one.source for one in page.wires_into(wire.target.block)]
    return list(dict.fromkeys(found))


def _of_sources(page: Page, place: Place, depth: int) -> list[End]:
    """The outputs whose results say where a number comes from, through so many blocks."""
    if place.is_input:
        raise RequestRefused(_as_output(page, place), *place.end)
    found = {place.end: None}
    here = [place.end.block]
    for _ in range(min(depth, len(page.blocks))):
        found |= dict.fromkeys(end for id in here for end in page.blocks[id].outputs)
        wires = [wire for id in here for wire in page.wires_into(id)]
        found |= dict.fromkeys(wire.source for wire in wires)
        here = list(dict.fromkeys(wire.source.block for wire in wires))
    return list(found)


def _as_output(page: Page, place: Place) -> str:
    """What to say of an input where an output is needed."""
    block = page.blocks[place.end.block]
    said = f"{place.end} is an input; an output is explained, as {block.outputs[0]}"
    wires = page.wires_into(*place.end)
    return f"{said}, or {wires[0].source}, which it is wired to" if wires else said
