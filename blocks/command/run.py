"""`blockprop run`: compute a page and print what it fetches."""

from __future__ import annotations

from pathlib import Path

import click

from blocks.command import console, options
from blocks.command.how import How, runs_a_page
from blocks.command.own_ops import own_ops
from blocks.command.place import check_place
from blocks.command.progress import Progress
from blocks.command.report import Report
from blocks.command.verdicts import Judged, asked, judges, tell_verdicts
from blocks.errors import PageFileError
from blocks.evaluation import Outcome, Plan, Reasons, execute, plan
from blocks.page import Page


@click.command(short_help="Compute a page and print its results.")
@options.page
@click.option(
    "--fetch",
    "fetches",
    multiple=True,
    metavar="BLOCK[.OUTPUT]",
    help="An output to compute and print, as in dx.output. Without any, what is wired to the "
    "page's ClientSession; on a page without one, every output that no wire uses.",
)
@click.option(
    "--out",
    metavar="FILE.npz",
    help="Write the results to a NumPy file, each under its name. bfloat16, which such files do "
    "not have, is written as float32, which holds it exactly.",
)
@options.format
@click.option("--quiet", is_flag=True, help="Show no progress and no notes, only results, errors.")
@click.option(
    "--check",
    "checks",
    is_flag=True,
    help="Tell of each Expect and GradientCheck block whether it is met; exit status 1 if one is "
    "not. All of them run, and their outputs are printed only if they are fetched.",
)
@click.option("--why", is_flag=True, help="Say of each block why it was computed or was not.")
@runs_a_page
@own_ops
def run(
    page: str,
    how: How,
    fetches: tuple[str, ...] = (),
    out: str | None = None,
    format: str = "text",
    quiet: bool = False,
    checks: bool = False,
    why: bool = False,
) -> int:
    """Compute the page in the file PAGE and print name, dtype, shape and values of each result.

    If anything is wrong with a block that is needed, nothing runs and all of it is told. If a
    block fails while it runs, those that do not depend on it go on.
    """
    report = Report(page, format)

    def work() -> int:
        opened, means = how.open(page), how.means()
        judged = judges(opened) if checks else None
        wanted, besides = (fetches or None, None) if judged is None else asked(opened, fetches)
        planned = plan(opened, wanted, targets=besides, **means.words)
        if out is not None:
            check_place(f"--out {out}", Path(out), ".npz", page)
        if planned.problems:
            report.problems(planned.problems)
            return console.WRONG
        return _run(report, opened, planned, judged, out, quiet=quiet, why=why)

    return report.of(work)


def _run(
    report: Report,
    page: Page,
    planned: Plan,
    judged: Judged | None,
    out: str | None,
    *,
    quiet: bool,
    why: bool,
) -> int:
    with Progress(wanted=not quiet) as progress:
        outcome = execute(planned, on_event=progress.follow if progress.is_shown else None)
    reasons = Reasons()
    reasons.note(planned, outcome)
    report.outcome(page, outcome, reasons)
    if why:
        report.why(outcome, reasons)
    report.pins(planned.pinned)
    if not planned.fetches and not quiet and not judged:
        console.note("the page has no output to fetch")
    met = judged is None or tell_verdicts(report, judged, outcome)
    written = out is None or _written(report, out, outcome, quiet)
    if outcome.cancelled:
        return console.INTERRUPTED
    return console.DONE if outcome.ok and written and met else console.FAILED


def _written(report: Report, out: str, outcome: Outcome, quiet: bool) -> bool:
    from blocks.command.results_file import write_results

    try:
        write_results(Path(out), outcome.results)
    except PageFileError as why:
        report.failed(f"--out {why}")
        return False
    if not quiet:
        count = len(outcome.results)
        console.note(f"{count} {'tensor' if count == 1 else 'tensors'} written to {out}")
    return True
