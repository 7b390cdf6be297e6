"""Keys of the window: each does one thing, in the view that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.window import MainWindow
from tests.app.window.driving import CTRL, SHIFT, wait_for_run


def test_tab_on_the_canvas_searches_and_enter_adds_the_block(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = window.canvas.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    field = window.offers.popup.chooser.field
    assert field.isVisible()
    qtbot.keyClicks(field, "relu")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.document.selection == ("relu",)
    assert window.document.page.history.can_undo == "Add Relu"


def test_the_keys_follow_the_mouse_to_the_canvas_but_not_out_of_a_field(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.document.page.add_block("Const", id="one", at=(0, 0))
    window.document.select(["one"])
    view, button = window.canvas.view, window.panel.findChild(QPushButton)
    for widget, follows in ((button, True), (window.panel.findChild(QLineEdit, "name"), False)):
        widget.setFocus()
        QTest.mouseMove(window.panel, QPoint(5, 5))
        QTest.mouseMove(view.viewport(), QPoint(9, 9))
        QApplication.sendEvent(view, QEnterEvent(QPointF(9, 9), QPointF(9, 9), QPointF(9, 9)))
        assert view.hasFocus() == follows
        assert widget.hasFocus() != follows


def test_no_button_takes_the_letter_of_a_menu(window: MainWindow) -> None:
    """Alt and a letter that two have opens neither, without a word."""
    menus = [action.text() for action in window.menuBar().actions()]
    buttons = [one.text() for one in window.findChildren(QAbstractButton) if one.window() is window]
    marked = [text for text in (*menus, *buttons) if not QKeySequence.mnemonic(text).isEmpty()]
    assert set(menus) < set(marked)
    letters = [QKeySequence.mnemonic(text).toString() for text in marked]
    assert {letter: marked[at] for at, letter in enumerate(letters) if letter in letters[:at]} == {}


def test_ctrl_k_goes_to_the_search_field(qtbot: QtBot, window: MainWindow) -> None:
    window.palette_dock.hide()
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.palette_dock.isVisible()
    qtbot.waitUntil(window.palette_dock.chooser.field.hasFocus)


def test_undo_and_redo_say_what_they_do(window: MainWindow) -> None:
    menus = window.menus.edit
    assert not menus.undo.isEnabled()
    window.document.page.set_attr("y", "padding", "VALID")
    assert menus.undo.text() == "&Undo Set padding of y"
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert menus.redo.text() == "&Redo Set padding of y"
    assert window.document.page.blocks["y"].value("padding") == "SAME"
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.document.page.blocks["y"].value("padding") == "VALID"


def test_copy_paste_and_delete_by_keys_act_once(qtbot: QtBot, window: MainWindow) -> None:
    view = window.canvas.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    window.document.select(["y"])
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    QTest.keyClick(view, Qt.Key.Key_V, CTRL)
    assert len(window.document.page.blocks) == 6
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert len(window.document.page.blocks) == 5
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert len(window.document.page.blocks) == 6
    QTest.keyClick(view, Qt.Key.Key_A, CTRL)
    assert len(window.document.selection) == 6


def test_keys_of_the_canvas_count_on_the_canvas_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.document.clipboard.copy(["y"])
    QTest.keyClick(window, Qt.Key.Key_F5)
    wait_for_run(qtbot, window)
    table = window.results.table.view
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    for key in (Qt.Key.Key_V, Qt.Key.Key_X):
        QTest.keyClick(table, key, CTRL)
    assert len(window.document.page.blocks) == 5


def test_delete_in_another_view_deletes_no_block(qtbot: QtBot, window: MainWindow) -> None:
    window.document.select(["y"])
    field = window.palette_dock.chooser.field
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "relu")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.text() == "rel"
    assert len(window.document.page.blocks) == 5
