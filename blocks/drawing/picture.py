"""A page as a picture, with the page inside, so that the picture opens again as the page."""

from __future__ import annotations

from collections.abc import Iterable

from blocks.drawing.colours import THEMES
from blocks.drawing.face import Unrun
from blocks.drawing.scene import scene_of
from blocks.drawing.svg import svg
from blocks.file import copy, dumps, paste
from blocks.file.svg import metadata
from blocks.page import Page


def picture(
    page: Page,
    theme: str = "light",
    *,
    only: Iterable[str] | None = None,
    with_page: bool = True,
) -> str:
    """The text of an SVG of a page, or of some of its blocks, in one of THEMES.

    The page inside is what the picture shows: the whole page, to the byte as saving would write
    it, or a page of those blocks alone.
    """
    chosen = None if only is None else tuple(only)
    inside = metadata(page_inside(page, chosen)) if with_page else ""
    return svg(scene_of(Unrun(page), chosen), THEMES[theme], inside)


def page_inside(page: Page, only: Iterable[str] | None = None) -> str:
    """The text of the page that a picture of a page, or of some of its blocks, has inside."""
    if only is None:
        return dumps(page)
    part = Page(page.title, page.folder, page.unread_precision or page.precision)
    paste(part, copy(page, only))
    return dumps(part)


def files_beside(page: Page, only: Iterable[str] | None = None) -> list[str]:
    """The files that blocks name: they stay beside the page, and are inside no picture of it."""
    ids = set(page.blocks if only is None else only)
    found: dict[str, None] = {}
    for id, block in page.blocks.items():
        names = block.op.file_attributes if block.op is not None and id in ids else ()
        values = (block.value(name) for name in names)
        found.update((one, None) for one in values if isinstance(one, str) and one)
    return list(found)


def beside_text(files: list[str]) -> str:
    """What is to be said of files that are not inside a picture; nothing if there are none."""
    if not files:
        return ""
    named = ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
    stay = "stays" if len(files) == 1 else "stay"
    return f"Not inside: {named}, which {stay} beside the page"
