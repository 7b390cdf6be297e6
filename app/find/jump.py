"""From something that was found to the place where it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from app.canvas.canvas import Canvas
from app.document import Document
from blocks.searching import Target


def jump(document: Document, canvas: Canvas, target: Target) -> None:
    """Select what was found and bring it to the middle. A variable is of the page, and is shown
    in the panel, as the page is while nothing is selected."""
    page = document.page
    if target.kind == "block":
        document.request_focus([target.id])
    elif target.kind == "group":
        document.request_focus(page.groups.all_blocks(target.id))
    elif target.kind == "frame":
        frame = page.frames[target.id]
        canvas.view.navigation.frame(QRectF(*frame.at, *frame.size))
    else:
        document.request_focus([])
