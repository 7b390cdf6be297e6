"""`blockprop diff`: what differs between two pages, in words, as data and as a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blocks.command import console, options
from blocks.command.own_ops import own_ops
from blocks.command.place import check_place
from blocks.errors import BlockpropError

if TYPE_CHECKING:
    from blocks.difference import Difference, Entry

SAME, DIFFERENT = 0, 1
"""The exit statuses, as those of other programs that compare; 2 is an error."""


@click.command(short_help="Tell what differs between two pages.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.format
@click.option("--out", metavar="PICTURE.svg", help="Draw both pages in one, with what differs.")
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="The colours of the picture.",
)
@own_ops
def diff(
    before: str, after: str, format: str = "text", out: str | None = None, theme: str = "light"
) -> int:
    """Tell what differs from the page in the file A to that in the file B.

    Blocks are the same if their ids are. Pages of any version and pictures with a page inside can
    be compared. Exit status: 0 nothing differs; 1 something does; 2 an error.
    """
    # Imported late: a run needs none of it.
    from blocks.difference import compare, entries
    from blocks.difference.picture import picture
    from blocks.difference.words import plain
    from blocks.file import disk, load

    try:
        if out is not None:
            check_place(f"--out {out}", Path(out), ".svg", before, after)
        pages = load(before), load(after)
        difference = compare(*pages)
        if out is not None:
            names = f"{Path(before).name} → {Path(after).name}"
            disk.replace(Path(out), picture(*pages, theme, names).encode("utf-8"))
    except BlockpropError as why:
        if format == "json":
            console.say(json.dumps(_object(before, after, None, [], str(why))))
        console.error(str(why))
        return console.WRONG
    found = entries(difference, *pages)
    if format == "json":
        console.say(json.dumps(_object(before, after, difference, found)))
    elif found:
        console.say(plain(found))
    return DIFFERENT if difference else SAME


def _object(
    before: str,
    after: str,
    difference: Difference | None,
    found: list[Entry],
    error: str | None = None,
) -> dict[str, Any]:
    """The one object of `--format json`. A value that is not there is left out of its change."""
    from blocks.difference.difference import ABSENT

    changes = [
        {
            "path": list(one.path),
            **({} if one.old is ABSENT else {"old": one.old}),
            **({} if one.new is ABSENT else {"new": one.new}),
        }
        for one in (difference.changes if difference is not None else ())
    ]
    return {
        "a": before,
        "b": after,
        "same": None if difference is None else not difference,
        "changes": changes,
        "words": [
            {"mark": one.mark, "what": one.what, "details": list(map(str, one.details))}
            for one in found
        ],
        "errors": [] if error is None else [{"block": None, "port": None, "message": error}],
    }
