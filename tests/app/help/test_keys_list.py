"""Ctrl+F1 lists every key, and what the mouse does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from app.keys.key_map import native
from app.window import MainWindow

README = Path(__file__).parents[3] / "README.md"
GESTURE = re.compile(r"\*\*([\w+]+)\*\*\+(click|drag)")


@pytest.fixture
def listed(window: MainWindow) -> str:
    QTest.keyClick(window.canvas.view, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    words = max((one.text() for one in dialog.findChildren(QLabel)), key=len)
    dialog.reject()
    return QTextDocumentFragment.fromHtml(words).toPlainText()


def test_every_key_is_listed(window: MainWindow, listed: str) -> None:
    lines = listed.splitlines()
    for one in window.actions_made:
        if one.usual:
            assert " or ".join(map(native, window.actions_made.keys(one.id))) in lines, one.id


def test_every_gesture_of_the_readme_is_listed(listed: str) -> None:
    told = {f"{held}+{done}" for held, done in GESTURE.findall(README.read_text(encoding="utf-8"))}
    assert len(told) >= 3
    assert not [one for one in told if one not in listed]
