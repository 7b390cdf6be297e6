"""The window: running, problems, palette, theme, closing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from app import faults, theme
from app.document import Document
from app.panel.tensor_window import TensorWindow
from app.settings import Settings
from app.window import MainWindow
from blocks.page import Block, End, Page
from tests.app.making import MakeWindow
from tests.app.pages import FAILS, Gate

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def wait_for_run(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.document.is_running, timeout=10_000)


def test_f5_runs_the_page_and_the_toolbar_says_how_it_went(
    qtbot: QtBot, window: MainWindow
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.document.is_running
    assert not window.actions_made["run.run"].isEnabled()
    assert window.actions_made["run.stop"].isEnabled()
    wait_for_run(qtbot, window)
    assert window.actions_made["run.run"].isEnabled()
    # filter holds the same as input, so it is not computed again
    assert re.fullmatch(r"4 computed in [\d.]+ .s · 1 unchanged", window.progress.words.text())
    assert window.results.array is not None
    assert window.results.array.ravel()[0] == 1188
    rows = {row.block: row.state for row in window.runs.model.rows}
    assert set(rows) == set(window.document.page.blocks)
    assert set(rows.values()) == {"done", "cached"}
    qtbot.waitUntil(lambda: "results" in window.status.sums.text())


def test_f6_runs_only_what_the_selection_needs(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.actions_made["run.to_selected"].isEnabled()
    window.document.select(["y"])
    QTest.keyClick(window, Qt.Key.Key_F6)
    wait_for_run(qtbot, window)
    assert {row.block for row in window.runs.model.rows} == {"input", "filter", "y"}


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F5, SHIFT), (Qt.Key.Key_Escape,)])
def test_stop_ends_a_run(qtbot: QtBot, window: MainWindow, keys: tuple[Qt.Key]) -> None:
    gate = Gate()
    window.set_document(Document(gate.page()))
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert gate.is_reached.wait(10)
    qtbot.waitUntil(lambda: window.progress.bar.isVisible())
    qtbot.waitUntil(lambda: "of 3" in window.progress.words.text())
    QTest.keyClick(window, *keys)
    gate.is_open.set()
    wait_for_run(qtbot, window)
    assert window.progress.words.text().startswith("Stopped")
    assert not window.progress.bar.isVisible()


def test_a_failed_run_is_summed_up_and_listed(qtbot: QtBot, window: MainWindow) -> None:
    window.document.page.put_block(Block("bad", "Fails", FAILS), (900, 0))
    window.document.page.connect("dx.output", "bad.x")
    QTest.keyClick(window, Qt.Key.Key_F5)
    wait_for_run(qtbot, window)
    assert "1 failed" in window.progress.words.text()
    assert window.problems_dock.windowTitle() == "Problems (1)"
    problems = window.problems.list
    assert problems.topLevelItemCount() == 1
    assert "this never works" in problems.topLevelItem(0).text(1)


def test_each_problem_is_listed_once_and_a_click_goes_to_the_block(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.document.page
    page.add_block("Relu", id="far", at=(9000, 7000))
    page.set_attr("input_sizes", "value", np.array([2, 9, 2, 2], np.int32))
    problems = window.problems.list
    rows = [problems.topLevelItem(row) for row in range(problems.topLevelItemCount())]
    assert [row.text(0) for row in rows] == ["dx", "far"]
    assert window.problems_dock.windowTitle() == "Problems (2)"
    window.problems_dock.raise_()
    place = problems.visualItemRect(rows[1]).center()
    QTest.mouseClick(problems.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert window.document.selection == ("far",)
    seen = window.canvas.view.navigation.visible()
    assert seen.contains(*page.position("far"))
    assert not seen.contains(*page.position("dx"))
    window.document.undo()
    window.document.undo()
    assert problems.topLevelItemCount() == 0
    assert window.problems_dock.windowTitle() == "Problems"


def test_problems_are_copied_as_text(window: MainWindow) -> None:
    window.document.page.add_block("Relu", id="lonely")
    window.problems.list.setFocus()
    QTest.keyClick(window.problems.list, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "lonely: features is not wired"


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


def test_a_double_click_on_a_block_goes_to_its_attributes(qtbot: QtBot, window: MainWindow) -> None:
    window.document.page.add_block("Const", id="one", at=(0, 0))
    window.document.page.add_block("Conv2D", id="conv", at=(300, 0))
    window.document.select(["conv"])
    window.canvas.block_opened.emit("conv")
    assert window.panel.findChild(QLineEdit, "strides height").hasFocus()
    window.document.select(["one"])
    window.canvas.block_opened.emit("one")
    assert window.findChild(TensorWindow).isVisible()


def test_a_double_click_in_the_palette_adds_in_the_middle_of_what_is_seen(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.palette_dock.chosen.emit("Relu")
    at = window.document.page.position("relu")
    assert window.canvas.view.navigation.visible().contains(*at)


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


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_theme_is_taken_by_all_and_remembered(
    window: MainWindow, settings: Settings, name: str
) -> None:
    window.change_theme("dark" if name == "light" else "light")
    window.change_theme(name)
    assert theme.theme().name == name
    assert settings.theme == name
    seen = window.grab().toImage()
    ground = seen.pixelColor(window.width() // 2, window.height() - 8)
    assert (ground.lightness() < 128) == (name == "dark")
    theme.apply("dark")


def test_size_and_docks_are_remembered(window: MainWindow, make_window: MakeWindow) -> None:
    window.resize(790, 760)  # the screen of the tests is 800 by 800
    window.palette_dock.hide()
    window.close()
    again = make_window()
    again.show()
    assert (again.width(), again.height()) == (790, 760)
    assert not again.palette_dock.isVisible()
    again.usual_layout()
    assert again.palette_dock.isVisible()


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("usual", [False, True])
def test_a_layout_restored_before_the_window_is_shown_leaves_no_stray_tabs(
    make_window: MakeWindow, older: bool, usual: bool
) -> None:
    window = make_window()
    window.resize(1200, 760)
    window.show()  # and closed before it is laid out
    if older:  # as of a version that had fewer docks
        window.removeDockWidget(window.outline_dock)
        window.removeDockWidget(window.help_dock)
    window.close()
    again = make_window()
    if usual:
        again.usual_layout()
    again.show()  # what is seen first, before Qt has put away anything that is left over
    bars = again.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    seen = [bar for bar in bars if bar.isVisible() and bar.geometry().intersects(again.rect())]
    assert [{bar.tabText(at) for at in range(bar.count())} for bar in seen] == [
        {"Problems", "Run", "Outline"}
    ]
    assert seen[0].geometry().top() >= again.problems_dock.geometry().bottom()


def test_keys_and_about_open_without_holding_up(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(QDialog)
    assert dialog is not None
    label = dialog.findChild(QLabel)
    assert label is not None
    assert "F5" in label.text()
    assert "Run to Selected" in label.text()
    dialog.close()


def test_closing_while_a_run_goes_on_is_quiet(qtbot: QtBot, window: MainWindow) -> None:
    gate = Gate()
    window.set_document(Document(gate.page()))
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert gate.is_reached.wait(10)
    window.close()
    assert not window.isVisible()
    gate.is_open.set()
    qtbot.wait(100)


def test_opening_another_page_while_a_run_goes_on_is_quiet(
    qtbot: QtBot, window: MainWindow
) -> None:
    gate = Gate()
    window.set_document(Document(gate.page()))
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert gate.is_reached.wait(10)
    window.files.new()
    gate.is_open.set()
    qtbot.wait(100)
    assert not window.document.is_running
    assert window.runs.model.rows == []
    assert window.progress.words.text() == ""
    assert not window.actions_made["run.stop"].isEnabled()


def test_300_blocks_open_and_close(qtbot: QtBot, window: MainWindow) -> None:
    page = many_blocks(300)
    window.set_document(Document(page))
    QApplication.processEvents()
    assert len(window.canvas.graph.items()) == 301
    QTest.keyClick(window, Qt.Key.Key_F5)
    wait_for_run(qtbot, window)
    assert window.document.state("r299") == "fresh"
    window.files.new()
    QApplication.processEvents()
    assert not window.canvas.graph.items()


def many_blocks(count: int) -> Page:
    page = Page("Many")
    page.add_block("Const", {"value": np.ones((2, 2), np.float32)}, id="first")
    before = "first.output"
    for number in range(count):
        at = (number % 20 * 260.0, number // 20 * 200.0)
        page.add_block("Relu", id=f"r{number}", at=at)
        page.connect(before, f"r{number}.features")
        before = f"r{number}.activations"
    page.history.mark_clean()
    return page


ALONE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.document import Document
from app.panel.tensor_window import TensorWindow
from app.window import MainWindow
from tests.app.window.test_window import many_blocks

application = QApplication([])
window = MainWindow(Document(many_blocks(300)))
window.show()
window.document.run_finished.connect(lambda outcome: print(outcome.ok, len(outcome.blocks)))
window.document.run_finished.connect(lambda _: QTimer.singleShot(0, window.close))
window.document.run()
print(application.exec())
"""


def test_300_blocks_in_a_program_of_their_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert done.stdout.split() == ["True", "301", "0"]
    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_a_fault_in_the_program_is_told_in_one_line_and_written_down(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults.tell_in(window.status)
    try:
        raise RuntimeError("not meant\nto happen")
    except RuntimeError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    shown = window.status.currentMessage()
    assert "RuntimeError: not meant" in shown
    assert "\n" not in shown
    assert str(faults.log_file()) in shown
    written = faults.log_file().read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "to happen" in written


def test_the_window_is_let_go_when_it_closes(window: MainWindow) -> None:
    document = window.document
    window.close()
    document.page.set_attr("y", "padding", "VALID")
    assert document.result(End("dx", "output")) is None
