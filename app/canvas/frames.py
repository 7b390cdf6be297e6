"""Frames: rectangles with a title behind the blocks that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from NodeGraphQt.constants import Z_VAL_PIPE
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.layout import SMALL_FONT, TITLE_FONT, metrics, ready_text
from app.canvas.navigation import DETAIL_FROM
from app.theme import colour, font, theme
from blocks.drawing.ground import FRAME_HEAD, LINE, frame_lines
from blocks.page.tables.frames import Frame

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

HEAD = 28.0
"""The title bar, by which a frame is taken hold of."""

GRIP = 18.0
"""The corner at which its size is changed."""

_MARGIN = 10.0


class FrameItem(QGraphicsItem):
    """One frame. The mouse goes through its inside, to what is drawn there."""

    def __init__(self, id: str, frame: Frame) -> None:
        super().__init__()
        self.id = id
        self.setZValue(Z_VAL_PIPE - 2)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.frame = frame
        self.size = QRectF(0, 0, *frame.size)
        self.is_found = False
        self.setPos(*frame.at)

    def show_frame(self, frame: Frame) -> None:
        """Look like this from now on."""
        self.frame = frame
        self.stretch(*frame.size)
        self.setPos(*frame.at)
        self.update()

    def stretch(self, width: float, height: float) -> None:
        """Be so large."""
        self.prepareGeometryChange()
        self.size = QRectF(0, 0, width, height)

    @property
    def place(self) -> QRectF:
        """The part of the page that it takes."""
        return self.size.translated(self.pos())

    @property
    def whole(self) -> QRectF:
        """The same: a frame has nothing around it."""
        return self.place

    @property
    def head(self) -> QRectF:
        """The title bar."""
        return QRectF(0, 0, self.size.width(), HEAD)

    @property
    def grip(self) -> QRectF:
        """The lower right corner."""
        corner = self.size.bottomRight()
        return QRectF(corner.x() - GRIP, corner.y() - GRIP, GRIP, GRIP)

    def boundingRect(self) -> QRectF:
        return self.size.adjusted(-10, -10, 10, 10)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.head)
        path.addRect(self.grip)
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        look, frame = theme(), self.frame
        chosen = bool(self.isSelected())
        if self.is_found:
            painter.setPen(Qt.PenStyle.NoPen)
            for width, strength in ((9.0, 0.25), (5.0, 0.45)):
                painter.setBrush(colour(look.accent, strength))
                wide = self.size.adjusted(-width, -width, width, width)
                painter.drawRoundedRect(wide, 6.0 + width, 6.0 + width)
        painter.setPen(QPen(colour(look.accent if chosen else look.edge), 2.2 if chosen else 1.0))
        painter.setBrush(colour(look.frames[frame.colour]))
        painter.drawRoundedRect(self.size, 6.0, 6.0)
        painter.setPen(QPen(colour(look.edge), 1.4))
        corner = self.size.bottomRight()
        for inset in (5.0, 9.0, 13.0):
            painter.drawLine(
                QPointF(corner.x() - inset, corner.y() - 3),
                QPointF(corner.x() - 3, corner.y() - inset),
            )
        self._write(painter, painter.worldTransform().m11())

    def _write(self, painter: QPainter, zoom: float) -> None:
        """The title, and the text under it; from afar the title alone, above the frame, as large
        as can be read."""
        look, frame = theme(), self.frame
        is_afar = zoom < DETAIL_FROM
        size = round(SMALL_FONT[0] / zoom) if is_afar else TITLE_FONT[0]
        room = self.head.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if is_afar:
            room = QRectF(0, -1.5 * size, self.size.width(), 1.4 * size)
        painter.setPen(colour(look.text))
        painter.setFont(font(size, bold=True))
        shown = metrics((size, True)).elidedText(
            frame.title or "Frame", Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if is_afar:
            return
        for at, line in enumerate(frame_lines(frame)):
            _, ready = ready_text(line, SMALL_FONT)
            painter.setFont(font(SMALL_FONT[0]))
            painter.drawStaticText(QPointF(_MARGIN, FRAME_HEAD + at * LINE), ready)


class FrameItems:
    """All frames of the level that is open."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._items = canvas.frame_items

    def agree(self) -> None:
        """Draw the frames that there are now, and no others. Smaller ones lie on larger ones."""
        document = self._canvas.document
        here = {id: one for id, one in document.page.frames.items() if one.group == document.level}
        for id in tuple(self._items):
            if id not in here:
                self._take(id)
        for id, frame in here.items():
            item = self._items.get(id)
            if item is None:
                item = self._items[id] = FrameItem(id, frame)
                self._canvas.view.scene().addItem(item)
                item.setSelected(id in document.selection)
            else:
                item.show_frame(frame)
            area = max(frame.size.width * frame.size.height, 1.0)
            item.setZValue(Z_VAL_PIPE - 2 + 1 / (1 + area))

    def empty(self) -> None:
        """Draw none any more."""
        for id in tuple(self._items):
            self._take(id)

    def _take(self, id: str) -> None:
        self._canvas.view.scene().removeItem(self._items.pop(id))
