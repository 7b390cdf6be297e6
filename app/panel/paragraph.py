"""A few lines to write into: notes on blocks, texts of frames and groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES_LEAST, _LINES_MOST = 2, 8


class Paragraph(QPlainTextEdit):
    """Text of several lines. `settled` tells when the user is done with it: the focus has gone, or
    Ctrl+Enter was pressed. Escape gives back what was there before. Tab goes on to the next field.
    """

    settled = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._shown = ""
        self.textChanged.connect(self._fit)
        self._fit()

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that has not been taken over."""
        return self.toPlainText() != self._shown

    def put(self, text: str) -> None:
        """Show a text as the one that is there."""
        self._shown = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape and self.is_pending:
            self.put(self._shown)
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def _settle(self) -> None:
        if self.is_pending:
            self.settled.emit()

    def _fit(self) -> None:
        """As high as what is written, within reason."""
        lines = max(_LINES_LEAST, min(_LINES_MOST, self.blockCount()))
        margins = 2 * (self.document().documentMargin() + self.frameWidth())
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + margins))
