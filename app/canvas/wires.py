"""Wires: a curve from an output to an input, in the colour of what flows along it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from NodeGraphQt.constants import Z_VAL_NODE_WIDGET, Z_VAL_PIPE
from NodeGraphQt.qgraphics.pipe import PipeItem
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from app.theme import colour, mixed, theme
from blocks.drawing.curve import bow
from blocks.page import Wire

FADED = 0.16
"""So much is left of a wire that steps back."""

GRIP = 11.0
_GRIP_PEN = QPen(Qt.GlobalColor.transparent, GRIP)


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """From an output, to the right, to an input, from the left."""
    out = bow(end.x() - start.x(), end.y() - start.y())
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(out, 0), end - QPointF(out, 0), end)
    return path


class WireItem(PipeItem):
    """A wire of the page."""

    itemChange = QGraphicsItem.itemChange  # noqa: N815  # Qt's name
    """Not NodeGraphQt's: that would be called, in Python, for every change of every wire."""

    def __init__(self) -> None:
        # Not NodeGraphQt's: it makes an arrow for each wire, and colours that nobody asks for.
        QGraphicsPathItem.__init__(self)
        self.setZValue(Z_VAL_PIPE)
        self.setAcceptHoverEvents(True)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setPen(_GRIP_PEN)
        self._input_port = self._output_port = None
        self._hovered = False
        self._lit = False
        self._traced = False
        self._shape: QPainterPath | None = None
        self.curve = QPainterPath()
        self.line = QLineF()
        self.bounds = QRectF()
        self._look: Look | None = None

    @property
    def wire(self) -> Wire:
        """The wire of the page that this is."""
        return Wire(self.output_port.end, self.input_port.end)

    def draw_path(
        self, start_port: object = None, end_port: object = None, cursor_pos: object = None
    ) -> None:
        """Follow the ports."""
        if self.input_port is None or self.output_port is None:
            return
        self.curve = curve(self.output_port.scenePos(), self.input_port.scenePos())
        self.line = QLineF(self.output_port.scenePos(), self.input_port.scenePos())
        self.bounds = self.curve.controlPointRect()
        self.setPath(self.curve)
        self._shape = None

    def shape(self) -> QPainterPath:
        """A band along the curve: Qt's own would take in the area under it."""
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(GRIP)
            self._shape = stroker.createStroke(self.path())
        return self._shape

    def set_lit(self, lit: bool) -> None:
        """Light up, as the wire that a block in the hand would go into."""
        self._lit = lit
        self.refresh()

    def set_traced(self, traced: bool) -> None:
        """Stand out, as one along which the number that is traced has come."""
        if traced != self._traced:
            self._traced = traced
            self.refresh()

    def setSelected(self, selected: bool) -> None:
        """Be what Delete removes."""
        super().setSelected(selected)
        self._show_near()

    def hoverEnterEvent(self, event: object) -> None:
        self._hovered = True
        self._show_near()

    def hoverLeaveEvent(self, event: object) -> None:
        self._hovered = False
        self._show_near()

    def refresh(self) -> None:
        """Something has changed of which its look depends."""
        self._look = None
        self.update()

    def _show_near(self) -> None:
        self.refresh()
        if (scene := self.scene()) is not None:
            scene.near_changed.emit()

    # ---- painting -------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setPen(self.stroke())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.curve)

    @property
    def look(self) -> Look:
        """How it stands out, found out once until something changes."""
        if self._look is None:
            chosen = self._lit or self._traced or bool(self.isSelected())
            begin, end = self.output_port.node, self.input_port.node
            near = chosen or self._hovered or begin.is_near or end.is_near
            wrong = self.input_port.face.wrong
            self._look = Look(near, chosen, wrong, self.output_port.face.dtype or "")
        return self._look

    def stroke(self) -> QPen:
        """How it is drawn now."""
        look = self.look
        width = 2.8 if look.near else 2.0
        if self._hovered or self._traced or self.isSelected():
            width = 3.4
        if self._lit:
            width = 5.0
        strength = 1.0 if look.near else FADED if self.scene().fades_wires else 0.72
        return pen(look.tint, strength, width, dashed=look.wrong)


class Look(NamedTuple):
    """How a wire stands out among others; wires of one look are drawn together from afar."""

    near: bool
    """Whether it belongs to what the user is at: it is selected or hovered, or its block is."""
    chosen: bool
    wrong: bool
    dtype: str

    @property
    def tint(self) -> str:
        """Its colour: what flows along it, or what is wrong with it."""
        look = theme()
        return look.accent if self.chosen else look.error if self.wrong else look.dtype(self.dtype)


def pen(tint: str, strength: float, width: float, *, dashed: bool = False) -> QPen:
    """The pen for a wire. Its colour is mixed with the ground rather than seen through, which
    takes seven times as long to draw."""
    return _pen(tint, theme().canvas, strength, width, dashed)


@cache
def _pen(tint: str, ground: str, strength: float, width: float, dashed: bool) -> QPen:
    made = QPen(colour(mixed(tint, ground, strength)), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    if dashed:
        made.setDashPattern([3.0, 2.2])
    return made


class LooseWire(QGraphicsPathItem):
    """A wire in the hand: one end at a port, the other at the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(Z_VAL_NODE_WIDGET + 1)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def span(self, start: QPointF, end: QPointF, tint: str, *, fits: bool) -> None:
        """Run from an output's side to an input's side; dashed where it would not be taken."""
        pen = QPen(colour(tint), 2.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not fits:
            pen.setDashPattern([2.5, 2.2])
        self.setPen(pen)
        self.setPath(curve(start, end))
