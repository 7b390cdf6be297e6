"""From where a sweep is opened."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel.block_view import BlockView
from app.panel.page_view import PageView
from app.sweeping.window import SweepWindow
from app.window import MainWindow
from tests.app.canvas.conftest import Hand
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page
from tests.app.sweeping.steps import LEFT, choose, right_click


def test_by_the_menu_and_from_a_text_field(qtbot: QtBot, window: MainWindow) -> None:
    window.document.select(["dx"])
    window.actions_made["run.sweep"].trigger()
    (one,) = window.findChildren(SweepWindow)
    assert one.axes.rows[0].target.currentText() == "dx.padding"
    one.close()
    qtbot.waitUntil(lambda: not window.findChildren(SweepWindow))
    view = window.panel.view
    assert isinstance(view, BlockView)
    field = view.fields["strides"]
    inner = [one for one in field.findChildren(QWidget) if one.isVisible()]
    right_click(inner[-1])
    choose(qtbot, "Sweep…")
    (one,) = window.findChildren(SweepWindow)
    assert one.axes.rows[0].target.currentText() == "dx.strides"


def with_a_variable(make_window: MakeWindow) -> MainWindow:
    page = gradient_page()
    page.variables.put("S", 3)
    page.set_attr("dx", "strides", [1, "=S", 2, 1])
    return make_window.shown(Document(page))


def swept(window: MainWindow) -> str:
    """What the one sweep that is open varies."""
    (one,) = window.findChildren(SweepWindow)
    row = one.axes.rows[0]
    found = f"{row.target.currentText()}={row.values.text()}"
    one.close()
    return found


def test_a_variable_by_mouse_and_by_keys(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = with_a_variable(make_window)
    view = window.panel.view
    assert isinstance(view, PageView)
    table = view.variables.table
    at = table.visualRect(table.model().index(0, 1)).center()
    right_click(table.viewport(), at)
    choose(qtbot, "Sweep…")
    assert swept(window) == "S=3..6"
    qtbot.waitUntil(lambda: not window.findChildren(SweepWindow))
    table.setCurrentIndex(table.model().index(0, 0))
    reason = QContextMenuEvent.Reason.Keyboard
    nowhere = QPoint(-1, -1)
    QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, nowhere, nowhere))
    choose(qtbot, "Sweep…")
    assert swept(window) == "S=3..6"
    qtbot.waitUntil(lambda: not window.findChildren(SweepWindow))
    window.activateWindow()
    view.variables.sweep.setFocus()
    QTest.keyClick(view.variables.sweep, Qt.Key.Key_Space)
    assert swept(window) == "S=3..6"


def test_the_row_for_a_new_variable_cannot_be_swept(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = with_a_variable(make_window)
    view = window.panel.view
    assert isinstance(view, PageView)
    table = view.variables.table
    assert not view.variables.sweep.isEnabled(), "no variable is chosen"
    at = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=at)
    assert not view.variables.sweep.isEnabled()
    right_click(table.viewport(), at)
    assert QApplication.activePopupWidget() is None


def test_a_const_by_a_right_click_on_its_block(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.canvas
    window.actions_made["view.frame_page"].trigger()
    right_click(canvas.view.viewport(), Hand(canvas).title("input_sizes"))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    examine = next(one for one in menu.actions() if one.text().replace("&", "") == "Examine")
    menu.setActiveAction(examine)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    choose(qtbot, "Sweep…")
    assert swept(window).startswith("input_sizes.value=")
