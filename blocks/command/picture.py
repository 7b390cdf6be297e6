"""`blockprop picture`: a page as an SVG, drawn without a window."""

from __future__ import annotations

from pathlib import Path

import click

from blocks.command import console, options
from blocks.command.own_ops import own_ops
from blocks.command.place import check_place
from blocks.command.report import Report
from blocks.errors import PageFileError


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
@options.format
@own_ops
def picture(
    page: str, out: str, theme: str = "light", without_page: bool = False, format: str = "text"
) -> int:
    """Draw the page in the file PAGE as an SVG.

    The page is inside the picture, so that `blockprop OUT.svg` opens it again and `blockprop run
    OUT.svg` runs it. Files that it names stay where they are.
    """
    report = Report(page, format)

    def work() -> int:
        # Imported late: a run needs none of it.
        from blocks.drawing.picture import beside_text, files_beside
        from blocks.drawing.picture import picture as drawn
        from blocks.file import disk, load

        check_place(out, Path(out), ".svg", page)
        opened = load(page)
        made = drawn(opened, theme, with_page=not without_page)
        try:
            disk.replace(Path(out), made.encode("utf-8"))
        except PageFileError as why:
            report.failed(str(why))
            return console.FAILED
        report.more("files", [out])
        if not without_page and (left := beside_text(files_beside(opened))):
            console.note(left)
        return console.DONE

    return report.of(work)
