"""From number to number: upstream, back, and to what one reaches, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip

from tests.app.tracing.user import ALT, LEFT, NONE, Key, User, move_to


def test_keys_alone_go_upstream_and_back(user: User) -> None:
    user.press(Key.Key_3, ALT)
    user.window.results.table.view.setCurrentIndex(user.window.results.table.model.index(5, 1))
    user.press(Key.Key_Return)
    assert QApplication.focusWidget() is user.trace.origin.table
    user.press(Key.Key_Down)
    assert user.at(0) == (1, 0, 0, 1)
    user.press(Key.Key_Return)
    assert user.number == "y.output[1,0,0,1] = 984"
    user.press(Key.Key_Right)
    user.press(Key.Key_Return)
    assert user.way == [
        "dx.output[1,0,1,1]",
        "y.output[1,0,0,1]",
        "filter.output[0,0,0,1]",
    ]
    assert "Const" in user.trace.notice.label.text()
    user.press(Key.Key_Backspace)
    assert user.number == "y.output[1,0,0,1] = 984"
    user.press(Key.Key_Left, ALT)
    assert user.way == ["dx.output[1,0,1,1]"]
    assert "dx" in user.window.document.page.blocks  # Backspace has deleted nothing


def test_a_click_on_a_lit_cell_or_a_term_goes_upstream_and_a_crumb_back(user: User) -> None:
    user.double_click(5, 1)
    user.click_cell(0, (1, 0, 0, 1))
    assert user.number == "y.output[1,0,0,1] = 984"
    table = user.trace.origin.table
    place = table.visualRect(table.terms.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, NONE, place)
    assert user.way[2] == "input.output[1,0,0,1]"
    crumbs = user.trace.crumbs.findChildren(QToolButton)
    first, second = (one for one in crumbs if one.isVisible())
    assert (first.text(), second.text()) == ("dx", "y")
    QTest.mouseClick(first, LEFT)
    assert user.number == "dx.output[1,0,1,1] = 14060"


def test_a_cell_that_is_not_lit_or_a_double_click_go_no_step_too_far(user: User) -> None:
    user.double_click(5, 1)
    user.click_cell(0, (0, 0, 0, 0))
    assert len(user.way) == 1
    assert QToolTip.text() == "[0,0,0,0] = 372: it has no part in this number"
    grid = user.grid(0)
    user.click_cell(0, (1, 0, 0, 0))
    assert len(user.way) == 2
    place = grid.rect_of(user.at(0)).center().toPoint()  # lit in what is shown now
    QTest.mouseDClick(grid, LEFT, NONE, place)
    QTest.mouseRelease(grid, LEFT, NONE, place)
    assert len(user.way) == 2
    table = user.trace.origin.table
    place = table.visualRect(table.terms.index(0, 0)).center()
    QTest.mouseDClick(table.viewport(), LEFT, NONE, place)
    QTest.mouseRelease(table.viewport(), LEFT, NONE, place)
    assert len(user.way) == 2


def test_the_mouse_over_a_cell_marks_its_term_in_every_input(image: User) -> None:
    image.select("y")
    image.double_click(14, 0)  # [0,2,2,0]
    assert image.number.startswith("y.output[0,2,2,0]")
    move_to(image.grid(0), image.grid(0).rect_of((0, 3, 2, 0)).center())
    assert image.at(1) == (2, 1, 0, 0)
    table = image.trace.origin.table
    row = table.currentIndex().row()
    assert table.terms.data(table.terms.index(row, 0), Qt.ItemDataRole.ToolTipRole).startswith(
        "input [0,3,2,0]"
    )


def test_arrows_go_from_cell_to_cell_and_page_keys_from_channel_to_channel(image: User) -> None:
    image.select("y")
    image.double_click(14, 0)
    image.grid(0).setFocus()
    image.press(Key.Key_Right)
    image.press(Key.Key_PageDown)
    assert image.at(0) == (0, 1, 2, 1)
    assert image.at(1) == (0, 1, 1, 0)
    image.press(Key.Key_Return)
    assert image.way[-1] == "image.output[0,1,2,1]"


def test_reaches_lights_every_number_that_an_input_s_cell_has_a_part_in(image: User) -> None:
    image.select("image")
    image.double_click(8, 1)  # [0,1,2,1]
    tabs = image.trace.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(1).center())
    near = [(0, row, column, 0) for row in (0, 1, 2) for column in (1, 2, 3)]
    assert image.lit(0) == near
    image.click_cell(0, (0, 0, 0, 0))
    assert QToolTip.text().endswith(": it is not reached")
    assert image.trace.goals.words.text() == "18 of 72 numbers of y.output"
    image.click_cell(0, (0, 2, 3, 0))
    assert image.way[-1] == "y.output[0,2,3,0]"
    assert image.lit(0) == [(0, 2, 3, 0)]  # and on: what Relu makes of it


def test_tab_goes_from_top_to_bottom(image: User) -> None:
    image.select("relu")
    image.double_click(14, 0)
    image.press(Key.Key_Return)
    image.trace.tabs.setFocus()
    seen = []
    for _ in range(6):
        image.press(Key.Key_Tab)
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at.property("text") or at.accessibleName())
    planes = [*("The plane before", "The next plane")]
    assert seen == ["relu", *planes, "input ← image", *planes]
    for _ in range(2):
        image.press(Key.Key_Tab)
    assert QApplication.focusWidget() is image.trace.origin.table


def test_reaches_goes_by_keys_too(image: User) -> None:
    image.select("image")
    image.double_click(8, 1)
    image.trace.tabs.setFocus()
    image.press(Key.Key_Right)
    image.press(Key.Key_Tab)
    while QApplication.focusWidget() is not image.grid(0):
        image.press(Key.Key_Tab)
    image.press(Key.Key_Down)
    image.press(Key.Key_Return)
    assert image.way[-1] == "y.output[0,1,1,0]"


def test_a_number_that_reaches_none_says_why(user: User) -> None:
    user.press(Key.Key_8, ALT)
    tabs = user.trace.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(1).center())
    assert user.trace.notice.label.text().endswith("to see which numbers it reaches.")
    user.select("input_sizes")
    user.double_click(0, 0)
    assert user.trace.goals.words.text() == (
        "no number of dx.output: the numbers of input_sizes are in no term"
    )
    assert not user.lit(0)
