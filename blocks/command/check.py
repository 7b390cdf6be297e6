"""`blockprop check`: find everything that is wrong with a page, without running it."""

from __future__ import annotations

from typing import Any

import click

from blocks.checking import Check
from blocks.command import console, options
from blocks.command.overrides import open_page, read_feed_files, read_memory_limit
from blocks.command.own_ops import own_ops
from blocks.command.report import Report
from blocks.declaration.known import Known
from blocks.evaluation import Plan, plan
from blocks.fixing import fixes_of
from blocks.page import Page

_WITH_FIXES = 200
"""Fixes are worked out for so many problems; each takes some milliseconds."""


@click.command(short_help="Find every error of a page without running it.")
@options.page
@options.settings
@options.feeds
@options.format
@click.option("--quiet", is_flag=True, help="Print nothing about a page with nothing wrong.")
@options.memory_limit
@own_ops
def check(
    page: str,
    settings: tuple[str, ...] = (),
    feeds: tuple[str, ...] = (),
    format: str = "text",
    quiet: bool = False,
    memory_limit: str | None = None,
) -> int:
    """Find every error of the page in the file PAGE, without running it.

    Prints what is known of each block's outputs, and under each problem the fixes that would remove
    it. The whole page is looked at, also blocks that a run would not need.
    """
    report = Report(page, format)

    def work() -> int:
        opened = open_page(page, settings)
        limit = read_memory_limit(memory_limit)
        planned = plan(
            opened,
            targets=opened.blocks,
            feeds=read_feed_files(feeds, limit),
            memory_limit=limit,
            use_pins=True,
        )
        _tell_problems(report, opened, planned)
        report.known({id: _block(planned, id) for id in opened.blocks})
        if not quiet:
            report.text(_table(planned))
        return console.WRONG if planned.problems else console.DONE

    return report.of(work)


def _tell_problems(report: Report, page: Page, planned: Plan) -> None:
    """Each problem with its fixes; of a page with very many, those of the first have to do."""
    if not planned.problems:
        return
    look = Check(page, planned.feeds)
    for number, problem in enumerate(planned.problems):
        report.problem(problem, fixes_of(look, problem) if number < _WITH_FIXES else ())


def _block(planned: Plan, id: str) -> dict[str, Any]:
    step = planned.steps.get(id)
    if step is None:
        return {"state": "fed"}
    known = zip(step.outputs, step.known, strict=True)
    return {
        "op": step.block.op_name,
        "state": "wrong" if step.problems else "right",
        "outputs": {end.port: _known(one) for end, one in known},
    }


def _known(known: Known) -> dict[str, Any]:
    """Dtype and shape as far as they are known: null for a dimension, or all, that is not."""
    shape = None if known.shape is None else list(known.shape)
    return {"dtype": known.dtype, "shape": shape}


def _table(planned: Plan) -> str:
    rows = [
        (str(end), str(known))
        for step in planned.steps.values()
        for end, known in zip(step.outputs, step.known, strict=True)
    ]
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join(f"{name:{width}}  {known}" for name, known in rows)
