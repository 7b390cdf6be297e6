"""From something that was found to the place where it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from app.canvas.canvas import Canvas
from app.document import Document
from blocks.searching import Target


def jump(document: Document, canvas: Canvas, target: Target) -> None:
    """Select what was found, on the level of the page where it is, and bring it to the middle.

    A variable is of the page, and is shown in the panel, as the page is while nothing is selected.
    """
    document.request_focus([target.id] if target.kind in ("block", "group", "frame") else [])
    if target.kind == "frame":
        frame = document.page.frames[target.id]
        canvas.view.navigation.frame(QRectF(*frame.at, *frame.size))
