"""The window: running, problems, palette, theme, closing."""

from __future__ import annotations

import re
import sys

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from app import faults, theme
from app.document import Document
from app.panel.tensor_window import TensorWindow
from app.settings import Settings
from app.window import MainWindow
from blocks.page import Block, End
from tests.app.making import MakeWindow
from tests.app.pages import FAILS, Gate
from tests.app.window.driving import CTRL, LEFT, SHIFT, wait_for_run


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
