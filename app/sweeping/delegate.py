"""Draws a cell of the grid."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.results.colours import Scale
from app.sweeping.cell_picture import Look, Plane, Shown, plane_of
from app.theme import SMALL, colour, font, on, theme

SHOWN = int(Qt.ItemDataRole.UserRole)

CELL = QSize(236, 180)
GAP = 8
_LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_WRAPPED = int(_LEFT_TOP | Qt.TextFlag.TextWordWrap)

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """The heatmap with its numbers, below it dtype, shape and figures; or a reason in words."""

    look = Look()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(SHOWN)
        painter.save()
        rect: QRect = option.rect
        painter.fillRect(rect, colour(theme().panel))
        painter.setFont(font(SMALL))
        inner = rect.adjusted(GAP, GAP, -GAP, -GAP)
        if not isinstance(cell, Shown):
            painter.setPen(colour(theme().faint))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), "…")
        elif cell.figures is None:
            self._reason(painter, inner, cell)
        else:
            self._result(painter, inner, cell)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(colour(theme().accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _reason(self, painter: QPainter, rect: QRect, cell: Shown) -> None:
        painter.setPen(colour(theme().error if cell.is_wrong else theme().dim))
        text = "\n".join(cell.words)
        room = painter.fontMetrics().boundingRect(rect, _WRAPPED, text)
        painter.drawText(rect, _WRAPPED, _cut(text, rect, painter.fontMetrics(), room))

    def _result(self, painter: QPainter, rect: QRect, cell: Shown) -> None:
        plane, scale = plane_of(cell, self.look.slicing), self.look.scale_for(cell)
        metrics = painter.fontMetrics()
        text_high = 2 * metrics.lineSpacing() + 2
        above = QRectF(rect.adjusted(0, 0, 0, -text_high - 4))
        image = plane.image(scale)
        if image is None:
            painter.setPen(colour(theme().dim))
            painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), plane.reason)
        else:
            size = image.size().toSizeF().scaled(above.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(above.topLeft(), size)
            place.moveCenter(above.center())
            painter.drawImage(place, image)
            if plane.numbers:
                _numbers(painter, place, plane, scale)
        below = QRect(rect.left(), rect.bottom() - text_high + 1, rect.width(), text_high)
        for line, (words, what) in enumerate(
            zip(cell.words, (theme().dim, theme().text), strict=False)
        ):
            painter.setPen(colour(what))
            one = below.adjusted(0, line * metrics.lineSpacing(), 0, 0)
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, one.width())
            painter.drawText(one, int(_LEFT_TOP), cut)


def _numbers(painter: QPainter, place: QRectF, plane: Plane, scale: Scale) -> None:
    """Each number in its place of the heatmap, if there is room for all of them."""
    assert plane.values is not None
    rows, columns = plane.values.shape
    wide, high = place.width() / columns, place.height() / rows
    metrics = painter.fontMetrics()
    widest = max(metrics.horizontalAdvance(one) for row in plane.numbers for one in row)
    if widest + 4 > wide or metrics.height() > high:
        return
    paint = scale.paint(plane.values, theme().is_dark)
    for row, texts in enumerate(plane.numbers):
        for column, text in enumerate(texts):
            red, green, blue, _ = (int(one) for one in paint[row, column])
            painter.setPen(on(f"#{red:02x}{green:02x}{blue:02x}"))
            box = QRectF(place.left() + column * wide, place.top() + row * high, wide, high)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def _cut(text: str, rect: QRect, metrics: QFontMetrics, room: QRect) -> str:
    """A text that is too long for the cell, cut at a word; all of it is told below the grid."""
    if room.height() <= rect.height():
        return text
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        tried = " ".join(words[:middle]) + " …"
        if metrics.boundingRect(rect, _WRAPPED, tried).height() <= rect.height():
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low]) + " …"
