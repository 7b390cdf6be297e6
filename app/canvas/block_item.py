"""A block, painted."""

from __future__ import annotations

from functools import cache
from typing import Any

from NodeGraphQt.constants import Z_VAL_NODE
from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas import layout
from app.canvas.badges import stamp_state, stamp_trouble
from app.canvas.ground import RADIUS, draw_ground
from app.canvas.layout import Layout, layout_of
from app.canvas.note import draw_note, note_box
from app.canvas.platform_marks import Troubles, stamp_troubles
from app.canvas.ports import INPUT, OUTPUT, PortItem
from app.canvas.stamps import stamp
from app.canvas.standing import draw_standing, draw_way
from app.canvas.traced import draw_ring
from app.canvas.wires import WireItem
from app.theme import Theme, colour, font, theme
from blocks.drawing.face import Face
from blocks.drawing.layout import Text
from blocks.page import End

OVERHANG = 12.0
_NO_FACE = Face("", "", None)


class BlockItem(AbstractNodeItem):
    """A block on the canvas. It shows a Face; the page and the check it does not know."""

    itemChange = QGraphicsItem.itemChange  # noqa: N815  # Qt's name
    """Nothing is done in Python for each change: `setPos` and `setSelected` are what counts."""

    def __init__(self, name: str = "", parent: QGraphicsItem | None = None) -> None:
        super().__init__(name, parent)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setAcceptHoverEvents(True)
        self._ports: dict[tuple[str, str], PortItem] = {}
        self._hovered = False
        self.ends: dict[tuple[str, str], End] = {}
        self.is_found = False
        self.traced = ""
        self.troubles: Troubles = ()  # on other platforms
        self.face = _NO_FACE
        self.layout: Layout = _no_layout()
        self._remember()

    # ---- what NodeGraphQt asks of a node's item ---------------------------------------------

    def add_input(self, name: str, many: bool = False, *rest: object) -> PortItem:
        """Add an input port."""
        return self._add_port(name, INPUT, many)

    def add_output(self, name: str, many: bool = True, *rest: object) -> PortItem:
        """Add an output port."""
        return self._add_port(name, OUTPUT, many)

    @property
    def inputs(self) -> list[PortItem]:
        """The input ports, from top to bottom."""
        return [port for (side, _), port in self._ports.items() if side == INPUT]

    @property
    def outputs(self) -> list[PortItem]:
        """The output ports, from top to bottom."""
        return [port for (side, _), port in self._ports.items() if side == OUTPUT]

    @property
    def widgets(self) -> dict[str, Any]:
        """No widgets: attributes are edited in the panel."""
        return {}

    def pre_init(self, viewer: object = None, pos: Any = None) -> None:
        """Take one's place. Once it is on the canvas, all between there and here would be painted
        anew."""
        if pos is not None:
            self.setPos(pos[0], pos[1])

    def post_init(self, viewer: object = None, pos: Any = None) -> None:
        """All is done."""

    # ---- showing ------------------------------------------------------------------------------

    @property
    def ports(self) -> list[PortItem]:
        """All ports."""
        return list(self._ports.values())

    def end_at(self, side: str, name: str) -> End:
        """The end of a wire that a port is: one of a block within, if this shows a group."""
        return self.ends.get((side, name)) or End(self.id, name)

    def port(self, name: str, *, is_input: bool) -> PortItem | None:
        """The port of that name and side."""
        return self._ports.get((INPUT if is_input else OUTPUT, name))

    def show_face(self, face: Face) -> bool:
        """Look like this from now on. Returns whether anything differs."""
        if face == self.face:
            return False
        self.prepareGeometryChange()
        self.face = face
        self.layout = layout_of(face)
        self._remember()
        for port_face, (height, _) in zip(face.inputs, self.layout.inputs, strict=True):
            self._place(port_face.name, INPUT, 0.0, height).show_face(port_face)
        for port_face, (height, *_) in zip(face.outputs, self.layout.outputs, strict=True):
            self._place(port_face.name, OUTPUT, self.layout.width, height).show_face(port_face)
        for wire in self.wires:
            wire.refresh()
        self.update()
        return True

    def show_troubles(self, troubles: Troubles) -> None:
        """Show that other platforms refuse the block, or answer wrongly."""
        if troubles != self.troubles:
            self.troubles = troubles
            self.update()

    def show_traced(self, mark: str) -> None:
        """Show that the number that is traced has come by here, or is of this block."""
        if mark != self.traced:
            self.traced = mark
            self.update()

    def row_at(self, at: QPointF) -> Text[QRectF] | None:
        """The attribute value at a place in the block."""
        for label, value in self.layout.rows:
            if label.box.united(value.box).contains(at):
                return value
        return None

    @property
    def whole(self) -> QRectF:
        """The part of the page that it takes with the note under it."""
        note = note_box(self.face.note, self.layout.body)
        return self.place.united(note.translated(self.pos()))

    @property
    def wires(self) -> list[WireItem]:
        """All wires that begin or end here."""
        return [wire for port in self._ports.values() for wire in port.connected_pipes]

    @property
    def is_near(self) -> bool:
        """Whether the user is at it: it is selected, or the mouse is over it."""
        return self._hovered or bool(self.isSelected())

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self.layout.body, RADIUS, RADIUS)
        return path

    # ---- changing -------------------------------------------------------------------------

    def setPos(self, *place: Any) -> None:
        """Stand somewhere else, and take the wires along."""
        super().setPos(*place)
        self._remember()
        for wire in self.wires:
            wire.draw_path()

    def setSelected(self, selected: bool) -> None:
        """Come to the front, with the wires."""
        super().setSelected(selected)
        self.setZValue(Z_VAL_NODE + 1 if selected else Z_VAL_NODE)
        self._show_near()

    def set_hovered(self, hovered: bool) -> None:
        """The mouse has come, or gone."""
        if hovered != self._hovered:
            self._hovered = hovered
            self._show_near()

    def hoverEnterEvent(self, event: object) -> None:
        self.set_hovered(True)

    def hoverLeaveEvent(self, event: object) -> None:
        self.set_hovered(False)

    def _show_near(self) -> None:
        for wire in self.wires:
            wire.refresh()
        if (scene := self.scene()) is not None:
            scene.near_changed.emit()

    def _remember(self) -> None:
        """What is asked for so often that working it out each time is felt."""
        body = self.layout.body
        whole = body.united(note_box(self.face.note, body))
        self._bounds = whole.adjusted(-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
        self.place = body.translated(self.pos())

    # ---- painting -------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        look = theme()
        if self.is_found:
            self._paint_found(painter, look)
        if self.traced:
            draw_ring(painter, self.layout.body, self.traced, RADIUS)
        if self.face.note:
            draw_note(painter, self.face.note, self.layout.body)
        if self.face.is_dot:
            self._paint_dot(painter, look)
            return
        body, face = self.layout.body, self.face
        selected = bool(self.isSelected())
        size = (body.width(), body.height(), face.category, face.trouble == "error", selected)
        stamp(
            painter,
            body.adjusted(-4, -4, OVERHANG, OVERHANG),
            ("block", *size, face.mode == "disabled"),
            lambda inner: draw_ground(inner, body, face, selected=selected),
        )
        draw_way(painter, face, self.layout)
        self._paint_title(painter, look)
        self._paint_ports(painter, look)
        self._paint_rows(painter, look)
        stamp_state(painter, self.face.mark, QPointF(body.right() - 15, 14))
        stamp_trouble(painter, self.face.trouble, QPointF(body.right() - 2, 2))
        stamp_troubles(painter, self.troubles, QPointF(body.right() - 2, body.bottom() - 2))

    def _paint_dot(self, painter: QPainter, look: Theme) -> None:
        """A dot in the colour of what flows through, and its shape above it."""
        dtype = next((port.dtype for port in self.face.outputs), None)
        wrong = self.face.trouble == "error"
        chosen = bool(self.isSelected())
        edge = look.accent if chosen else look.error if wrong else look.block
        painter.setPen(QPen(colour(edge), 2.4 if chosen or wrong else 1.2))
        painter.setBrush(colour(look.dtype(dtype)))
        painter.drawEllipse(self.layout.body)
        _write(painter, self.layout.title, layout.SMALL_FONT, look.dim)

    def _paint_found(self, painter: QPainter, look: Theme) -> None:
        """A glow around what a search has found."""
        painter.setPen(Qt.PenStyle.NoPen)
        for width, strength in ((9.0, 0.25), (5.0, 0.45)):
            painter.setBrush(colour(look.accent, strength))
            wide = self.layout.body.adjusted(-width, -width, width, width)
            painter.drawRoundedRect(wide, RADIUS + width, RADIUS + width)

    def _paint_title(self, painter: QPainter, look: Theme) -> None:
        place = self.layout
        _write(painter, place.title, layout.TITLE_FONT, look.text)
        _write(painter, place.subtitle, layout.SMALL_FONT, look.dim)
        draw_standing(painter, self.face, place)
        if self.face.time and place.standing is None:
            wide = layout.text_width(self.face.time, layout.SMALL_FONT)
            left = place.width - layout.EDGE + 6 - wide
            box = QRectF(left, place.subtitle.box.y(), wide, 15)
            _write(painter, Text(box, self.face.time, self.face.time), layout.SMALL_FONT, look.dim)

    def _paint_ports(self, painter: QPainter, look: Theme) -> None:
        for port, (_, text) in zip(self.face.inputs, self.layout.inputs, strict=True):
            tint = look.error if port.wrong else look.text
            _write(painter, text, layout.NAME_FONT, tint)
        for port, (_, name, known, values) in zip(
            self.face.outputs, self.layout.outputs, strict=True
        ):
            _write(painter, name, layout.NAME_FONT, look.text)
            if known is not None:
                _write(painter, known, layout.SMALL_FONT, look.dtype(port.dtype))
            if values is not None:
                _write(painter, values, layout.SMALL_FONT, look.dim)

    def _paint_rows(self, painter: QPainter, look: Theme) -> None:
        if self.layout.rule is None:
            return
        painter.setPen(QPen(colour(look.border), 1.0))
        y = self.layout.rule
        painter.drawLine(QPointF(1, y), QPointF(self.layout.width - 1, y))
        for row, (label, value) in zip(self.face.rows, self.layout.rows, strict=True):
            _write(painter, label, layout.SMALL_FONT, look.text)
            _write(painter, value, layout.SMALL_FONT, look.error if row.wrong else look.dim)

    # ---- ports --------------------------------------------------------------------------------

    def _add_port(self, name: str, side: str, many: bool) -> PortItem:
        port = PortItem(self, name, side, many=many)
        self._ports[side, name] = port
        return port

    def _place(self, name: str, side: str, x: float, y: float) -> PortItem:
        port = self._ports[side, name]
        if port.pos() != QPointF(x, y):
            port.setPos(x, y)
            for wire in port.connected_pipes:
                wire.draw_path()
        return port


@cache
def _no_layout() -> Layout:
    return layout_of(_NO_FACE)


def _write(painter: QPainter, text: Text[QRectF], style: layout.Style, tint: str) -> None:
    painter.setFont(font(style[0], bold=style[1]))
    painter.setPen(colour(tint))
    height, ready = layout.ready_text(text.shown, style)
    painter.drawStaticText(QPointF(text.box.x(), text.box.center().y() - height / 2), ready)
