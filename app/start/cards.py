"""Draws lessons as cards: a picture with its question beneath."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme import NORMAL, colour, font, theme

PICTURE = QSize(220, 126)
CARD = QSize(PICTURE.width() + 20, PICTURE.height() + 58)
"""With the room around it, and two lines of words."""

_GAP = 6
_ROUND = 6.0
_WORDS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)

Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """The card under the mouse and the one that Enter would open stand out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, state = theme(), option.state
        rect: QRect = option.rect
        card = QRectF(rect).adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = look.accent if is_chosen else look.edge if is_pointed else look.border
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(edge), 2 if is_chosen else 1))
        painter.setBrush(colour(look.raised if is_pointed or is_chosen else look.canvas))
        painter.drawRoundedRect(card, _ROUND, _ROUND)
        across = rect.x() + (rect.width() - PICTURE.width()) // 2
        picture = QRect(across, rect.y() + _GAP, PICTURE.width(), PICTURE.height())
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, picture)
        words = rect.adjusted(2 * _GAP, PICTURE.height() + 2 * _GAP, -2 * _GAP, -_GAP)
        painter.setPen(colour(look.text))
        painter.setFont(font(NORMAL))
        painter.drawText(words, _WORDS, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.restore()
