"""How the tests of the window press keys, and what they wait for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def wait_for_run(qtbot: QtBot, window: MainWindow) -> None:
    """Until nothing runs any more."""
    qtbot.waitUntil(lambda: not window.document.is_running, timeout=10_000)
