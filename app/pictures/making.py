"""The bytes of a picture, as the user has asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from app.canvas.canvas import Canvas
from app.document import Document
from blocks.drawing.picture import page_inside, picture
from blocks.file.png import with_page


@dataclass(frozen=True, slots=True)
class Wish:
    """What a picture shall be: its kind ("png" or "svg"), whether it shows the selected blocks
    alone, how many pixels a PNG has to one of the page, the colours of an SVG, and whether the
    page is inside."""

    kind: str = "png"
    selected: bool = False
    scale: float = 2.0
    theme: str = "light"
    with_page: bool = True


def made(canvas: Canvas, wish: Wish) -> bytes:
    """The bytes of the file."""
    page = canvas.document.page
    only = selected_blocks(canvas.document) if wish.selected else None
    if wish.kind == "svg":
        return picture(page, wish.theme, only=only, with_page=wish.with_page).encode("utf-8")
    shown = canvas.document.selection if wish.selected else None
    drawn = png(canvas.picture(wish.scale, only=shown))
    return with_page(drawn, page_inside(page, only)) if wish.with_page else drawn


def selected_blocks(document: Document) -> tuple[str, ...]:
    """The blocks that are selected, with those in selected groups."""
    page = document.page
    chosen = set(document.selection)
    for id in document.selection:
        if id in page.groups:
            chosen.update(page.groups.all_blocks(id))
    return tuple(id for id in page.blocks if id in chosen)


def png(image: QImage) -> bytes:
    """An image as a PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
