"""Pages as tabs: each keeps its own history and results while another is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.window import MainWindow
from blocks import file
from blocks.page import Page
from tests.app.answers import Answers

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def click(window: MainWindow, at: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    middle = window.tabs.tabRect(at).center()
    QTest.mouseClick(window.tabs, button, Qt.KeyboardModifier.NoModifier, middle)


def test_a_page_alone_needs_no_tabs(window: MainWindow) -> None:
    assert not window.tabs.isVisible()
    QTest.keyClick(window, Qt.Key.Key_T, CTRL)
    assert window.tabs.isVisible()
    assert [window.tabs.tabText(at) for at in range(2)] == ["Gradient", "Untitled"]
    QTest.keyClick(window, Qt.Key.Key_W, CTRL)
    assert not window.tabs.isVisible()


def test_each_page_keeps_its_history(window: MainWindow) -> None:
    first = window.document
    first.page.set_title("Changed")
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    assert not window.document.page.blocks
    window.document.page.set_title("Second")
    QTest.keyClick(window, Qt.Key.Key_Tab, CTRL)
    assert window.document is first
    assert window.windowTitle() == "[*]Changed — blockprop"
    assert window.tabs.tabText(1) == "Second •"
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert first.page.title == "Gradient"
    QTest.keyClick(window, Qt.Key.Key_Tab, CTRL | SHIFT)
    assert window.document.page.title == "Second"
    click(window, 0)
    assert window.document is first


def test_closing_a_tab_asks_for_its_page_alone(window: MainWindow, ask: Answers) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    window.document.page.set_title("Second")
    click(window, 1, Qt.MouseButton.MiddleButton)
    assert ask.asked == ["changes to Second"]
    assert len(window.pages.documents) == 2
    ask.changes = "discard"
    click(window, 1, Qt.MouseButton.MiddleButton)
    assert [one.page.title for one in window.pages.documents] == ["Gradient"]


def test_a_page_that_is_open_already_is_shown(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "x.page.json"
    file.save(Page("x"), path)
    window.open_path(path)
    opened = window.document
    click(window, 0)
    window.open_path(path)
    assert window.document is opened
    assert len(window.pages.documents) == 2


def test_an_untouched_new_page_makes_room(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "x.page.json"
    file.save(Page("x"), path)
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    window.open_path(path)
    assert [one.page.title for one in window.pages.documents] == ["Gradient", "x"]
