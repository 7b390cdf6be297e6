"""What stands in the place of a result that is not there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.theme import restyle


class Notice(QWidget):
    """Some words in the middle of an empty view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setObjectName("notice")
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(20, 20, 20, 20)
        lay.addWidget(self.label)

    def show_words(self, words: str, role: str) -> None:
        """Show other words; `role` is "error" for what is wrong."""
        self.label.setText(words)
        self.label.setProperty("role", role or "dim")
        restyle(self.label)
