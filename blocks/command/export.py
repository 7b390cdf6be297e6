"""`blockprop export`: a page as Python."""

from __future__ import annotations

from pathlib import Path

import click

from blocks.command import console, options
from blocks.command.overrides import open_page
from blocks.command.own_ops import own_ops
from blocks.command.place import check_place
from blocks.command.report import Report
from blocks.errors import PageFileError, RunFailed


@click.command(short_help="Write a page as Python: NumPy, TensorFlow or PyTorch.")
@options.page
@click.option(
    "--to",
    required=True,
    type=click.Choice(["numpy", "tensorflow", "pytorch"]),
    help="numpy calls blockprop's own kernels, tensorflow its raw ops, pytorch their equivalents.",
)
@click.option(
    "--out",
    metavar="FILE.py",
    help="Write the script there, with large tensors in FILE.npz beside it; without it the whole "
    "script goes to standard output.",
)
@click.option(
    "--fetch",
    "fetches",
    multiple=True,
    metavar="BLOCK[.OUTPUT]",
    help="An output that the script shall compute, with all that it needs; without any, what a "
    "run of the page fetches.",
)
@options.settings
@options.use_pins
@options.format
@own_ops
def export(
    page: str,
    to: str,
    out: str | None = None,
    fetches: tuple[str, ...] = (),
    settings: tuple[str, ...] = (),
    use_pins: bool = False,
    format: str = "text",
) -> int:
    """Write the page in the file PAGE as Python that runs and gives the same numbers.

    The script leaves its results in `results`, by block and output, and prints them when it is
    run. Where a library would refuse a call or answer it wrongly, the script takes another way to
    blockprop's numbers; where there is none, nothing is written and the block is named.
    """
    report = Report(page, format)

    def work() -> int:
        # Imported late: a run needs none of it.
        from blocks.exporting import export as exported
        from blocks.exporting import save

        target = None if out is None else Path(out)
        if target is not None:
            check_place(f"--out {out}", target, ".py", page)
        opened = open_page(page, settings)
        try:
            made = exported(opened, to, fetches or None, out=target, use_pins=use_pins)
        except RunFailed as why:
            report.problems(why.problems)
            return console.WRONG
        report.more("to", to)
        report.more("left_out", list(made.left_out))
        if made.left_out:
            console.note(f"left out, for {to} has no such check: {', '.join(made.left_out)}")
        report.more("code", made.text)
        if target is None:
            report.text(made.text.rstrip())
            return console.DONE
        try:
            files = [str(one) for one in save(made, target)]
        except PageFileError as why:
            report.failed(f"--out {why}")
            return console.FAILED
        report.more("files", files)
        console.note(f"written to {' and '.join(files)}")
        return console.DONE

    return report.of(work)
