"""The list of what was found: what it is called, and why it was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme import NORMAL, SMALL, colour, font, theme
from blocks.searching import Hit

HIT = Qt.ItemDataRole.UserRole
LINE, MOST_LINES, EDGE = 38, 7, 1

Index = QModelIndex | QPersistentModelIndex


class HitList(QListView):
    """Hits, two lines each. It is as high as it needs to be, up to MOST_LINES."""

    chosen = Signal(int)  # a row was clicked

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("found")
        self.setAccessibleName("Found on the page")
        self.hits = _Hits()
        self.setModel(self.hits)
        self.setItemDelegate(_Lines(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show these hits, none of them current."""
        self.hits.replace(hits)
        self.setFixedHeight(min(len(hits), MOST_LINES) * LINE + 2 * EDGE)
        self.setVisible(bool(hits))

    def make_current(self, row: int) -> None:
        """Mark a row, and bring it into sight; none, with -1."""
        self.setCurrentIndex(self.hits.index(row))


class _Hits(QAbstractListModel):
    """Asks a hit for its words only when it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.all: Sequence[Hit] = ()

    def replace(self, hits: Sequence[Hit]) -> None:
        """Hold other hits."""
        self.beginResetModel()
        self.all = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.all[index.row()]
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{hit.title}, {hit.kind} {hit.text}"
        return hit.text if role == Qt.ItemDataRole.ToolTipRole else None


class _Lines(QStyledItemDelegate):
    """Draws a hit: its name, and below it the kind and the text of what was found."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit, room, look = index.data(HIT), option.rect, theme()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, colour(look.accent if is_current else look.raised))
        lines = room.adjusted(10, 3, -8, -4)
        top, low = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        ink = look.error if hit.kind == "error" else look.dim
        for text, size, tint, place in (
            (hit.title, NORMAL, look.text, top),
            (f"{hit.kind}: {hit.text}" if hit.text else hit.kind, SMALL, ink, low),
        ):
            painter.setFont(font(size))
            painter.setPen(colour(look.on_accent if is_current else tint))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, lines.width())
            painter.drawText(lines, int(Qt.AlignmentFlag.AlignLeft | place), cut)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, LINE)
