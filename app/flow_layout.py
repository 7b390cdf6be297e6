"""Widgets beside one another, and in a further line where a view is too narrow for all of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets, each as wide as it likes to be; one that has room to spare stays so."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, top, right, bottom = self._margins
        places = self._places(width - left - right)
        return top + bottom + max((place.bottom() + 1 for place in places), default=0)

    def minimumSize(self) -> QSize:
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return self._with_margins(found)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        high = max((size.height() for size in sizes), default=0)
        return self._with_margins(QSize(sum(size.width() for size in sizes) + gaps, high))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        seen = [item for item in self._items if not item.isEmpty()]
        for item, place in zip(seen, self._places(room.width()), strict=True):
            item.setGeometry(place.translated(room.topLeft()))

    @property
    def _margins(self) -> tuple[int, int, int, int]:
        margins = self.contentsMargins()
        return margins.left(), margins.top(), margins.right(), margins.bottom()

    def _with_margins(self, size: QSize) -> QSize:
        left, top, right, bottom = self._margins
        return size + QSize(left + right, top + bottom)

    def _places(self, width: int) -> list[QRect]:
        """Where each of those that are not hidden stands in lines of a width, in the middle of
        its line."""
        places: list[QRect] = []
        line: list[QSize] = []
        top = 0

        def end_line() -> int:
            high, x = max(size.height() for size in line), 0
            for size in line:
                room = QSize(min(size.width(), width), size.height())
                places.append(QRect(QPoint(x, top + (high - size.height()) // 2), room))
                x += size.width() + self.spacing()
            return top + high

        for item in self._items:
            if item.isEmpty():
                continue
            taken = sum(one.width() + self.spacing() for one in line)
            if line and taken + item.sizeHint().width() > width:
                top = end_line() + self.spacing()
                line = []
            line.append(item.sizeHint())
        if line:
            end_line()
        return places


def beside(*widgets: QWidget) -> QWidget:
    """Widgets that go together into another line, such as a field and its label."""
    whole = QWidget()
    lay = QHBoxLayout(whole)
    lay.setContentsMargins(0, 0, 2, 0)
    lay.setSpacing(6)
    for widget in widgets:
        lay.addWidget(widget)
    return whole
