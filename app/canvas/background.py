"""The ground of the canvas: a quiet grid, and on an empty page a word of invitation."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.theme import LARGE, NORMAL, colour, font, theme

_STEP = 50.0
_CLOSEST = 20.0
"""Lines closer than this on the screen are drawn further apart."""

_WELCOME = "An empty page"
_HOW = "Double-click or press Tab to add a block"


def draw_background(painter: QPainter, rect: QRectF, zoom: float) -> None:
    """Fill with the ground colour and a grid that never gets dense."""
    look = theme()
    painter.fillRect(rect, colour(look.canvas))
    step = _STEP * 4 ** max(0, math.ceil(math.log(_CLOSEST / (_STEP * zoom), 4)))
    left = math.floor(rect.left() / step) * step
    top = math.floor(rect.top() / step) * step
    across = math.ceil((rect.right() - left) / step) + 1
    down = math.ceil((rect.bottom() - top) / step) + 1
    lines = [
        QLineF(left + i * step, rect.top(), left + i * step, rect.bottom()) for i in range(across)
    ]
    lines += [
        QLineF(rect.left(), top + i * step, rect.right(), top + i * step) for i in range(down)
    ]
    pen = QPen(colour(look.grid), 1.0)
    pen.setCosmetic(True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(pen)
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def draw_invitation(painter: QPainter, room: QRect) -> None:
    """Say on an empty page how to begin."""
    painter.save()
    painter.resetTransform()
    middle = QRectF(room)
    painter.setPen(colour(theme().dim))
    painter.setFont(font(LARGE, bold=True))
    painter.drawText(middle.translated(0, -14), Qt.AlignmentFlag.AlignCenter, _WELCOME)
    painter.setFont(font(NORMAL))
    painter.drawText(middle.translated(0, 14), Qt.AlignmentFlag.AlignCenter, _HOW)
    painter.restore()
