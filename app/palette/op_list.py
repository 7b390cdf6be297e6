"""The list of ops: a name and a line of help each, under the headings of their categories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.mime import OP_MIME
from app.theme import NORMAL, SMALL, colour, font, theme
from blocks.declaration.op import Op
from blocks.presets import Preset

OP = Qt.ItemDataRole.UserRole
Entry = Op | Preset
LINE, HEADING, MARGIN = 40, 26, 12


class OpList(QListWidget):
    """Ops and presets to choose from. `chosen` tells the name of the op, or the key of the preset,
    that Enter or a double click picked."""

    chosen = Signal(str)
    highlighted = Signal(object)  # Op, Preset, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_in_use = False
        self.setItemDelegate(_Lines(self))
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.itemDoubleClicked.connect(self._choose)
        self.currentItemChanged.connect(lambda item, _: self.highlighted.emit(_op(item)))

    def show_ops(self, ops: Sequence[Entry], with_headings: bool) -> None:
        """Show these ops and presets in this order, under headings or without."""
        self.clear()
        if with_headings:
            for category in dict.fromkeys(one.category for one in ops):
                heading = QListWidgetItem(category)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(heading)
                self._add(one for one in ops if one.category == category)
        else:
            self._add(ops)
        self.move_by(1)

    @property
    def op(self) -> Op | None:
        """The op that is highlighted."""
        entry = _op(self.currentItem())
        return entry if isinstance(entry, Op) else None

    def preset_at(self, at: QPoint) -> Preset | None:
        """The preset at a place in the list."""
        entry = _op(self.itemAt(at))
        return entry if isinstance(entry, Preset) else None

    def names(self) -> list[str]:
        """The ops that are shown."""
        found = (_op(self.item(row)) for row in range(self.count()))
        return [one.name for one in found if one is not None]

    def move_by(self, steps: int) -> None:
        """Highlight an op further down or up; headings are passed over."""
        row, step = self.currentRow(), 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            beyond = row + step
            while 0 <= beyond < self.count() and _op(self.item(beyond)) is None:
                beyond += step
            if not 0 <= beyond < self.count():
                break
            row = beyond
        if row >= 0:
            self.setCurrentRow(row)
            if row == 1:
                self.scrollToTop()

    def choose(self) -> None:
        """Choose the op that is highlighted."""
        self._choose(self.currentItem())

    def mimeTypes(self) -> list[str]:
        return [OP_MIME]

    def mimeData(self, items: Iterable[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        for item in items:
            if (op := _op(item)) is not None:
                data.setData(OP_MIME, QByteArray(_key(op).encode()))
        return data

    def _add(self, ops: Iterable[Entry]) -> None:
        for op in ops:
            item = QListWidgetItem(op.name)
            item.setData(OP, op)
            item.setToolTip(op.summary)
            self.addItem(item)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if (op := _op(item)) is not None:
            self.chosen.emit(_key(op))


class _Lines(QStyledItemDelegate):
    """Draws an op as two lines with its category's colour beside them."""

    def __init__(self, parent: OpList) -> None:
        super().__init__(parent)
        self._list = parent

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        op, room, now = index.data(OP), option.rect, theme()
        painter.save()
        if op is None:
            painter.setFont(font(SMALL, bold=True))
            painter.setPen(colour(now.dim))
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            text = str(index.data()).capitalize()
            painter.drawText(room.adjusted(MARGIN - 4, 0, 0, -4), int(where), text)
            painter.restore()
            return
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_chosen = is_current and self._list.is_in_use
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, colour(now.accent if is_chosen else now.raised))
        painter.fillRect(
            room.x(), room.y() + 5, 4, room.height() - 10, colour(now.category(op.category))
        )
        lines = room.adjusted(MARGIN, 4, -6, -4)
        # Of a long name the end tells more: DepthwiseConv2dNativeBackpropInput, or ...Filter.
        for text, size, ink, place, cut_at in (
            (op.name, NORMAL, now.text, Qt.AlignmentFlag.AlignTop, Qt.TextElideMode.ElideMiddle),
            (op.summary, SMALL, now.dim, Qt.AlignmentFlag.AlignBottom, Qt.TextElideMode.ElideRight),
        ):
            painter.setFont(font(size))
            painter.setPen(colour(now.on_accent if is_chosen else ink))
            metrics = painter.fontMetrics()
            cut = metrics.elidedText(text, cut_at, lines.width())
            painter.drawText(lines, int(Qt.AlignmentFlag.AlignLeft | place), cut)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, HEADING if index.data(OP) is None else LINE)


def _op(item: QListWidgetItem | None) -> Entry | None:
    return None if item is None else item.data(OP)


def _key(entry: Entry) -> str:
    return entry.key if isinstance(entry, Preset) else entry.name
