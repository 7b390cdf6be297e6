"""What the colours of the grids stand for, in as many lines as it takes."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme

SWATCH, GAP, LINE = 12, 14, 18


class Entry(NamedTuple):
    """A colour, what it stands for, and the colour that it is hatched with, if it is."""

    paint: str
    words: str
    hatch: str = ""


class Legend(QWidget):
    """Swatches with words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show other colours."""
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleName("Colours: " + ", ".join(one.words for one in entries))
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1].bottom() + 3 if places else LINE

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, LINE)

    def _places(self, width: int) -> list[QRect]:
        """Where each entry stands, from left to right and on to the next line."""
        metrics = self.fontMetrics()
        places: list[QRect] = []
        x, y = 8, 0
        for one in self._entries:
            wide = SWATCH + 6 + metrics.horizontalAdvance(one.words)
            if x > 8 and x + wide > width - 8:
                x, y = 8, y + LINE
            places.append(QRect(x, y, wide, LINE))
            x += wide + GAP
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.theme()
        painter.setFont(self.font())
        for one, place in zip(self._entries, self._places(self.width()), strict=True):
            box = QRect(place.left(), place.top() + (LINE - SWATCH) // 2, SWATCH, SWATCH)
            painter.fillRect(box, theme.colour(one.paint))
            if one.hatch:
                hatch = theme.colour(one.hatch, 0.6)
                painter.fillRect(box, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(theme.colour(now.edge), 1))
            painter.drawRect(box)
            painter.setPen(theme.colour(now.dim))
            text = place.adjusted(SWATCH + 6, 0, 2, 0)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), one.words)
