"""A mark for each verdict. Each has a shape of its own, so that no colour need be told apart."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QPolygonF

from app.theme import colour, font, on, theme
from blocks.platforms import Verdict

SIZE = 16


@dataclass(frozen=True, slots=True)
class Ink:
    """What a mark is drawn with: on a selected row all in the one colour that is legible there."""

    good: str
    running: str
    warning: str
    error: str
    faint: str
    ground: str

    @classmethod
    def usual(cls) -> Ink:
        """The theme's own colours."""
        look = theme()
        return cls(look.good, look.running, look.warning, look.error, look.dim, look.canvas)

    @classmethod
    def selected(cls) -> Ink:
        """As the text of a selected row."""
        look = theme()
        top = look.on_accent
        return cls(top, top, top, top, top, look.accent)


def verdict_icon(verdict: Verdict) -> QIcon:
    """The mark as an icon, in the colours of the theme."""
    icon = QIcon(_picture(verdict, Ink.usual()))
    icon.addPixmap(_picture(verdict, Ink.selected()), QIcon.Mode.Selected)
    return icon


def paint_verdict(painter: QPainter, verdict: Verdict, ink: Ink | None = None) -> None:
    """Around the origin: a check mark; two arrows; a die; a barred disc; a diamond with "≠"; a ring
    with "?"."""
    _PAINTERS[verdict](painter, ink or Ink.usual())


def _picture(verdict: Verdict, ink: Ink) -> QPixmap:
    picture = QPixmap(2 * SIZE, 2 * SIZE)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(SIZE / 2, SIZE / 2)
    paint_verdict(painter, verdict, ink)
    painter.end()
    return picture


def _pen(name: str, width: float) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour(name), width, Qt.PenStyle.SolidLine, cap, join)


def _fine(painter: QPainter, ink: Ink) -> None:
    painter.setPen(_pen(ink.good, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5, -4.5)]))


def _arguments(painter: QPainter, ink: Ink) -> None:
    painter.setPen(_pen(ink.running, 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for side in (1, -1):
        tip, tail = QPointF(side * 5.5, side * -2.6), QPointF(side * -5.5, side * -2.6)
        painter.drawLine(tail, tip)
        painter.drawLine(tip, tip + QPointF(side * -2.6, side * -2.6))


def _other(painter: QPainter, ink: Ink) -> None:
    painter.setPen(_pen(ink.running, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(-5.5, -5.5, 11, 11), 2.5, 2.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink.running))
    for at in (-2.7, 0.0, 2.7):
        painter.drawEllipse(QPointF(at, at), 1.2, 1.2)


def _refuses(painter: QPainter, ink: Ink) -> None:
    painter.setPen(_pen(ink.ground, 1.0))
    painter.setBrush(colour(ink.warning))
    painter.drawEllipse(QPointF(0, 0), 7, 7)
    painter.setPen(_pen(on(ink.warning).name(), 2.4))
    painter.drawLine(QPointF(-3.4, 0), QPointF(3.4, 0))


def _wrong(painter: QPainter, ink: Ink) -> None:
    painter.setPen(_pen(ink.ground, 1.0))
    painter.setBrush(colour(ink.error))
    painter.drawPolygon(
        QPolygonF([QPointF(0, -7.8), QPointF(7.8, 0), QPointF(0, 7.8), QPointF(-7.8, 0)])
    )
    painter.setPen(_pen(on(ink.error).name(), 1.5))
    painter.drawLine(QPointF(-2.8, -1.3), QPointF(2.8, -1.3))
    painter.drawLine(QPointF(-2.8, 1.5), QPointF(2.8, 1.5))
    painter.drawLine(QPointF(-1.8, 3.4), QPointF(1.8, -3.2))


def _unknown(painter: QPainter, ink: Ink) -> None:
    painter.setPen(_pen(ink.faint, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), 6.6, 6.6)
    painter.setPen(colour(ink.faint))
    painter.setFont(font(10, bold=True))
    painter.drawText(QRectF(-7, -7, 14, 14), Qt.AlignmentFlag.AlignCenter, "?")


_PAINTERS = {
    Verdict.FINE: _fine,
    Verdict.ARGUMENTS: _arguments,
    Verdict.OTHER: _other,
    Verdict.REFUSES: _refuses,
    Verdict.WRONG: _wrong,
    Verdict.UNKNOWN: _unknown,
}
