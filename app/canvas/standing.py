"""What is said of a block that a run treats otherwise than others: disabled, bypassed, pinned."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.canvas.layout import SMALL_FONT, Layout, ready_text
from app.theme import colour, on, theme
from blocks.drawing.face import Face


def draw_way(painter: QPainter, face: Face, place: Layout) -> None:
    """Through a bypassed block, the way that its input takes."""
    if face.mode != "bypassed" or not (place.inputs and place.outputs):
        return
    pen = QPen(colour(theme().edge), 1.6)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    (start, given), (end, taken, *_) = place.inputs[0], place.outputs[0]
    left, right = given.box.right() + 4, taken.box.left() - 4
    painter.drawLine(QPointF(left, start), QPointF(max(left, right), end))


def draw_standing(painter: QPainter, face: Face, place: Layout) -> None:
    """A card with words at the right of the title; what is pinned is loud."""
    if place.standing is None:
        return
    look, box = theme(), QRectF(place.standing.box)
    ground = look.warning if face.is_pinned else look.block
    painter.setPen(QPen(colour(look.edge), 1.0))
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(box, 3.0, 3.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(on(ground))
    height, ready = ready_text(place.standing.shown, SMALL_FONT)
    painter.drawStaticText(QPointF(box.x() + 6, box.center().y() - height / 2), ready)
