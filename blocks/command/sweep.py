"""`blockprop sweep`: run a page over a grid of attributes, tensors and variables."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blocks.command import console, options
from blocks.command.how import How, runs_a_page
from blocks.command.own_ops import own_ops
from blocks.command.place import check_place
from blocks.command.progress import Progress
from blocks.command.report import Report
from blocks.errors import PageFileError, RequestRefused
from blocks.evaluation import Event

if TYPE_CHECKING:
    from blocks.sweeping import Cell, Sweep, Sweeper


@click.command(short_help="Run a page over a grid of values, and compare the results.")
@options.page
@click.option(
    "--vary",
    "vary",
    multiple=True,
    required=True,
    metavar="NAME=VALUE,...",
    help="What varies and its values, as in dx.padding=SAME,VALID, dx.strides=1,2,3 (one number "
    "for height and width), y.padding+dx.padding=SAME,VALID (both together), "
    "sizes=[1,4,4,1],[1,5,5,1] (the tensor of a Const) or H=4..8 (a variable, 4 to 8). Given "
    "twice or more it makes a grid.",
)
@click.option(
    "--fetch",
    "fetches",
    multiple=True,
    metavar="BLOCK[.OUTPUT]",
    help="An output to compute, as in dx.output; without any, what a run of the page fetches.",
)
@click.option(
    "--out",
    metavar="FILE.npz",
    help="Write every result to a NumPy file as dx.output[0,2], which is the first value of the "
    "first --vary and the third of the second. vary.NAME holds the values, sweep.problems what was "
    "wrong in each cell.",
)
@options.format
@click.option("--quiet", is_flag=True, help="Show no progress and no notes, only results, errors.")
@runs_a_page
@own_ops
def sweep(
    page: str,
    vary: tuple[str, ...],
    how: How,
    fetches: tuple[str, ...] = (),
    out: str | None = None,
    format: str = "text",
    quiet: bool = False,
) -> int:
    """Run the page in the file PAGE once for each combination of values, and print each result.

    A combination that is wrong keeps its reason, and the others run all the same; the exit status
    is 1 then. Ctrl-C ends the sweep; what finished is printed and written.
    """
    report = Report(page, format)

    def work() -> int:
        # Imported late: a run needs none of it.
        from blocks.sweeping import Sweeper, read_axes

        opened, means = how.open(page), how.means()
        try:
            axes = read_axes(opened, vary)
        except RequestRefused as why:
            raise RequestRefused(f"--vary {why}", why.block, why.port) from None
        sweeper = Sweeper(opened, axes, fetches or None, **means.words)
        if out is not None:
            check_place(f"--out {out}", Path(out), ".npz", page)
        return _finish(report, _run(sweeper, quiet), out, quiet)

    return report.of(work)


def _run(sweeper: Sweeper, quiet: bool) -> Sweep:
    from blocks.sweeping.cells import settings

    done, count = 0, math.prod(map(len, sweeper.axes))
    with Progress(wanted=not quiet) as progress:

        def follow(cell: Cell) -> None:
            nonlocal done
            done += 1
            words = ", ".join(
                f"{name}={one}" for name, one in settings(sweeper.axes, cell.index).items()
            )
            progress.follow(Event("finished", words, done, count))

        return sweeper.run(follow if progress.is_shown else None)


def _finish(report: Report, sweep: Sweep, out: str | None, quiet: bool) -> int:
    from blocks.sweeping.table import table

    report.text(table(sweep))
    report.more("vary", {str(axis): list(axis.labels) for axis in sweep.axes})
    report.more(
        "cells",
        [
            {
                "at": list(cell.index),
                "set": sweep.settings(cell),
                "ok": cell.ok,
                "seconds": cell.seconds,
                "errors": list(cell.problems),
            }
            for cell in sweep.cells
        ],
    )
    report.results(sweep.results())
    wrong = sum(not cell.ok for cell in sweep.cells)
    if wrong:
        report.failed(f"{wrong} of {len(sweep.cells)} cells are wrong; each tells why")
    written = out is None or _written(report, out, sweep, quiet)
    if sweep.stopped:
        report.interrupted()
        return console.INTERRUPTED
    return console.DONE if sweep.ok and written else console.FAILED


def _written(report: Report, out: str, sweep: Sweep, quiet: bool) -> bool:
    from blocks.command.results_file import write_results

    try:
        write_results(Path(out), sweep.arrays())
    except PageFileError as why:
        report.failed(f"--out {why}")
        return False
    if not quiet:
        console.note(f"{len(sweep.cells)} of {sweep.count} cells written to {out}")
    return True
