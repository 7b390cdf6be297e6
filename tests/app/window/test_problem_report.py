"""The problems list gives a report to paste into an issue."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.window import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def broken(window: MainWindow) -> MainWindow:
    """The window with two blocks that are not wired."""
    for id in ("one", "two"):
        window.document.page.add_block("Relu", id=id)
    return window


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_the_button_copies_a_report_of_all(broken: MainWindow) -> None:
    QTest.mouseClick(broken.problems.report, LEFT)
    text = clipboard()
    assert "- one.features: " in text
    assert "- two.features: " in text
    assert "one (Relu)\n- takes features: nothing" in text
    assert '"id": "two"' in text
    assert "Copied a report of 2 problems" in broken.statusBar().currentMessage()


def test_the_menu_copies_a_report_of_what_is_selected(broken: MainWindow, qtbot: QtBot) -> None:
    shown = broken.problems.list
    item = shown.topLevelItem(1)
    assert item is not None
    at = shown.visualItemRect(item).center()
    QTest.mouseClick(shown.viewport(), LEFT, NONE, at)
    shown.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: "blockprop" in clipboard())
    assert "- two.features: " in clipboard()
    assert "one" not in clipboard()


def test_without_problems_there_is_nothing_to_report(window: MainWindow) -> None:
    assert not window.problems.report.isVisible()
