"""Frames: rectangles with a title behind the blocks that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from NodeGraphQt.constants import Z_VAL_PIPE
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.layout import SMALL_FONT, TITLE_FONT, metrics
from app.theme import colour, font, theme
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
        return self.size.adjusted(-2, -2, 2, 2)

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
        room = self.head.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.setPen(colour(look.text))
        painter.setFont(font(TITLE_FONT[0], bold=True))
        shown = metrics(TITLE_FONT).elidedText(
            frame.title or "Frame", Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setFont(font(SMALL_FONT[0]))
        painter.setPen(colour(look.dim))
        inner = self.size.adjusted(_MARGIN, HEAD, -_MARGIN, -_MARGIN)
        painter.drawText(
            inner, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), frame.text
        )


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
