"""Precision and threads, chosen in the Run menu by keys and by mouse."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

import kernels
from app.document import Document
from app.panel.entries import Choice
from app.settings import Settings
from app.window import MainWindow
from blocks import file
from blocks.page import Page, Unread
from blocks.threads import use_threads
from kernels import threads

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def usual_threads() -> Iterator[None]:
    yield
    use_threads(None)


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(qtbot: QtBot, window: MainWindow, *keys: Qt.Key) -> None:
    """Alt+R opens the Run menu; each key goes on from there."""
    QTest.keyClick(window, Qt.Key.Key_R, ALT)
    for key in keys:
        QTest.keyClick(popup(), key)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def checked(actions: dict[object, QAction]) -> list[object]:
    return [name for name, action in actions.items() if action.isChecked()]


def precisions(window: MainWindow) -> list[object]:
    return checked({**window.menus.run.settings.precision})


def test_the_precision_is_chosen_by_keys_and_undone(qtbot: QtBot, window: MainWindow) -> None:
    page = window.document.page
    assert precisions(window) == ["default"]
    choose(qtbot, window, Qt.Key.Key_P, Qt.Key.Key_H)
    assert page.precision == "highest"
    assert precisions(window) == ["highest"]
    assert window.isWindowModified()
    assert page.history.can_undo == "Set precision to highest"
    choose(qtbot, window, Qt.Key.Key_P, Qt.Key.Key_H)
    assert precisions(window) == ["highest"]
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (page.precision, precisions(window)) == ("default", ["default"])
    assert not window.isWindowModified()


def test_letters_choose_from_a_menu_though_the_canvas_has_them_as_keys(
    qtbot: QtBot, window: MainWindow
) -> None:
    """D fades wires on the canvas, but not while a menu is open."""
    window.canvas.setFocus()
    choose(qtbot, window, Qt.Key.Key_P, Qt.Key.Key_H)
    fading = window.settings.fades_wires
    choose(qtbot, window, Qt.Key.Key_P, Qt.Key.Key_D)
    assert precisions(window) == ["default"]
    assert window.settings.fades_wires == fading


def test_the_precision_is_chosen_with_the_mouse(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_R, ALT)
    QTest.keyClick(popup(), Qt.Key.Key_P)
    menu = popup()
    place = menu.actionGeometry(window.menus.run.settings.precision["highest"]).center()
    QTest.mouseMove(menu, place - QPoint(1, 0))
    QTest.mouseClick(menu, LEFT, pos=place)
    assert window.document.page.precision == "highest"


def test_results_are_stale_under_another_precision_and_there_again_after_undo(
    qtbot: QtBot, window: MainWindow
) -> None:
    document = window.document

    def run() -> None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        with qtbot.waitSignal(document.run_finished, timeout=10_000):
            QTest.keyClick(window, Qt.Key.Key_F5)

    run()
    assert document.state("dx") == "fresh"
    choose(qtbot, window, Qt.Key.Key_P, Qt.Key.Key_H)
    assert document.state("dx") == "stale"
    run()
    assert document.state("dx") == "fresh"
    assert {row.state for row in window.runs.model.rows if row.block == "dx"} == {"done"}
    document.undo()
    assert document.state("dx") == "fresh"
    run()
    assert {row.state for row in window.runs.model.rows} == {"cached"}


def test_a_click_on_a_problem_of_the_page_shows_the_page_in_the_panel(window: MainWindow) -> None:
    page = Page(precision=Unread("later", "no such precision"))
    page.add_block("Const", id="const")
    window.set_document(Document(page))
    window.document.select(["const"])
    window.problems_dock.raise_()
    problems = window.problems.list
    place = problems.visualItemRect(problems.topLevelItem(0)).center()
    QTest.mouseClick(problems.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert window.document.selection == ()
    assert window.panel.findChild(Choice, "precision of the page") is not None


def test_another_page_shows_its_own_precision(window: MainWindow) -> None:
    window.set_document(Document(Page(precision="highest")))
    assert precisions(window) == ["highest"]
    window.set_document(Document(Page()))
    assert precisions(window) == ["default"]


def test_a_precision_of_a_later_version_is_shown_as_none_until_one_is_chosen(
    qtbot: QtBot, window: MainWindow
) -> None:
    text = '{"format": "blockprop-page", "version": 1, "precision": "later", "blocks": []}'
    window.set_document(Document(file.loads(text)))
    window.add_block("Const")
    assert precisions(window) == []
    window.document.select([])
    box = window.panel.findChild(Choice, "precision of the page")
    reason = window.panel.findChild(QWidget, "precision reason")
    assert box is not None
    assert reason is not None
    assert box.currentIndex() == -1
    assert reason.isVisible()
    row = window.problems.list.topLevelItem(0)
    message = "precision: 'later' is none of default, highest"
    assert [row.text(0), row.text(1)] == ["(page)", message]
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert not window.document.is_running
    assert window.status.currentMessage() == message
    choose(qtbot, window, Qt.Key.Key_P, Qt.Key.Key_D)
    assert precisions(window) == ["default"]
    assert box.currentText() == "default"
    assert not reason.isVisible()
    assert window.problems.list.topLevelItemCount() == 0
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.document.state("const") == "fresh")
    assert '"later"' not in file.dumps(window.document.page)


def test_the_panel_of_the_page_shows_and_sets_the_precision(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.document.select([])
    box = window.panel.findChild(Choice, "precision of the page")
    assert box is not None
    assert box.currentText() == "default"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert window.document.page.precision == "highest"
    assert precisions(window) == ["highest"]
    window.document.undo()
    assert box.currentText() == "default"


def test_threads_are_chosen_at_once_and_remembered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    if threads.processor_count() == 1:
        pytest.skip("there is nothing to choose from")
    choices = window.menus.run.settings.threads
    assert checked({**choices}) == [None]
    before = file.dumps(window.document.page)
    choose(qtbot, window, Qt.Key.Key_H, Qt.Key.Key_1)
    assert kernels.thread_count() == 1
    assert checked({**choices}) == [1]
    assert Settings(tmp_path / "settings").threads == 1
    choose(qtbot, window, Qt.Key.Key_H, Qt.Key.Key_A)
    assert kernels.thread_count() == threads.processor_count()
    assert checked({**choices}) == [None]
    assert Settings(tmp_path / "settings").threads is None
    assert file.dumps(window.document.page) == before
    assert not window.isWindowModified()


PROGRAM = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.editor import open_editor
import kernels

application = QApplication([])
QTimer.singleShot(0, lambda: (print(kernels.thread_count()), application.quit()))
open_editor(None)
"""


def test_the_editor_starts_with_the_threads_of_last_time() -> None:
    settings = Settings()
    settings.threads = 1
    settings.flush()
    program = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


@pytest.mark.parametrize("kept", ["many", "0", "-2", "1.5", ""])
def test_what_was_kept_by_mistake_is_all_processors(settings: Settings, kept: str) -> None:
    settings._file.setValue("threads", kept)
    assert settings.threads is None


def test_more_threads_than_processors_are_never_used() -> None:
    use_threads(10_000)
    assert kernels.thread_count() == threads.processor_count()
    use_threads(1)
    assert kernels.thread_count() == 1
