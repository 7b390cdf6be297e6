"""The notes of a page beside it: read at any zoom, and a way to the blocks that they name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from app import theme
from app.assets import lessons
from app.start import StartPage
from app.window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def lesson(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The lesson on skewed outputs, open."""
    window.open_path(lessons()[2][1])
    qtbot.waitUntil(lambda: bool(window.noting.view.text.toPlainText()))
    return window


def click_on(text: QTextBrowser, words: str) -> None:
    """Click on the first place where the words stand."""
    found = text.document().find(words)
    assert not found.isNull()
    text.setTextCursor(QTextCursor(text.document()))
    text.ensureCursorVisible()
    found.setPosition(found.selectionStart() + 1)
    place = text.cursorRect(found).center()
    QTest.mouseClick(text.viewport(), LEFT, pos=QPoint(place))


def test_a_lesson_brings_its_notes_along(lesson: MainWindow) -> None:
    assert not lesson.notes_dock.visibleRegion().isEmpty()
    words = lesson.noting.view.text.toPlainText()
    for frame in lesson.document.page.frames.values():
        assert frame.title in words
        assert all(line in words for line in frame.text.splitlines())


def test_other_pages_do_not(window: MainWindow) -> None:
    assert window.notes_dock.isHidden()


def test_it_stays_away_once_it_is_closed(lesson: MainWindow) -> None:
    lesson.notes_dock.close()
    first, second = lesson.pages.documents[0], lesson.document
    lesson.pages.show(first)
    lesson.pages.show(second)
    assert lesson.notes_dock.isHidden()


def test_it_goes_with_the_lesson(lesson: MainWindow) -> None:
    lesson.pages.show(lesson.pages.documents[0])
    assert lesson.notes_dock.isHidden()


def test_it_stays_where_somebody_has_asked_for_it(window: MainWindow) -> None:
    window.notes_dock.show()
    window.open_path(lessons()[2][1])
    window.pages.show(window.pages.documents[0])
    assert not window.notes_dock.isHidden()


def test_the_name_of_a_block_leads_to_it(lesson: MainWindow) -> None:
    click_on(lesson.noting.view.text, "dx")
    assert lesson.document.selection == ("dx",)


def test_by_keyboard_too(lesson: MainWindow) -> None:
    text = lesson.noting.view.text
    QTest.keyClick(
        lesson.canvas.view,
        Qt.Key.Key_3,
        Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert text.hasFocus()
    for _ in range(20):
        QTest.keyClick(text, Qt.Key.Key_Tab)
        if text.textCursor().selectedText() == "dx":
            break
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert lesson.document.selection == ("dx",)


def test_a_lesson_leads_to_the_next_and_back_to_all(qtbot: QtBot, lesson: MainWindow) -> None:
    click_on(lesson.noting.view.text, lessons()[3][0])
    assert lesson.document.path == lessons()[3][1]
    qtbot.waitUntil(lambda: "Lesson 4 of 8" in lesson.noting.view.text.toPlainText())
    click_on(lesson.noting.view.text, "All lessons")
    (start,) = lesson.findChildren(StartPage)
    assert start.isVisible()
    start.close()


def test_edits_are_followed_and_what_is_hidden_works_nothing_out(lesson: MainWindow) -> None:
    view = lesson.noting.view
    lesson.document.page.frames.alter("frame", title="Changed")
    assert "Changed" in view.text.toPlainText()
    lesson.problems_dock.raise_()
    QTest.qWait(0)
    lesson.document.page.frames.alter("frame", title="Once more")
    assert "Changed" in view.text.toPlainText()
    lesson.notes_dock.raise_()
    QTest.qWait(0)
    assert "Once more" in view.text.toPlainText()


def test_it_takes_the_colours_of_the_theme(lesson: MainWindow) -> None:
    text = lesson.noting.view.text
    assert theme.DARK.accent in text.toHtml()
    lesson.change_theme("light")
    assert theme.LIGHT.accent in text.toHtml()
    assert theme.DARK.accent not in text.toHtml()
