"""Steps, reasons, purging, modes and pins, as a user of the window meets them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import MainWindow
from blocks.page import End
from tests.app.making import MakeWindow
from tests.app.pages import ONES, gradient_page

CTRL = Qt.KeyboardModifier.ControlModifier
ORDER = ["input", "filter", "input_sizes", "y", "dx"]


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    page = gradient_page()
    page.set_attr("filter", "value", 2 * ONES)  # or it had the key, and the result, of the input
    return make_window.shown(Document(page))


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, *, runs: bool = True
) -> dict[str, str] | None:
    """Press a key; what the run that it begins made of each block."""
    if not runs:
        QTest.keyClick(window, key)
        return None
    with qtbot.waitSignal(window.document.run_finished, timeout=10_000) as done:
        QTest.keyClick(window, key)
    return {id: one.state for id, one in done.args[0].blocks.items()}


def test_f10_runs_one_block_after_the_other_and_shows_it(qtbot: QtBot, window: MainWindow) -> None:
    document, shown = window.document, []
    document.focus_requested.connect(lambda ids: shown.extend(ids))
    computed = []
    for _ in ORDER:
        states = press(qtbot, window, Qt.Key.Key_F10)
        assert states is not None
        new = [id for id, state in states.items() if state == "done"]
        assert len(new) == 1
        assert set(states) - set(new) <= set(computed)
        computed += new
    assert shown == computed
    assert set(computed) == set(ORDER)
    assert computed.index("y") > max(computed.index("input"), computed.index("filter"))
    with qtbot.waitSignal(document.message) as told:
        press(qtbot, window, Qt.Key.Key_F10, runs=False)
    assert told.args[0] == "There is no further block to step to"
    document.page.set_attr("y", "strides", [1, 2, 3, 1])
    assert press(qtbot, window, Qt.Key.Key_F10)["y"] == "done"  # type: ignore[index]


def test_a_step_passes_by_what_had_to_be_let_go_of(qtbot: QtBot, window: MainWindow) -> None:
    computed: list[str] = []
    for _ in ORDER:
        # As where results are so large that nothing of earlier steps can be kept.
        window.document.runs.record._last.clear()
        window.document.runs._cache.clear()
        states = press(qtbot, window, Qt.Key.Key_F10)
        assert states is not None
        computed.append(list(states)[-1])
    assert sorted(computed) == sorted(ORDER)
    press(qtbot, window, Qt.Key.Key_F10, runs=False)
    assert not window.document.is_running


def test_f6_runs_to_the_selected_block_and_no_further(qtbot: QtBot, window: MainWindow) -> None:
    window.document.select(["y"])
    assert press(qtbot, window, Qt.Key.Key_F6) == {
        "input": "done", "filter": "done", "y": "done",
    }  # fmt: skip
    assert window.document.state("dx") == "never"


def test_every_block_says_why_it_ran(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    assert window.document.why("dx") == "never run before"
    window.document.page.set_attr("y", "strides", [1, 2, 3, 1])
    press(qtbot, window, Qt.Key.Key_F5)
    assert window.document.why("dx") == "out_backprop changed, because of y: strides changed"
    rows = {row.block: row for row in window.runs.model.rows}
    assert rows["dx"].text(5) == window.document.why("dx")
    assert rows["input"].text(5).startswith("nothing")


def test_purging_lets_go_of_everything(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    window.actions_made["run.purge"].trigger()
    document = window.document
    assert {document.state(id) for id in ORDER} == {"never"}
    assert document.result_bytes == 0
    assert set((press(qtbot, window, Qt.Key.Key_F5) or {}).values()) == {"done"}
    assert document.why("y") == "the cache was purged"


def test_ctrl_m_disables_the_selection_and_enables_it_again(
    qtbot: QtBot, window: MainWindow
) -> None:
    document = window.document
    document.select(["y"])
    QTest.keyClick(window, Qt.Key.Key_M, CTRL)
    assert dict(document.page.modes) == {"y": "disabled"}
    states = press(qtbot, window, Qt.Key.Key_F5)
    assert states == {"y": "disabled", "dx": "disabled"}
    rows = {row.block: row for row in window.runs.model.rows}
    assert rows["dx"].text(4) == "dx: not run, because y is disabled"
    assert rows["dx"].text(2) == "○ disabled"
    assert document.problems() == ()
    QTest.keyClick(window, Qt.Key.Key_M, CTRL)
    assert not document.page.modes
    document.undo()
    assert dict(document.page.modes) == {"y": "disabled"}


def test_ctrl_b_bypasses(qtbot: QtBot, window: MainWindow) -> None:
    document = window.document
    document.page.add_block("Relu", id="relu")
    document.page.connect("input.output", "relu.features")
    document.select(["relu"])
    QTest.keyClick(window, Qt.Key.Key_B, CTRL)
    states = press(qtbot, window, Qt.Key.Key_F6)
    assert states == {"input": "done", "relu": "bypassed"}
    assert document.state("relu") == "fresh"
    assert document.result(End("relu", "activations")) is document.result(End("input", "output"))


def test_ctrl_p_pins_a_result_and_the_window_says_so(qtbot: QtBot, window: MainWindow) -> None:
    document = window.document
    document.select(["y"])
    with qtbot.waitSignal(document.message) as told:
        QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert told.args[0] == "There is no result to pin; run the block first"
    press(qtbot, window, Qt.Key.Key_F5)
    kept = document.result(End("y", "output"))
    assert kept is not None
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert window.run_mode.text().startswith("⚑ 1 pinned result")
    assert window.run_mode.property("role") == "error"
    document.page.set_attr("input", "value", np.zeros((2, 2, 2, 2), np.float32))
    states = press(qtbot, window, Qt.Key.Key_F5)
    assert states is not None
    assert "y" not in states
    row = next(one for one in window.runs.model.rows if one.block == "y")
    assert [row.text(column) for column in (0, 1, 2, 3, 5)] == [
        "y",
        "Conv2D",
        "⚑ pinned",
        "",
        "its pinned result stands in for it",
    ]
    assert row.bytes == kept.nbytes
    assert document.result(End("y", "output")) is kept
    assert document.state("y") == "fresh"
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert not document.page.pins
    assert window.run_mode.text() == "Runs by hand"
