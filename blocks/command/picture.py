"""`blockprop picture`: a page as an SVG, drawn without a window."""

from __future__ import annotations

from pathlib import Path

import click

from blocks.command import console, options
from blocks.command.own_ops import own_ops
from blocks.errors import BlockpropError


@click.command(short_help="Draw a page as an SVG, with the page inside.")
@options.page
@click.argument("out", metavar="OUT.svg")
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="The colours of the picture.",
)
@click.option("--without-page", is_flag=True, help="Leave the page itself out of the picture.")
@own_ops
def picture(page: str, out: str, theme: str = "light", without_page: bool = False) -> int:
    """Draw the page in the file PAGE as an SVG.

    The page is inside the picture, so that `blockprop OUT.svg` opens it again and `blockprop run
    OUT.svg` runs it. Files that it names stay where they are.
    """
    # Imported late: a run needs none of it.
    from blocks.drawing.picture import beside_text, files_beside
    from blocks.drawing.picture import picture as drawn
    from blocks.file import disk, load

    path = Path(out)
    if path.suffix.lower() != ".svg":
        console.error(f"{out}: the picture is an SVG, so its name ends in .svg")
        return console.WRONG
    try:
        opened = load(page)
        disk.replace(path, drawn(opened, theme, with_page=not without_page).encode("utf-8"))
    except BlockpropError as why:
        console.error(str(why))
        return console.WRONG
    if not without_page and (left := beside_text(files_beside(opened))):
        console.note(left)
    return console.DONE
