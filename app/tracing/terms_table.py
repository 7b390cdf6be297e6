"""The terms of a sum as a table: each number with the cell that it stands in below it."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.theme import NORMAL, SMALL, colour, font, theme
from app.tracing.painting import NOT_FINITE
from app.tracing.terms_model import PlaceRole, TermsModel, TextsRole

HIGH = 34
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_At = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """A number, and where it stands in smaller letters."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _At) -> None:
        look = theme()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_chosen:
            painter.fillRect(option.rect, colour(look.accent))
        place = index.data(PlaceRole)
        box = option.rect.adjusted(5, 2, -6, -2)
        upper = QRect(box.left(), box.top(), box.width(), box.height() * 9 // 16)
        lower = QRect(box.left(), upper.bottom(), box.width(), box.bottom() - upper.bottom() + 1)
        painter.setFont(font(NORMAL, monospace=True))
        is_strange = index.data(TextsRole)[-1] in NOT_FINITE
        ink = look.error if is_strange else look.text
        painter.setPen(colour(look.on_accent if is_chosen else ink))
        painter.drawText(upper if place else box, RIGHT, _fitting(painter, index, box.width()))
        painter.setFont(font(SMALL, monospace=True))
        painter.setPen(colour(look.on_accent if is_chosen else look.dim))
        painter.drawText(lower, RIGHT, _cut(painter, place or "", box.width()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _At) -> QSize:
        return QSize(80, HIGH)


class TermsTable(QTableView):
    """One term is the current one: that at the mouse, or where the keys are. `pointed` tells it,
    `chosen` a term and a factor of it that was clicked, or was at when Enter was pressed."""

    pointed = Signal(int)
    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms = TermsModel(self)
        self._is_second_click = False
        self.setModel(self.terms)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Terms")
        self.setObjectName("terms")
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)  # Tab leads on
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(HIGH)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(RIGHT)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setHighlightSections(False)
        self.entered.connect(self._enter)
        self.clicked.connect(self._click)

    def mark(self, term: int) -> None:
        """Make a term the current one without telling anybody."""
        now = self.currentIndex()
        if term >= self.terms.rowCount():
            self.clearSelection()
        elif now.row() != term or not self.selectionModel().isSelected(now):
            with QSignalBlocker(self):
                self.setCurrentIndex(self.terms.index(term, max(0, now.column())))

    def currentChanged(self, now: _At, before: _At) -> None:
        super().currentChanged(now, before)
        if now.isValid() and now.row() != before.row():
            self.pointed.emit(now.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has gone on already; the second one is none of the new table's."""
        self._is_second_click = True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._is_second_click:
            super().mouseReleaseEvent(event)
        self._is_second_click = False

    def _enter(self, at: QModelIndex) -> None:
        self.setCurrentIndex(at)
        is_factor = at.column() < self.terms.factors
        cursor = Qt.CursorShape.PointingHandCursor if is_factor else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)

    def _click(self, at: _At) -> None:
        if at.isValid() and at.column() < self.terms.factors:
            self.chosen.emit(at.row(), at.column())


def _fitting(painter: QPainter, index: _At, width: int) -> str:
    """The number in as many digits as there is room for."""
    texts: list[str] = index.data(TextsRole) or [""]
    wide = painter.fontMetrics().horizontalAdvance
    fits = (one for one in texts if wide(one) <= width)
    return next(fits, "") or _cut(painter, texts[-1], width)


def _cut(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideLeft, width)
