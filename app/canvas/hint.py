"""A few words beside the mouse while a wire is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.theme import theme

LINGERS_MS = 2500
_WIDEST = 520


class Hint(QLabel):
    """A label that follows the mouse, says why or why not, and goes away by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._ground = parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, at: QPoint, *, good: bool, to_the_left: bool = False) -> None:
        """Show words beside a place of the viewport, with a check mark or a cross.

        `to_the_left` of an input: to its right are the other ports that may be meant.
        """
        look = theme()
        tint = look.good if good else look.error
        self.setStyleSheet(
            f"background: {look.raised}; color: {look.text}; border: 1px solid {tint};"
            "border-radius: 4px; padding: 4px 8px;"
        )
        self._timer.stop()
        self.setText(f"{'✓' if good else '✗'}  {text}")
        self.setWordWrap(False)
        self.adjustSize()
        if self.width() > _WIDEST:
            self.setWordWrap(True)
            self.setFixedWidth(_WIDEST)
            self.adjustSize()
        self._keep_inside(at, to_the_left)
        self.setMinimumWidth(0)
        self.setMaximumWidth(16_777_215)
        self.show()
        self.raise_()

    def linger(self) -> None:
        """Stay for a moment, then go."""
        if self.isVisible():
            self._timer.start(LINGERS_MS)

    def _keep_inside(self, at: QPoint, to_the_left: bool) -> None:
        room = self._ground.rect()
        beside = at.x() - 18 - self.width() if to_the_left else at.x() + 18
        x = min(beside, room.right() - self.width() - 4)
        y = at.y() + 18
        if y + self.height() > room.bottom():
            y = at.y() - self.height() - 10
        self.move(max(x, 4), max(y, 4))
