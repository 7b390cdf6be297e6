"""The picture in the minimap: blocks and groups as cards, frames behind them, and what is wrong or
stale as a shape on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF, QTransform

from app.canvas.block_item import BlockItem
from app.canvas.frames import FrameItem
from app.canvas.wires import WireItem
from app.theme import colour, mixed, theme

_LEAST = 2.0
"""Pixels: a block is never smaller, or a large page would look empty."""

_MARK = 3.2
_PILE = 2.0

MARKS = ("running", "stale", "error")
"""What is marked, what matters most last and so on top."""


def mark_of(item: BlockItem) -> str:
    """What the minimap marks a block with; "" for nothing."""
    face = item.face
    if face.trouble == "error" or face.state == "failed":
        return "error"
    return face.state if face.state in MARKS else ""


def draw_page(
    picture: QPixmap,
    place: QTransform,
    frames: Iterable[FrameItem],
    blocks: Iterable[BlockItem],
    wires: Iterable[WireItem],
) -> None:
    """Draw a page, through a transform from page to picture. Frames lie under all, in their
    colours; a group has a card behind it."""
    look = theme()
    bodies: dict[str, list[QRectF]] = defaultdict(list)
    piles: list[QRectF] = []
    marked: dict[str, list[QPointF]] = defaultdict(list)
    for item in blocks:
        box = place.mapRect(item.place)
        box.setSize(box.size().expandedTo(QRectF(0, 0, _LEAST, _LEAST).size()))
        tint = look.accent if item.isSelected() else look.dim
        bodies[tint].append(box)
        if item.face.is_group:
            piles.append(box.translated(_PILE, _PILE))
        if mark := mark_of(item):
            marked[mark].append(box.center())
    painter = QPainter(picture)
    painter.setPen(QPen(colour(look.edge), 1.0))
    for frame in sorted(frames, key=lambda one: one.zValue()):
        painter.setBrush(colour(look.frames[frame.frame.colour]))
        painter.drawRect(place.mapRect(frame.place))
    painter.setPen(QPen(colour(mixed(look.dim, look.panel, 0.3)), 1.0))
    painter.drawLines([place.map(wire.line) for wire in wires])
    painter.setPen(QPen(colour(look.dim), 1.0))
    painter.setBrush(colour(look.panel))
    painter.drawRects(piles)
    painter.setPen(Qt.PenStyle.NoPen)
    for tint, boxes in bodies.items():
        painter.setBrush(colour(tint if tint == look.accent else mixed(tint, look.panel, 0.62)))
        painter.drawRects(boxes)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in MARKS:
        for centre in marked[mark]:
            _draw_mark(painter, mark, centre)
    painter.end()


def _draw_mark(painter: QPainter, mark: str, centre: QPointF) -> None:
    """A cross for an error, a diamond for what is stale, a disc for what runs."""
    look, size = theme(), _MARK
    x, y = centre.x(), centre.y()
    if mark == "error":
        for tint, width in ((look.panel, 3.6), (look.error, 2.0)):
            painter.setPen(QPen(colour(tint), width))
            painter.drawLine(QPointF(x - size, y - size), QPointF(x + size, y + size))
            painter.drawLine(QPointF(x - size, y + size), QPointF(x + size, y - size))
        return
    painter.setPen(QPen(colour(look.panel), 1.0))
    painter.setBrush(colour(look.running if mark == "running" else look.warning))
    if mark == "running":
        painter.drawEllipse(centre, size, size)
        return
    size += 0.8
    corners = [
        QPointF(x, y - size),
        QPointF(x + size, y),
        QPointF(x, y + size),
        QPointF(x - size, y),
    ]
    painter.drawPolygon(QPolygonF(corners))
