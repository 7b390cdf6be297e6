"""`blockprop explain`: where one number of a result comes from, and which numbers it reaches."""

from __future__ import annotations

from itertools import islice
from typing import Any

import click
import numpy as np

from blocks.checking import Check
from blocks.command import console, options
from blocks.command.overrides import open_page, read_feed_files, read_memory_limit
from blocks.command.own_ops import own_ops
from blocks.command.progress import Progress
from blocks.command.report import Report
from blocks.errors import RequestRefused
from blocks.evaluation import Outcome, Plan, execute, plan
from blocks.page import End, Page, Wire
from blocks.threads import use_threads
from blocks.tracing.data import goal_data, origin_data
from blocks.tracing.following import reached_by, upstream
from blocks.tracing.place import Place, read_place
from blocks.tracing.text import goal_text, origin_text

Array = np.ndarray[Any, Any]

MOST_NUMBERS = 100
"""So many numbers are explained at most, however deep and wide they are followed."""


@click.command(short_help="Show where a number comes from, term by term.")
@options.page
@click.argument("cell", metavar="BLOCK.OUTPUT[INDEX]")
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Follow the terms through so many blocks: with 2 their numbers are explained too.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="Show the first N terms or cells.",
)
@click.option(
    "--reach", is_flag=True, help="Show which cells of the next blocks it has a part in instead."
)
@options.settings
@options.feeds
@options.format
@click.option("--use-pins", is_flag=True, help="Let the results that the page pins stand in.")
@options.precision
@options.threads
@options.memory_limit
@own_ops
def explain(
    page: str,
    cell: str,
    depth: int = 1,
    limit: int = 10,
    reach: bool = False,
    settings: tuple[str, ...] = (),
    feeds: tuple[str, ...] = (),
    format: str = "text",
    use_pins: bool = False,
    precision: str | None = None,
    threads: int | None = None,
    memory_limit: str | None = None,
) -> int:
    """Show where one number of a result comes from: which cells of each input made it, the sum
    written out term by term, and how it adds up to what the op gave.

    The cell is written as in dx.output[0,1,1,0]; what the page needs for it is computed. With
    --reach it may be a cell of an input too, as in dx.filter[0,0,0,1].
    """
    report = Report(page, format)

    def work() -> int:
        opened = open_page(page, settings)
        place = read_place(opened, cell)
        if precision is not None:
            opened.set_precision(precision)
        if threads is not None:
            use_threads(threads)
        limit_bytes = read_memory_limit(memory_limit)
        planned = plan(
            opened,
            _of_next(opened, place) if reach else _of_sources(opened, place, depth),
            feeds=read_feed_files(feeds, limit_bytes),
            memory_limit=limit_bytes,
            use_pins=use_pins,
        )
        if planned.problems:
            report.problems(planned.problems)
            return console.WRONG
        with Progress(wanted=True) as progress:
            outcome = execute(planned, on_event=progress.follow if progress.is_shown else None)
        if not outcome.ok:
            report.problems(outcome.problems)
            if outcome.cancelled:
                report.interrupted()
            return console.INTERRUPTED if outcome.cancelled else console.FAILED
        seen = Seen(opened, planned, outcome)
        if reach:
            _tell_reach(report, seen, place, limit)
        else:
            _tell_origin(report, seen, place, depth, limit)
        report.pins(planned.pinned)
        return console.DONE

    return report.of(work)


class Seen:
    """A page with the results of a run."""

    def __init__(self, page: Page, planned: Plan, outcome: Outcome) -> None:
        self.check = Check(page, planned.feeds)
        self.fed = planned.feeds.keys() - set(planned.pinned)
        self._results = outcome.results

    def result(self, end: End) -> Array | None:
        """What the run left at an output."""
        return self._results.get(str(end))


def _tell_origin(report: Report, seen: Seen, place: Place, depth: int, limit: int) -> None:
    found = upstream(
        seen.check, seen.result, place.end, place.cell, depth=depth, limit=limit, fed=seen.fed
    )
    told = list(islice(found, MOST_NUMBERS))
    for one in told:
        report.text(origin_text(one, limit))
    report.more("explained", [origin_data(one, limit) for one in told])
    if next(found, None) is not None:
        console.note(f"more numbers than {MOST_NUMBERS} belong to it; the others are not shown")


def _tell_reach(report: Report, seen: Seen, place: Place, limit: int) -> None:
    check, result, fed = seen.check, seen.result, seen.fed
    end, wires = _wires(check.page, place)
    goals = [
        goal for wire in wires for goal in reached_by(check, result, wire, place.cell, fed=fed)
    ]
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
    for _ in range(depth):
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
