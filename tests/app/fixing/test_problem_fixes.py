"""Problems offer their fixes beside the list, in its menu, and by Ctrl+. from anywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import MainWindow
from tests.app.fixing.pages import broken_page, sizes_of
from tests.app.making import MakeWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def broken(make_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    """A window whose one problem has its fixes shown."""
    window = make_window.shown(Document(broken_page()))
    qtbot.waitUntil(lambda: window.problems.fixes.isVisible())
    return window


def words(window: MainWindow) -> list[str]:
    return [one.fix.words for one in window.problems.fixes.buttons]


def test_a_click_on_a_fix_mends_the_page_in_one_step(broken: MainWindow, qtbot: QtBot) -> None:
    assert broken.problems.fixes.title.text() == "Fix dx.input_sizes"
    assert words(broken)[0] == "Set input_sizes to [1, 7, 8, 3], as input has"
    QTest.mouseClick(broken.problems.fixes.buttons[0], LEFT)
    page = broken.document.page
    assert sizes_of(page) == [1, 7, 8, 3]
    assert broken.document.problems() == ()
    assert "Set input_sizes" in broken.statusBar().currentMessage()
    qtbot.waitUntil(lambda: not broken.problems.fixes.isVisible())
    page.history.undo()
    assert sizes_of(page) == [1, 9, 9, 3]
    assert page.history.can_undo is None
    qtbot.waitUntil(lambda: broken.problems.fixes.isVisible())


def test_by_tab_and_space(broken: MainWindow) -> None:
    shown = broken.problems.list
    shown.setFocus()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is broken.problems.fixes.buttons[1]:
            break
    button = broken.problems.fixes.buttons[1]
    assert QApplication.focusWidget() is button
    assert button.accessibleName() == button.fix.words
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert broken.document.problems() == ()
    assert broken.document.page.history.can_undo == button.fix.words
    assert QApplication.focusWidget() is shown or not shown.isVisible()


def test_the_others_are_in_a_menu(broken: MainWindow, qtbot: QtBot) -> None:
    more = broken.problems.fixes.more
    assert " more" in more.text()
    menu = broken.problems.fixes.menu
    assert len(menu.actions()) == int(more.text().split()[0])
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert broken.document.problems() == ()


def test_control_point_offers_them_from_the_canvas(broken: MainWindow, qtbot: QtBot) -> None:
    broken.canvas.setFocus()
    QTest.keyClick(broken, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text().startswith("dx.input_sizes: height: ")
    QTest.keyClick(menu, Qt.Key.Key_1)
    assert sizes_of(broken.document.page) == [1, 7, 8, 3]
    assert broken.document.page.history.can_undo is not None


def test_control_point_says_where_there_is_nothing_to_mend(broken: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(broken.problems.fixes.buttons[0], LEFT)
    QTest.keyClick(broken, Qt.Key.Key_Period, control)
    assert broken.statusBar().currentMessage() == "No problems"
    broken.document.page.add_block("Relu", id="open")
    QTest.keyClick(broken, Qt.Key.Key_Period, control)
    assert "No fix is known: open.features" in broken.statusBar().currentMessage()


def test_the_menu_of_a_problem_has_them(broken: MainWindow, qtbot: QtBot) -> None:
    shown = broken.problems.list
    item = shown.topLevelItem(0)
    assert item is not None
    at = shown.visualItemRect(item).center()
    shown.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(menu.actions()[0]).center())
    qtbot.waitUntil(lambda: broken.document.problems() == ())


def test_the_chosen_problem_counts(broken: MainWindow, qtbot: QtBot) -> None:
    page = broken.document.page
    page.add_block("Conv2D", {"strides": [1, 1, 2, 2], "padding": "SAME"}, id="other")
    shown = broken.problems.list
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: broken.problems.fixes.title.text() == "Fix other.strides")
    assert words(broken)[0] == "Set strides to [1, 2, 2, 1]"


def test_nothing_is_worked_out_while_the_list_is_hidden(
    broken: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    broken.problems_dock.hide()
    broken.document.select(())
    monkeypatch.setattr("app.window.problems.fixes", lambda *given: asked.append(given) or ())
    broken.document.page.set_attr("dx", "strides", [1, 1, 1, 1])
    qtbot.wait(50)
    assert asked == []
    broken.problems_dock.show()
    qtbot.waitUntil(lambda: asked != [])
