"""`blockprop explain`: where one number of a result comes from, and which numbers it reaches."""

from __future__ import annotations

import click

from blocks.command import options
from blocks.command.overrides import open_page, read_feed_files, read_memory_limit
from blocks.command.own_ops import own_ops
from blocks.command.report import Report
from blocks.threads import use_threads


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
        # Imported here, for all commands are loaded whenever one is called.
        from blocks.command.explaining import Question

        opened = open_page(page, settings)
        asked = Question(opened, cell, depth=depth, limit=limit, reach=reach)
        if precision is not None:
            opened.set_precision(precision)
        if threads is not None:
            use_threads(threads)
        most = read_memory_limit(memory_limit)
        return asked.answer(report, read_feed_files(feeds, most), most, use_pins)

    return report.of(work)
