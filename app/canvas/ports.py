"""A port: a pill in the dtype's colour with the dtype's letter."""

from __future__ import annotations

from collections.abc import Iterable

from NodeGraphQt.constants import Z_VAL_PORT, PortTypeEnum
from NodeGraphQt.qgraphics.port import PortItem as NodePortItem
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.stamps import stamp
from app.theme import colour, font, on, theme
from blocks.drawing.face import PortFace
from blocks.dtypes import UNKNOWN_LETTER, letter
from blocks.page import End

INPUT, OUTPUT = PortTypeEnum.IN.value, PortTypeEnum.OUT.value

HEIGHT = 15.0
_WIDTHS = {1: HEIGHT, 2: 21.0, 3: 27.0}
REACH = QRectF(-15.0, -11.0, 30.0, 22.0)
"""A port is larger to the mouse than to the eye."""

_CENTRE = QPointF()
_BOUNDS = REACH.adjusted(-2, -1, 2, 1)
_SHAPE = QPainterPath()
_SHAPE.addRect(REACH)
_BEFORE_DOT, _AFTER_DOT = QPainterPath(), QPainterPath()
_BEFORE_DOT.addRect(QRectF(-12.0, -9.0, 15.0, 18.0))
_AFTER_DOT.addRect(QRectF(-3.0, -9.0, 15.0, 18.0))


class PortItem(NodePortItem):
    """A port of a block. Its position is its centre, where wires begin and end."""

    itemChange = QGraphicsItem.itemChange  # noqa: N815  # Qt's name
    """Not NodeGraphQt's: that would be called, in Python, for every change of every port. A block
    draws its wires anew itself when it has moved."""

    def __init__(self, parent: QGraphicsItem, name: str, side: str, *, many: bool) -> None:
        # Not NodeGraphQt's: it sets up colours, sizes and a cache that nobody asks for.
        QGraphicsItem.__init__(self, parent)
        self.setAcceptHoverEvents(True)
        self.setZValue(Z_VAL_PORT)
        self._pipes: list[object] = []
        self._name, self._port_type, self._multi_connection = name, side, many
        self._locked = self._hovered = self._dimmed = False
        self._display_name = True
        self.face = PortFace("")

    @property
    def end(self) -> End:
        """The end of a wire that this port is."""
        end: End = self.node.end_at(self.port_type, self.name)
        return end

    @property
    def is_input(self) -> bool:
        """Whether wires end here."""
        return bool(self.port_type == INPUT)

    def show_face(self, face: PortFace) -> None:
        """Look like this from now on."""
        if face != self.face:
            self.face = face
            self.update()
            for wire in self.connected_pipes:
                wire.refresh()

    def set_dimmed(self, dimmed: bool) -> None:
        """Step back while a wire is drawn that this port cannot take."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.setOpacity(0.22 if dimmed else 1.0)

    @property
    def is_dimmed(self) -> bool:
        """Whether it has stepped back."""
        return self._dimmed

    def boundingRect(self) -> QRectF:
        return _BOUNDS

    def shape(self) -> QPainterPath:
        if self.node.face.is_dot:  # room is left in its middle to take hold of the dot
            return _BEFORE_DOT if self.is_input else _AFTER_DOT
        return _SHAPE

    def hoverEnterEvent(self, event: object) -> None:
        super().hoverEnterEvent(event)
        self.update()

    def hoverLeaveEvent(self, event: object) -> None:
        super().hoverLeaveEvent(event)
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if not self.node.face.is_dot:
            self.paint_at(painter)

    def paint_at(self, painter: QPainter, at: QPointF = _CENTRE, size: float = 1.0) -> None:
        """Paint it, its middle somewhere else than it is, and larger or smaller."""
        face = self.face
        words, hovered = letter(face.dtype), bool(self._hovered)
        filled = face.wired or not self.is_input
        key = ("port", face.dtype, face.many, face.wrong, filled, hovered)
        stamp(
            painter,
            _BOUNDS,
            key,
            lambda inner: _draw(inner, face, words, filled=filled, hovered=hovered),
            at,
            size,
        )


def _draw(painter: QPainter, face: PortFace, words: str, *, filled: bool, hovered: bool) -> None:
    look = theme()
    tint = look.dtype(face.dtype)
    wide = _WIDTHS.get(len(words), 27.0)
    pill = QRectF(-wide / 2, -HEIGHT / 2, wide, HEIGHT)
    radius = 4.0 if face.many else HEIGHT / 2
    if face.many:
        # A second card behind the first: many wires may come.
        painter.setPen(QPen(colour(tint), 1.2))
        painter.setBrush(colour(look.block))
        painter.drawRoundedRect(pill.translated(-2.5, 2.5), radius, radius)
    edge = look.error if face.wrong else look.text if hovered else tint
    painter.setPen(QPen(colour(edge), 2.4 if face.wrong or hovered else 1.6))
    painter.setBrush(colour(tint if filled else look.block))
    painter.drawRoundedRect(pill, radius, radius)
    painter.setPen(on(tint) if filled else colour(tint))
    if words == UNKNOWN_LETTER:
        painter.setBrush(painter.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(0, 0), 1.6, 1.6)
        return
    painter.setFont(font(10, bold=True))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


def nearest(ports: Iterable[PortItem], at: QPointF) -> PortItem | None:
    """The port nearest to a place on the page; None if there is no port."""

    def distance(port: PortItem) -> float:
        apart: QPointF = port.scenePos() - at
        return apart.manhattanLength()

    return min(ports, key=distance, default=None)
