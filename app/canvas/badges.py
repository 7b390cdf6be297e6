"""Marks on a block: each has a shape of its own, so that no colour need be told from another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.canvas.stamps import stamp, stamp_each
from app.theme import colour, font, on, theme

RADIUS = 6.5
_BOX = QRectF(-11.0, -11.0, 22.0, 22.0)


def stamp_state(painter: QPainter, state: str, centre: QPointF) -> None:
    """A ring: never run. A check mark: fresh. A clock: stale. Half a disc: running. A cross:
    failed. Of a block that checks others a green disc with a check mark: met; a red square with a
    cross: not met."""
    _stamp(painter, _STATES.get(state, _ring), ("state", state), centre)


def stamp_states(painter: QPainter, state: str, centres: Iterable[QPointF]) -> None:
    """The same state at many places, in pixels of a painter without a transform."""
    stamp_each(painter, _BOX, ("state", state), _STATES.get(state, _ring), centres)


def stamp_trouble(painter: QPainter, trouble: str, centre: QPointF) -> None:
    """A red disc with "!" for an error; an amber card with "…" for what only lacks wires."""
    if trouble:
        draw = partial(_trouble, is_error=trouble == "error")
        _stamp(painter, draw, ("trouble", trouble), centre)


def _stamp(
    painter: QPainter, draw: Callable[[QPainter], None], key: Hashable, centre: QPointF
) -> None:
    stamp(painter, _BOX, key, draw, centre)


def _trouble(painter: QPainter, *, is_error: bool) -> None:
    look = theme()
    ground = colour(look.error if is_error else look.block)
    edge = colour(look.canvas if is_error else look.warning)
    box = QRectF(-8, -8, 16, 16) if is_error else QRectF(-9, -6, 18, 12)
    radius = 8 if is_error else 4
    painter.setPen(QPen(edge, 1.6))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, radius, radius)
    painter.setFont(font(12, bold=True))
    painter.setPen(on(look.error) if is_error else edge)
    text = box if is_error else box.translated(0, -3)
    painter.drawText(text, Qt.AlignmentFlag.AlignCenter, "!" if is_error else "…")


def _pen(name: str, width: float = 2.0) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour(name), width, Qt.PenStyle.SolidLine, cap, join)


def _ring(painter: QPainter) -> None:
    painter.setPen(_pen(theme().faint, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), RADIUS - 2.2, RADIUS - 2.2)


def _check(painter: QPainter) -> None:
    painter.setPen(_pen(theme().good, 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5, -4.5)]))


def _clock(painter: QPainter) -> None:
    painter.setPen(_pen(theme().warning, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), RADIUS - 0.8, RADIUS - 0.8)
    painter.drawPolyline(QPolygonF([QPointF(0, -3.4), QPointF(0, 0), QPointF(2.6, 1.6)]))


def _half(painter: QPainter) -> None:
    painter.setPen(_pen(theme().running, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), RADIUS - 0.8, RADIUS - 0.8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme().running))
    disc = QRectF(-RADIUS + 1, -RADIUS + 1, 2 * RADIUS - 2, 2 * RADIUS - 2)
    painter.drawPie(disc, -90 * 16, 180 * 16)


def _cross(painter: QPainter) -> None:
    painter.setPen(_pen(theme().error, 2.2))
    painter.drawLine(QPointF(-4.2, -4.2), QPointF(4.2, 4.2))
    painter.drawLine(QPointF(-4.2, 4.2), QPointF(4.2, -4.2))


def _met(painter: QPainter) -> None:
    painter.setPen(QPen(colour(theme().block), 1.2))
    painter.setBrush(colour(theme().good))
    painter.drawEllipse(QPointF(0, 0), 9.0, 9.0)
    painter.setPen(QPen(on(theme().good), 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(-4.5, 0.2), QPointF(-1.5, 3.6), QPointF(4.5, -3.6)]))


def _unmet(painter: QPainter) -> None:
    painter.setPen(QPen(colour(theme().block), 1.2))
    painter.setBrush(colour(theme().error))
    painter.drawRoundedRect(QRectF(-8.5, -8.5, 17, 17), 2.5, 2.5)
    painter.setPen(QPen(on(theme().error), 2.2))
    painter.drawLine(QPointF(-3.8, -3.8), QPointF(3.8, 3.8))
    painter.drawLine(QPointF(-3.8, 3.8), QPointF(3.8, -3.8))


_STATES = {
    "fresh": _check,
    "stale": _clock,
    "running": _half,
    "failed": _cross,
    "met": _met,
    "unmet": _unmet,
}
