"""The start page, as somebody meets it who has opened blockprop for the first time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from app.assets import LESSONS, lessons, sample_pages
from app.settings import Settings
from app.start import StartPage
from app.window import MainWindow
from tests.app.making import MakeWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(qtbot: QtBot, window: MainWindow) -> StartPage:
    window.actions_made["help.start"].trigger()
    (page,) = window.findChildren(StartPage)
    with qtbot.waitExposed(page):
        page.show()
    return page


def click(items: QListWidget, row: int) -> None:
    middle = items.visualItemRect(items.item(row)).center()
    QTest.mouseClick(items.viewport(), LEFT, pos=QPoint(middle))


def test_every_lesson_has_its_question_and_a_picture(start: StartPage) -> None:
    shown = [start.lessons.item(row) for row in range(start.lessons.count())]
    assert [one.text() for one in shown] == [title for title, _ in lessons()]
    for item in shown:
        image = item.icon().pixmap(start.lessons.iconSize()).toImage()
        places = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 3))
        colours = {image.pixel(x, y) for x, y in places}
        assert len(colours) > 2, f"{item.text()} has no picture"


def test_a_click_opens_a_lesson(start: StartPage, window: MainWindow) -> None:
    click(start.lessons, 2)
    assert not start.isVisible()
    assert window.document.path == lessons()[2][1]
    assert window.document.page.title == "Why is my transposed convolution's output skewed?"


def test_the_arrow_keys_and_enter_open_a_lesson(start: StartPage, window: MainWindow) -> None:
    QTest.keyClick(start.lessons, Qt.Key.Key_Right)
    QTest.keyClick(start.lessons, Qt.Key.Key_Return)
    assert window.document.path == lessons()[1][1]


def test_a_lesson_is_not_written_over(start: StartPage, window: MainWindow) -> None:
    click(start.lessons, 0)
    before = lessons()[0][1].read_bytes()
    window.document.page.set_title("mine")
    window.files.save()
    assert lessons()[0][1].read_bytes() == before


def test_all_lessons_are_seen_at_once_on_a_small_screen(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window()
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.starting.open()
    (page,) = window.findChildren(StartPage)
    with qtbot.waitExposed(page):
        page.show()
    seen = page.lessons.viewport().rect()
    for row in range(page.lessons.count()):
        assert seen.contains(page.lessons.visualItemRect(page.lessons.item(row)))
    assert page.width() <= window.width()
    assert page.height() <= window.height()
    page.close()


def test_a_sample_page_opens(start: StartPage, window: MainWindow) -> None:
    click(start.samples, 0)
    assert not start.isVisible()
    assert window.document.path == sample_pages()[0][1]


def test_without_recent_pages_it_says_what_will_be_there(start: StartPage) -> None:
    assert start.none_yet.isVisible()
    assert start.recent.isHidden()


def test_a_new_page(start: StartPage, window: MainWindow) -> None:
    QTest.mouseClick(start.new_page, LEFT)
    assert not start.isVisible()
    assert not window.document.page.blocks


def test_a_recent_page_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.add_recent(LESSONS / lessons()[3][1].name)
    window.starting.open()
    (page,) = window.findChildren(StartPage)
    with qtbot.waitExposed(page):
        page.show()
    click(page.recent, 0)
    assert window.document.path == lessons()[3][1]


@pytest.mark.parametrize("wanted", [True, False])
def test_it_is_shown_at_the_start_until_somebody_says_no(
    start: StartPage, window: MainWindow, settings: Settings, wanted: bool
) -> None:
    assert settings.start_page
    if not wanted:
        place = QPoint(12, start.at_start.height() // 2)
        QTest.mouseClick(start.at_start, LEFT, pos=place)
    QTest.keyClick(start, Qt.Key.Key_Escape)
    assert not start.isVisible()
    QTest.qWait(0)
    window.starting.open_at_start()
    shown = [one for one in window.findChildren(StartPage) if one.isVisible()]
    assert bool(shown) == wanted
