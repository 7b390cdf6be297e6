"""Small pieces of text that the panel is made of."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.results.elided import ElidedLabel
from app.theme import LARGE, SMALL, font

LONGEST_RAW = 2000


def line(text: str = "", role: str = "", name: str = "") -> QLabel:
    """A label that wraps and whose text can be marked and copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if role:
        label.setProperty("role", role)
    if name:
        label.setObjectName(name)
    return label


class Title(QLabel):
    """The panel's first line, in letters as large as it has room for: names of ops are one long
    word, of which the end may tell most."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("title")
        self.setProperty("role", "heading")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setFont(font(LARGE, bold=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = QFontMetrics(font(LARGE, bold=True)).horizontalAdvance(self.text())
        size = LARGE * self.contentsRect().width() // max(needed, 1)
        self.setFont(font(max(SMALL, min(LARGE, size)), bold=True))


def title(text: str) -> QLabel:
    """The panel's first line."""
    return Title(text)


def cut_line(name: str) -> ElidedLabel:
    """A label of one line, cut in its middle where room is short; its tool tip has the whole."""
    label = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
    label.setProperty("role", "dim")
    label.setObjectName(name)
    return label


def heading(text: str) -> QLabel:
    """The first line of a section."""
    label = line(text, "heading")
    label.setContentsMargins(0, 10, 0, 2)
    return label


def say(label: QWidget, text: str) -> None:
    """Set a label's text; without any it takes no room."""
    assert isinstance(label, QLabel)
    if label.text() != text:
        label.setText(text)
    label.setVisible(bool(text))


def raw_text(raw: object) -> str:
    """A value of a file as it came."""
    text = json.dumps(raw, ensure_ascii=False, default=repr)
    return text if len(text) <= LONGEST_RAW else text[: LONGEST_RAW - 1] + "…"
