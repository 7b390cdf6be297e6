"""The page of the keys, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.keys.page import KeysPage
from app.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> KeysPage:
    page = KeysPage(window.actions_made)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def shown(page: KeysPage) -> dict[str, str]:
    rows = [page.list.topLevelItem(row) for row in range(page.list.topLevelItemCount())]
    return {row.text(1): row.text(2) for row in rows}


def find(qtbot: QtBot, page: KeysPage, words: str) -> None:
    page.search.setFocus()
    page.search.clear()
    qtbot.keyClicks(page.search, words)
    QTest.keyClick(page.search, Qt.Key.Key_Down)


def press(page: KeysPage, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    page.press.setFocus()
    QTest.keyClick(page.press, key, held)


def test_everything_is_listed_and_found_by_words_and_by_keys(qtbot: QtBot, page: KeysPage) -> None:
    assert shown(page)["Run to Selected"] == "F6"
    find(qtbot, page, "selec run")
    assert shown(page) == {"Run to Selected": "F6"}
    find(qtbot, page, "ctrl+shift+s")
    assert shown(page) == {"Save As": "Ctrl+Shift+S"}


def test_a_free_key_is_given_and_the_menu_has_it(
    qtbot: QtBot, page: KeysPage, window: MainWindow
) -> None:
    find(qtbot, page, "run to selected")
    press(page, Qt.Key.Key_R)
    assert page.told.text() == "Ctrl+R is free."
    page.instead.setFocus()
    QTest.keyClick(page.instead, Qt.Key.Key_Space)
    assert window.actions_made["run.to_selected"].shortcut().toString() == "Ctrl+R"
    assert shown(page) == {"Run to Selected": "Ctrl+R"}


def test_a_key_that_is_in_use_is_told_before_it_is_taken(
    qtbot: QtBot, page: KeysPage, window: MainWindow
) -> None:
    find(qtbot, page, "run to selected")
    press(page, Qt.Key.Key_C)
    assert page.told.text() == "Ctrl+C is the key of Copy, which will lose it."
    assert window.actions_made.keys("edit.copy") == ("Ctrl+C",)
    QTest.keyClick(page.also, Qt.Key.Key_Space)
    assert window.actions_made.keys("run.to_selected") == ("F6", "Ctrl+C")
    assert window.actions_made.keys("edit.copy") == ()


def test_reset_of_one_and_of_all(qtbot: QtBot, page: KeysPage, window: MainWindow) -> None:
    actions = window.actions_made
    actions.change_keys("run.run", ["Ctrl+R"])
    actions.change_keys("edit.copy", ["Ctrl+B"])
    find(qtbot, page, "copy")
    QTest.keyClick(page.reset, Qt.Key.Key_Space)
    assert actions.keys("edit.copy") == ("Ctrl+C",)
    assert actions.keys("run.run") == ("Ctrl+R",)
    QTest.keyClick(page.reset_all, Qt.Key.Key_Space)
    assert actions.keys("run.run") == ("F5",)
    assert not page.reset_all.isEnabled()


def test_keys_that_views_need_are_not_given_away(qtbot: QtBot, page: KeysPage) -> None:
    find(qtbot, page, "run to selected")
    press(page, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
    assert "is needed by" in page.told.text()
    assert not page.instead.isEnabled()
