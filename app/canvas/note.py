"""A note under its block: a bar at its left, so that it is told from what the block itself says."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.canvas.layout import SMALL_FONT, ready_text
from app.theme import colour, theme
from blocks.drawing.ground import LINE, Note, note_under
from blocks.drawing.paper import Box


@lru_cache(maxsize=512)
def _laid_out(text: str, width: float, height: float) -> Note:
    return note_under(text, Box(0.0, 0.0, width, height))


def note_box(text: str, body: QRectF) -> QRectF:
    """The room that a note takes under a block; none without a note."""
    if not text:
        return QRectF()
    return QRectF(*_laid_out(text, body.width(), body.height()).box)


def draw_note(painter: QPainter, text: str, body: QRectF) -> None:
    """Write a note under a block."""
    note, look = _laid_out(text, body.width(), body.height()), theme()
    box = QRectF(*note.box)
    painter.setPen(QPen(colour(look.accent), 2.0))
    painter.drawLine(QPointF(box.left() + 1, box.top()), QPointF(box.left() + 1, box.bottom()))
    painter.setPen(colour(look.text))
    for at, line in enumerate(note.lines):
        _, ready = ready_text(line, SMALL_FONT)
        painter.drawStaticText(QPointF(box.left() + 8, box.top() + at * LINE), ready)
