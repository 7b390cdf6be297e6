"""Ctrl+F finds in the page as one types, marks what it found, and goes there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.window import MainWindow
from blocks.page import Page
from tests.work import growth

Key, Modifier, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def press(window: MainWindow, key: Key, held: Modifier = Modifier.NoModifier) -> None:
    """A key where the focus is."""
    QTest.keyClick(window.focusWidget() or window, key, held)


@pytest.fixture
def found(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window, with the bar open by its key."""
    press(window, Key.Key_F, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: window.finding.isVisible())
    return window


def titles(window: MainWindow) -> list[str]:
    return [hit.title for hit in window.finding.list.hits.all]


def marked(window: MainWindow) -> set[str]:
    return {id for id, item in window.canvas.graph.items().items() if item.is_found}


def test_what_is_typed_is_found_and_marked(found: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(found.finding.field, "same conv")
    assert titles(found) == ["y", "dx"]
    assert marked(found) == {"y", "dx"}
    assert found.finding.count.text() == "2 found"
    assert found.document.selection == ()
    qtbot.keyClicks(found.finding.field, " nowhere")
    assert titles(found) == []
    assert marked(found) == set()
    assert found.finding.count.text() == "nothing"


def test_enter_goes_from_one_to_the_next_and_round(found: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(found.finding.field, "same")
    for wanted, told in (("y", "1 of 2"), ("dx", "2 of 2"), ("y", "1 of 2")):
        QTest.keyClick(found.finding.field, Key.Key_Return)
        assert found.document.selection == (wanted,)
        assert found.finding.count.text() == told
    QTest.keyClick(found.finding.field, Key.Key_Return, Modifier.ShiftModifier)
    assert found.document.selection == ("dx",)
    assert found.finding.field.hasFocus()


def test_f3_goes_on_from_anywhere(found: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(found.finding.field, "same")
    found.canvas.setFocus()
    press(found, Key.Key_F3)
    assert found.document.selection == ("y",)
    press(found, Key.Key_F3)
    assert found.document.selection == ("dx",)
    press(found, Key.Key_F3, Modifier.ShiftModifier)
    assert found.document.selection == ("y",)


def test_a_jump_centres_what_was_found(found: MainWindow, qtbot: QtBot) -> None:
    found.document.page.move_blocks({"dx": (9000, 7000)})
    qtbot.keyClicks(found.finding.field, "dx")
    QTest.keyClick(found.finding.field, Key.Key_Return)
    seen = found.canvas.view.navigation.visible()
    assert seen.contains(found.canvas.rect_of(["dx"]))


def test_a_click_on_a_hit_goes_there(found: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(found.finding.field, "same")
    shown = found.finding.list
    place = shown.visualRect(shown.hits.index(1)).center()
    QTest.mouseClick(shown.viewport(), LEFT, Modifier.NoModifier, place)
    assert found.document.selection == ("dx",)


def test_escape_closes_and_takes_the_marks_away(found: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(found.finding.field, "same")
    QTest.keyClick(found.finding.field, Key.Key_Escape)
    assert not found.finding.isVisible()
    assert marked(found) == set()
    assert found.canvas.view.hasFocus()


def test_keys_of_the_canvas_are_not_for_the_bar(found: MainWindow, qtbot: QtBot) -> None:
    found.document.select(["y"])
    before = set(found.document.page.blocks)
    for button in found.finding.findChildren(QToolButton):
        button.setFocus()
        QTest.keyClick(button, Key.Key_Delete)
    assert set(found.document.page.blocks) == before


def test_it_follows_the_page(found: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(found.finding.field, "same")
    found.document.page.set_attr("y", "padding", "VALID")
    qtbot.waitUntil(lambda: titles(found) == ["dx"])
    found.document.undo()
    qtbot.waitUntil(lambda: titles(found) == ["y", "dx"])
    found.document.page.remove_blocks(["y"])
    qtbot.waitUntil(lambda: marked(found) == {"dx"})
    found.set_document(Document(Page()))
    qtbot.waitUntil(lambda: titles(found) == [])


def test_states_and_errors_are_found(found: MainWindow, qtbot: QtBot) -> None:
    found.document.run()
    qtbot.waitUntil(lambda: not found.document.is_running, timeout=10_000)
    found.document.page.set_attr("y", "padding", "VALID")
    found.finding.field.setText("stale")
    assert "y" in titles(found)
    found.document.page.add_block("Relu", id="lonely")
    found.finding.field.setText("features wired")
    assert titles(found) == ["lonely"]
    assert found.finding.list.hits.all[0].kind == "error"


def test_a_frame_is_brought_into_sight(found: MainWindow, qtbot: QtBot) -> None:
    found.document.page.frames.add((5000, 5000), (300, 200), "Elsewhere")
    qtbot.keyClicks(found.finding.field, "elsewhere")
    QTest.keyClick(found.finding.field, Key.Key_Return)
    assert found.canvas.view.navigation.visible().contains(5150, 5100)


def test_the_glow_is_painted(found: MainWindow, qtbot: QtBot) -> None:
    def glows() -> bool:
        rect = found.canvas.rect_of(["filter"])
        at = found.canvas.view.mapFromScene(rect.left() - 3, rect.center().y())
        image = found.canvas.view.grab().toImage()
        return image.pixelColor(QPoint(at.x(), at.y())).name() != theme.theme().canvas

    found.canvas.view.navigation.frame(found.canvas.rect_of(["filter"]))
    before = glows()
    qtbot.keyClicks(found.finding.field, "filter const")
    assert (before, glows()) == (False, True)


def test_the_next_problem_is_one_key_away(window: MainWindow) -> None:
    for id in ("one", "two"):
        window.document.page.add_block("Relu", id=id)
    for wanted in ("one", "two", "one"):
        press(window, Key.Key_F8)
        assert window.document.selection == (wanted,)
    press(window, Key.Key_F8, Modifier.ShiftModifier)
    assert window.document.selection == ("two",)


def test_a_key_takes_work_in_proportion_to_the_page(qtbot: QtBot, window: MainWindow) -> None:
    def typing(count: int) -> Callable[[], None]:
        page = Page()
        with page.edit("many"):
            for number in range(count):
                at = (number % 40 * 300.0, number // 40 * 200.0)
                page.add_block("Conv2D", {"padding": "SAME"}, id=f"conv{number}", at=at)
        window.set_document(Document(page))
        window.finding.open()

        def type_a_key() -> None:
            window.finding.field.setText("same")
            window.finding.field.setText("conv99")

        return type_a_key

    typing(1000)()
    assert len(titles(window)) == 11
    assert growth(typing, 250) < 6
