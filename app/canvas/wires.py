"""Wires: a curve from an output to an input, in the colour of what flows along it."""

from __future__ import annotations

from NodeGraphQt.constants import Z_VAL_NODE_WIDGET
from NodeGraphQt.qgraphics.pipe import PipeItem
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from app.theme import colour, theme
from blocks.page import Wire

_GRIP = 11.0
_SHORTEST_BOW, _LONGEST_BOW = 34.0, 180.0


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """From an output, to the right, to an input, from the left."""
    across = end.x() - start.x()
    # Backwards it swings out further, or it would run along behind its own blocks.
    wanted = abs(across) * (0.5 if across > 0 else 0.9) + abs(end.y() - start.y()) * 0.08
    bow = min(max(wanted, _SHORTEST_BOW), _LONGEST_BOW)
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(bow, 0), end - QPointF(bow, 0), end)
    return path


class WireItem(PipeItem):
    """A wire of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self._dir_pointer.setVisible(False)
        self.setPen(QPen(Qt.GlobalColor.transparent, _GRIP))
        self._hovered = False
        self._lit = False
        self._shape: QPainterPath | None = None

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
        self.setPath(curve(self.output_port.scenePos(), self.input_port.scenePos()))
        self._shape = None

    def shape(self) -> QPainterPath:
        """A band along the curve: Qt's own would take in the area under it."""
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(_GRIP)
            self._shape = stroker.createStroke(self.path())
        return self._shape

    def set_pipe_styling(self, color: object, width: int = 2, style: int = 0) -> None:
        """Styles come from the theme, when painting."""

    def _draw_direction_pointer(self) -> None:
        """All wires run from left to right; an arrow would say nothing."""

    def set_lit(self, lit: bool) -> None:
        """Light up, as the wire that a block in the hand would go into."""
        self._lit = lit
        self.update()

    def hoverEnterEvent(self, event: object) -> None:
        self._hovered = True
        self.update()

    def hoverLeaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        look = theme()
        near = self.output_port.node.isSelected() or self.input_port.node.isSelected()
        tint = look.dtype(self.output_port.face.dtype)
        if self.input_port.face.wrong:
            tint = look.error
        width = (
            5.0
            if self._lit
            else 3.4
            if self._hovered or self.isSelected()
            else 2.8
            if near
            else 2.0
        )
        if self.isSelected() or self._lit:
            tint = look.accent
        strong = near or self._hovered or self.isSelected() or self._lit
        pen = QPen(colour(tint, 1.0 if strong else 0.72), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if self.input_port.face.wrong:
            pen.setDashPattern([3.0, 2.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path())


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
