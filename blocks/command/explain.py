"""`blockprop explain`: where one number of a result comes from, and which numbers it reaches."""

from __future__ import annotations

import click

from blocks.command import options
from blocks.command.how import How, runs_a_page
from blocks.command.own_ops import own_ops
from blocks.command.report import Report


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
@options.format
@runs_a_page
@own_ops
def explain(
    page: str,
    cell: str,
    how: How,
    depth: int = 1,
    limit: int = 10,
    reach: bool = False,
    format: str = "text",
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

        opened = how.open(page)
        asked = Question(opened, cell, depth=depth, limit=limit, reach=reach)
        return asked.answer(report, how.means())

    return report.of(work)
