"""Viewers that stay are there again when their page is opened the next time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.settings import Settings
from app.viewers.pinned import PinnedViewer
from app.viewers.remembered import MOST_PAGES, Kept, Remembered
from app.window import MainWindow
from blocks import file
from blocks.page import End
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page

Key = Qt.Key
KEPT = Kept(2, (End("dx", "output"), End("y", "output")), 1, (10, 20, 300, 400), None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "gradient.page.json"
    file.save(gradient_page(), where)
    return where


def pin(window: MainWindow, block: str, number: Key) -> PinnedViewer:
    window.document.select([block])
    window.canvas.setFocus()
    QTest.keyClick(window.canvas.view, number)
    return window.viewers.pinned[-1]


def titles(window: MainWindow) -> list[str]:
    return [one.windowTitle() for one in window.viewers.pinned]


def test_viewers_come_back_where_they_were(
    make_window: MakeWindow, path: Path, qtbot: QtBot
) -> None:
    window = make_window.shown(Document.open(path))
    first, second = pin(window, "dx", Key.Key_1), pin(window, "y", Key.Key_3)
    place = QRect(150, 120, 420, 390)
    first.setGeometry(place)
    first.view.tabs.setCurrentIndex(1)
    second.setFloating(False)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, second)
    before = path.read_bytes()
    window.close()
    assert path.read_bytes() == before, "nothing of it is in the page"

    again = make_window.shown(Document.open(path))
    qtbot.waitUntil(lambda: len(again.viewers.pinned) == 2, timeout=5_000)
    first, second = again.viewers.pinned
    assert titles(again) == ["Viewer 1: dx.output", "Viewer 3: y.output"]
    assert first.isFloating()
    assert first.geometry() == place
    assert first.view.tabs.currentIndex() == 1
    assert first.isVisible()
    assert not second.isFloating()
    assert again.dockWidgetArea(second) == Qt.DockWidgetArea.LeftDockWidgetArea


def test_they_come_back_with_a_page_that_was_closed_before_the_window(
    make_window: MakeWindow, path: Path, qtbot: QtBot
) -> None:
    window = make_window.shown()
    window.open_path(path)
    qtbot.waitUntil(lambda: window.document in window.viewers._met)
    pin(window, "dx", Key.Key_2)
    window.pages.close(window.document)
    assert titles(window) == []
    window.open_path(path)
    qtbot.waitUntil(lambda: titles(window) == ["Viewer 2: dx.output"], timeout=5_000)
    window.viewers.pinned[0].close()
    window.pages.close(window.document)
    window.open_path(path)
    qtbot.waitUntil(lambda: window.document in window.viewers._met)
    assert titles(window) == [], "what the user has closed stays closed"


def test_blocks_that_have_gone_meanwhile_are_left_out(
    make_window: MakeWindow, path: Path, qtbot: QtBot, settings: Settings
) -> None:
    far = (10**6, 10**6, 300, 300)  # on a screen that is not there any more
    Remembered(settings.viewers).keep(
        path,
        [
            Kept(1, (End("lost", "output"),), 0, far, None),
            Kept(2, (End("lost", "output"), End("dx", "output")), 9, far, None),
            Kept(77, (End("dx", "output"),), 0, far, 12345),
        ],
    )
    window = make_window.shown(Document.open(path))
    qtbot.waitUntil(lambda: titles(window) == ["Viewer 2: dx.output"], timeout=5_000)
    seen = window.viewers.pinned[0].geometry()
    assert window.screen().geometry().intersects(seen)


def test_a_page_that_is_not_saved_has_none_to_remember(
    make_window: MakeWindow, settings: Settings, qtbot: QtBot
) -> None:
    window = make_window.shown(Document(gradient_page()))
    qtbot.waitUntil(lambda: window.document in window.viewers._met)
    pin(window, "dx", Key.Key_1)
    window.close()
    assert not settings.viewers.exists()


# ---- the file -----------------------------------------------------------------------------


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "new" / "viewers.json")
    docked = Kept(9, (End("a", "b"),), 0, (0, 0, 1, 1), 8)
    remembered.keep(tmp_path / "page", [KEPT, docked])
    assert remembered.of(tmp_path / "page") == (KEPT, docked)
    assert remembered.of(tmp_path / "other") == ()
    remembered.keep(tmp_path / "page", [])
    assert remembered.of(tmp_path / "page") == ()


def test_old_pages_are_forgotten(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "viewers.json")
    for number in range(MOST_PAGES + 2):
        remembered.keep(tmp_path / str(number), [KEPT])
    assert remembered.of(tmp_path / "1") == ()
    assert remembered.of(tmp_path / "2") == (KEPT,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"PAGE": 3}',
        '{"PAGE": [3, {}, {"number": "x"}]}',
        '{"PAGE": [{"number": 1}]}',
    ],
)
def test_a_broken_file_is_no_reason_to_stop(tmp_path: Path, text: str) -> None:
    where, page = tmp_path / "viewers.json", tmp_path / "page"
    where.write_text(text.replace('"PAGE"', json.dumps(str(page))))
    remembered = Remembered(where)
    assert remembered.of(page) == ()
    remembered.keep(page, [KEPT])
    assert remembered.of(page) == (KEPT,)


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Remembered(tmp_path / "file" / "viewers.json").keep(tmp_path / "page", [KEPT])
