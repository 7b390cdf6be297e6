"""The ground of a block: its body, its title bar, its edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.canvas import layout
from app.theme import colour, theme
from blocks.drawing.face import Face
from blocks.drawing.layout import PILE

RADIUS = 6.0


def draw_ground(painter: QPainter, body: QRectF, face: Face, *, selected: bool) -> None:
    """A block without its texts. A group is a pile of cards; what is disabled has no colour in its
    title and a dashed edge."""
    look = theme()
    if face.is_group:
        painter.setPen(QPen(colour(look.edge), 1.0))
        painter.setBrush(colour(look.block))
        for by in PILE:
            painter.drawRoundedRect(body.translated(by, by), RADIUS, RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(look.shadow, 0.55))
    painter.drawRoundedRect(body.adjusted(-1, 1, 1, 4), RADIUS + 1, RADIUS + 1)
    painter.setBrush(colour(look.block))
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    tint = look.category(face.category) if face.category else look.raised
    painter.setBrush(colour(look.block if face.mode == "disabled" else tint))
    painter.drawPath(_title_shape(body.width()))
    edge, width = (look.edge if face.mode == "disabled" else look.border), 1.0
    if face.trouble == "error":
        edge, width = look.error, 2.0
    if selected:
        edge, width = look.accent, 2.4
    pen = QPen(colour(edge), width)
    if face.is_placeholder or face.mode == "disabled":
        pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    if selected and face.trouble == "error":
        painter.setPen(QPen(colour(look.error), 1.4))
        painter.drawRoundedRect(body.adjusted(2, 2, -2, -2), RADIUS - 1, RADIUS - 1)


def _title_shape(width: float) -> QPainterPath:
    path = QPainterPath()
    path.moveTo(0.0, layout.TITLE)
    path.lineTo(0.0, RADIUS)
    path.arcTo(0.0, 0.0, 2 * RADIUS, 2 * RADIUS, 180, -90)
    path.lineTo(width - RADIUS, 0.0)
    path.arcTo(width - 2 * RADIUS, 0.0, 2 * RADIUS, 2 * RADIUS, 90, -90)
    path.lineTo(width, layout.TITLE)
    path.closeSubpath()
    return path
