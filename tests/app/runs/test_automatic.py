"""Automatic runs: a moment after the last edit, never while somebody types, never in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.document import Document
from app.runs import automatic
from app.window import MainWindow
from tests.app.making import MakeWindow
from tests.app.pages import Gate, gradient_page

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(automatic, "PAUSE_MS", 50)
    window = make_window.shown(Document(gradient_page()))
    window.automatic._later.setInterval(50)
    return window


def switch_on(qtbot: QtBot, window: MainWindow) -> None:
    """As a user does, with the button of the toolbar; the first run follows."""
    action = window.actions_made["run.automatic"]
    button = next(
        one for one in action.associatedObjects() if one.metaObject().className() == "QToolButton"
    )
    with qtbot.waitSignal(window.document.run_finished, timeout=10_000):
        QTest.mouseClick(button, LEFT)  # type: ignore[arg-type]
    assert window.automatic.is_on


def runs_in(qtbot: QtBot, window: MainWindow, milliseconds: int) -> int:
    """How many runs begin in a while."""
    begun: list[bool] = []
    note = lambda: begun.append(True)  # noqa: E731
    window.document.run_started.connect(note)
    qtbot.wait(milliseconds)
    window.document.run_started.disconnect(note)
    return len(begun)


def test_by_hand_is_the_usual_way(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.automatic.is_on
    assert window.run_mode.text() == "Runs by hand"
    window.document.page.set_attr("y", "strides", [1, 2, 3, 1])
    assert runs_in(qtbot, window, 200) == 0


def test_many_edits_are_one_run(qtbot: QtBot, window: MainWindow) -> None:
    switch_on(qtbot, window)
    assert window.run_mode.text() == "Runs automatically"
    for stride in (1, 2, 1, 3):
        window.document.page.set_attr("y", "strides", [1, stride, 3, 1])
        qtbot.wait(10)
    assert runs_in(qtbot, window, 400) == 1
    assert window.document.state("dx") in ("fresh", "failed")


def test_moving_a_block_runs_nothing(qtbot: QtBot, window: MainWindow) -> None:
    switch_on(qtbot, window)
    window.document.page.move_blocks({"dx": (5, 5)})
    assert runs_in(qtbot, window, 200) == 0


def test_no_run_while_a_field_is_typed_in(qtbot: QtBot, window: MainWindow) -> None:
    switch_on(qtbot, window)
    window.document.select(["y"])
    field = next(
        one for one in window.panel.findChildren(QLineEdit) if one.text() == "3" and one.isVisible()
    )
    field.setFocus()
    field.selectAll()
    window.document.page.set_title("An edit that no field made")
    window.document.page.set_attr("input_sizes", "name", "sizes")
    QTest.keyClicks(field, "2")
    if window.document.page.blocks["y"].value("strides")[1] == 3:  # not taken before Enter
        assert runs_in(qtbot, window, 300) == 0
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert runs_in(qtbot, window, 400) == 1
    assert window.document.page.blocks["y"].value("strides")[1] == 2


def test_a_run_that_took_long_pauses_them_and_says_so(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_on(qtbot, window)
    monkeypatch.setattr(automatic, "LONG_MS", -1)
    with qtbot.waitSignal(window.document.message) as told:
        window.document.page.set_attr("y", "strides", [1, 1, 1, 1])
    assert told.args[0].startswith("Automatic runs pause, because the last run took")
    assert window.run_mode.text().startswith("Automatic runs pause: the last run took")
    window.document.page.set_attr("y", "strides", [1, 2, 2, 1])
    assert runs_in(qtbot, window, 200) == 0
    monkeypatch.setattr(automatic, "LONG_MS", 3000)
    with qtbot.waitSignal(window.document.run_finished, timeout=10_000):
        QTest.keyClick(window, Qt.Key.Key_F5)
    assert window.run_mode.text() == "Runs automatically"
    window.document.page.set_attr("y", "strides", [1, 1, 2, 1])
    assert runs_in(qtbot, window, 400) == 1


def test_a_run_that_is_stopped_pauses_them(qtbot: QtBot, window: MainWindow) -> None:
    switch_on(qtbot, window)
    gate = Gate()
    window.set_document(Document(gate.page()))
    window.document.page.add_block("Relu", id="more")
    qtbot.waitUntil(gate.is_reached.is_set, timeout=10_000)
    QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    gate.is_open.set()
    qtbot.waitUntil(lambda: not window.document.is_running, timeout=10_000)
    assert window.automatic.paused == "the last run was stopped"


def test_switched_off_nothing_runs_any_more(qtbot: QtBot, window: MainWindow) -> None:
    switch_on(qtbot, window)
    window.actions_made["run.automatic"].trigger()
    assert not window.automatic.is_on
    window.document.page.set_attr("y", "strides", [1, 1, 1, 1])
    assert runs_in(qtbot, window, 200) == 0
