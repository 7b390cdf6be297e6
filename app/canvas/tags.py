"""Tags: names at the ends of wires that are not drawn as lines.

Wires of outputs that the user has made so, and wires that cross the border of the open group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from NodeGraphQt.constants import Z_VAL_PORT
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.alive import is_alive
from app.canvas.layout import SMALL_FONT, text_width
from app.theme import colour, font, theme
from blocks.editing.levels import level_of, shown_at
from blocks.page import End

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas
    from app.document import Document

_HIGH, _POINT, _ROOM = 18.0, 7.0, 8.0
_FROM_PORT = 17.0


class Tag(NamedTuple):
    """A tag: the end at which it hangs, on which side, and what it says."""

    end: End
    is_input: bool
    text: str


class TagItem(QGraphicsItem):
    """One tag, on the outer side of its port."""

    def __init__(self, tag: Tag, dtype: str | None, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.tag, self._dtype = tag, dtype
        self.setZValue(Z_VAL_PORT)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._wide = text_width(tag.text, SMALL_FONT) + 2 * _ROOM
        left = -_FROM_PORT - self._wide - _POINT if tag.is_input else _FROM_PORT
        self._box = QRectF(left, -_HIGH / 2, self._wide + _POINT, _HIGH)

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-_FROM_PORT, -2, _FROM_PORT, 2)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self._box)
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        look, box = theme(), self._box
        tint = colour(look.dtype(self._dtype))
        painter.setPen(QPen(tint, 1.6))
        near = box.right() if self.tag.is_input else box.left()
        painter.drawLine(QPointF(near, 0), QPointF(-6.0 if self.tag.is_input else 6.0, 0))
        painter.setBrush(colour(look.block))
        painter.drawPolygon(_arrow(box))
        painter.setPen(colour(look.text))
        painter.setFont(font(SMALL_FONT[0]))
        inner = box.adjusted(0, 0, -_POINT, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, self.tag.text)


class TagItems:
    """All tags of the level that is open."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._items = canvas.tag_items

    def agree(self) -> None:
        """Draw the tags that there are now, and no others."""
        wanted = {(tag.end, tag.is_input): tag for tag in self._tags()}
        for key in tuple(self._items):
            item = self._items[key]
            gone = not _is_drawn(item)
            if gone or item.tag != wanted.get(key):
                self._take(key)
        for key, tag in wanted.items():
            if key not in self._items:
                self._put(key, tag)

    def empty(self) -> None:
        """Draw none any more."""
        for key in tuple(self._items):
            self._take(key)

    def _tags(self) -> list[Tag]:
        document = self._canvas.document
        page, level = document.page, document.level
        if level is None and not page.tags:
            return []
        found: dict[Tag, None] = {}
        for wire in page.wires:
            source = shown_at(page, wire.source.block, level)
            target = shown_at(page, wire.target.block, level)
            tagged = str(wire.source) in page.tags
            if source == target or not (tagged or source is None or target is None):
                continue
            if source is not None:
                name = str(wire.source) if tagged else str(wire.target)
                found[Tag(wire.source, False, name)] = None
            if target is not None:
                found[Tag(wire.target, True, str(wire.source))] = None
        return list(found)

    def _put(self, key: tuple[End, bool], tag: Tag) -> None:
        document, graph = self._canvas.document, self._canvas.graph
        shown = shown_at(document.page, tag.end.block, document.level)
        if shown is None or graph.node(shown) is None:
            return
        port = graph.port(shown, tag.end, is_input=tag.is_input)
        self._items[key] = TagItem(tag, port.face.dtype, port)

    def _take(self, key: tuple[End, bool]) -> None:
        item = self._items.pop(key)
        if _is_drawn(item):
            item.scene().removeItem(item)


def other_ends(document: Document, tag: Tag) -> tuple[str, ...]:
    """The blocks at the other ends of the wires that a tag stands for, those of one level."""
    page = document.page
    if tag.is_input:
        found = [wire.source.block for wire in page.wires_into(*tag.end)]
    else:
        found = [wire.target.block for wire in page.wires_out_of(*tag.end)]
    hidden = [id for id in found if level_of(page, id) != document.level] or found
    if str(tag.end) in page.tags:
        hidden = found
    level = level_of(page, hidden[0]) if hidden else None
    return tuple(id for id in dict.fromkeys(hidden) if level_of(page, id) == level)


def _is_drawn(item: TagItem) -> bool:
    """Whether it has not gone with its block."""
    return is_alive(item) and item.scene() is not None


def _arrow(box: QRectF) -> list[QPointF]:
    tip = box.right()
    return [
        box.topLeft(),
        QPointF(tip - _POINT, box.top()),
        QPointF(tip, box.center().y()),
        QPointF(tip - _POINT, box.bottom()),
        box.bottomLeft(),
    ]
