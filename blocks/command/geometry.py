"""`blockprop geometry`: how the windows of a convolution lie over its input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from blocks.checking import Check, Problem
from blocks.command import console, options
from blocks.command.overrides import open_page, read_feed_files
from blocks.command.own_ops import own_ops
from blocks.command.report import Report
from blocks.errors import RequestRefused
from blocks.evaluation.requests import Array, nearest, read_feeds
from blocks.page import End, Page

if TYPE_CHECKING:
    from blocks.geometry import Geometry


@click.command(short_help="Show padding, reach and coverage of convolutions.")
@options.page
@click.argument("block", required=False)
@options.settings
@options.feeds
@options.format
@own_ops
def geometry(
    page: str,
    block: str | None = None,
    settings: tuple[str, ...] = (),
    feeds: tuple[str, ...] = (),
    format: str = "text",
) -> int:
    """Show how the windows of a block of the convolution family lie over its input, without
    running the page: the padding as it works out, how far the filter reaches, which input sizes
    would give as many outputs, and how many taps reach each cell of the input.

    BLOCK is the id of the block; without it all blocks of the family are shown.
    """
    # Here, for no other command needs it.
    from blocks.geometry.told import as_data, as_text

    report = Report(page, format)

    def work() -> int:
        opened = open_page(page, settings)
        fed = read_feeds(opened, read_feed_files(feeds))
        found = _found(opened, block, fed)
        faults = [Problem(one.block, None, one.fault) for one in found.values() if one.fault]
        report.known({id: as_data(one) for id, one in found.items()})
        for one in found.values():
            report.text(as_text(one))
        report.problems(faults)
        return console.WRONG if faults else console.DONE

    return report.of(work)


def _found(page: Page, id: str | None, fed: Mapping[End, Array]) -> dict[str, Geometry]:
    """The geometry of one block, or of all that have one. Raises RequestRefused."""
    from blocks.geometry import MEMBERS, geometry_of

    if id is not None and id not in page.blocks:
        raise RequestRefused(f"there is no block {id!r}{nearest(id, page.blocks)}", id)
    check = Check(page, fed)
    made = {one: geometry_of(page, one, check.known) for one in ([id] if id else page.blocks)}
    found = {id: one for id, one in made.items() if one is not None}
    if not found:
        what = "the page has no such block"
        if id is not None:
            what = f"{id} is a block of {page.blocks[id].op_name}"
        raise RequestRefused(f"{what}; geometry is for {', '.join(MEMBERS)}", id)
    return found
