"""The key to a heatmap: the scale with its numbers, and the colours of what is no number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.results.colours import SPECIAL, STEPS, Scale
from app.theme import SMALL, colour, font, theme
from blocks.viewing.numbers import short

BAR_WIDTH = 16
MARGIN = 8


class ColourBar(QWidget):
    """The colours from low, at the bottom, to high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale(0.0, 1.0, False)
        self.special: tuple[str, ...] = ()
        self.setFont(font(SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_scale(self, scale: Scale, special: tuple[str, ...]) -> None:
        """Show another scale, and of the special colours those that are there to be seen."""
        self.scale = scale
        self.special = special
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        texts = [text for _, text in self._marks()] + list(self.special)
        width = max(self.fontMetrics().horizontalAdvance(one) for one in texts)
        return QSize(BAR_WIDTH + width + 3 * MARGIN, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        line = self.fontMetrics().height() + 4
        legend = line * len(self.special) + (MARGIN if self.special else 0)
        bar = QRectF(MARGIN, MARGIN, BAR_WIDTH, max(20, self.height() - 2 * MARGIN - legend))
        table = self.scale.table(theme().is_dark)[:STEPS][::-1].copy()
        image = QImage(table.data, 1, STEPS, 4, QImage.Format.Format_RGBA8888)
        painter.drawImage(bar, image)
        painter.setPen(colour(theme().border))
        painter.drawRect(bar)
        painter.setPen(colour(theme().dim))
        for place, text in self._marks():
            y = bar.bottom() - place * bar.height()
            y = min(max(y, bar.top() + line / 2 - 2), bar.bottom() - line / 2 + 2)
            self._write(painter, text, y, line)
        y = bar.bottom() + MARGIN + line / 2
        for name in self.special:
            painter.fillRect(QRectF(MARGIN, y - 6, BAR_WIDTH, 12), QColor(SPECIAL[name]))
            self._write(painter, name, y, line)
            y += line

    def _write(self, painter: QPainter, text: str, y: float, line: float) -> None:
        room = QRectF(2 * MARGIN + BAR_WIDTH, y - line / 2, self.width(), line)
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text
        )

    def _marks(self) -> list[tuple[float, str]]:
        low, high = self.scale.low, self.scale.high
        if low == high:
            return [(0.5, short(low, 5))]
        middle = low / 2 + high / 2
        return [(0.0, short(low, 5)), (0.5, short(middle, 5)), (1.0, short(high, 5))]
