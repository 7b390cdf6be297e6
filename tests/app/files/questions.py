"""Questions of the window as real dialogs, answered with real clicks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.asking import Ask
from app.window import MainWindow
from tests.app.answers import Answers


class RealQuestions(Answers):
    """The user, to whom questions come as real dialogs; files are chosen as the test says."""

    def choose(self, *arguments: Any) -> None:
        Ask.choose(self, *arguments)


def question(window: MainWindow) -> QMessageBox:
    boxes = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    assert len(boxes) == 1
    return boxes[0]


def click(window: MainWindow, words: str) -> None:
    box = question(window)
    (button,) = [
        one
        for one in box.findChildren(QPushButton)
        if one.text().replace("&", "").startswith(words)
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
