"""The canvas as a picture: the page or a part of it, without what only the hand needs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGraphicsItem

from app.canvas.wires import WireItem

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

MARGIN = 40.0
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 30_000
"""What other programs open without trouble."""


def picture_of(
    canvas: Canvas,
    scale: float = 1.0,
    *,
    only: Iterable[str] | None = None,
    margin: float = MARGIN,
) -> QImage:
    """Blocks and the wires between them, at so many pixels to a pixel of the page.

    The scale is less than wanted where the picture would become too large for other programs.
    """
    everything = (*canvas.graph.items(), *canvas.document.page.frames)
    ids = set(everything if only is None else only)
    rect = canvas.rect_of(ids).adjusted(-margin, -margin, margin, margin)
    wide, high = max(rect.width(), 1.0), max(rect.height(), 1.0)
    scale = min(scale, LONGEST_SIDE / max(wide, high), math.sqrt(MOST_PIXELS / (wide * high)))
    with _without_marks(canvas), _only(canvas, ids):
        image: QImage = canvas.view.scene().picture(rect, scale)
    return image


@contextmanager
def _without_marks(canvas: Canvas) -> Iterator[None]:
    """What is selected and traced is the user's affair; a picture is for others."""
    selected = canvas.view.scene().selectedItems()
    blocked = canvas.view.scene().blockSignals(True)
    try:
        for item in selected:
            item.setSelected(False)
        with canvas.traced.hidden():
            yield
    finally:
        for item in selected:
            item.setSelected(True)
        canvas.view.scene().blockSignals(blocked)


@contextmanager
def _only(canvas: Canvas, ids: set[str]) -> Iterator[None]:
    """Nothing but these. The others become clear: hidden ones would lose the selection."""
    tops = [item for item in canvas.view.scene().items() if item.parentItem() is None]
    others = [item for item in tops if not _ends(item) <= ids]
    before = [item.opacity() for item in others]
    try:
        for other in others:
            other.setOpacity(0.0)
        yield
    finally:
        for other, opacity in zip(others, before, strict=True):
            other.setOpacity(opacity)


def _ends(item: QGraphicsItem) -> set[str]:
    """What must be on the picture for an item to be: itself, or what a wire joins."""
    if isinstance(item, WireItem):
        return {item.output_port.node.id, item.input_port.node.id}
    return {getattr(item, "id", "")}
