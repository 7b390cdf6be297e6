"""The list of what was found: what it is called, and why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.theme import NORMAL, SMALL, colour, font, theme
from blocks.searching import Hit

HIT = Qt.ItemDataRole.UserRole
LINE, MOST_LINES, EDGE = 38, 7, 1


class HitList(QListWidget):
    """Hits, two lines each. It is as high as it needs to be, up to MOST_LINES."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("found")
        self.setAccessibleName("Found on the page")
        self.setItemDelegate(_Lines(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these hits, none of them current."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.title}, {hit.kind} {hit.text}")
            item.setData(HIT, hit)
            item.setToolTip(hit.text)
            self.addItem(item)
        self.setFixedHeight(min(len(hits), MOST_LINES) * LINE + 2 * EDGE)
        self.setVisible(bool(hits))

    def hit(self, row: int) -> Hit:
        """What a row shows."""
        hit: Hit = self.item(row).data(HIT)
        return hit


class _Lines(QStyledItemDelegate):
    """Draws a hit: its name, and below it the kind and the text of what was found."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit, room, look = index.data(HIT), option.rect, theme()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, colour(look.accent if is_current else look.raised))
        lines = room.adjusted(10, 3, -8, -4)
        left, top, low = (
            Qt.AlignmentFlag.AlignLeft,
            Qt.AlignmentFlag.AlignTop,
            Qt.AlignmentFlag.AlignBottom,
        )
        ink = look.error if hit.kind == "error" else look.dim
        for text, size, tint, place in (
            (hit.title, NORMAL, look.text, top),
            (f"{hit.kind}: {hit.text}" if hit.text else hit.kind, SMALL, ink, low),
        ):
            painter.setFont(font(size))
            painter.setPen(colour(look.on_accent if is_current else tint))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, lines.width())
            painter.drawText(lines, int(left | place), cut)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, LINE)
