"""Small pieces of text that the panel is made of."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.theme import LARGE, font

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


def title(text: str) -> QLabel:
    """The panel's first line."""
    label = line(text, "heading", "title")
    label.setFont(font(LARGE, bold=True))
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
