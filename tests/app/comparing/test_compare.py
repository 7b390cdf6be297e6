"""The dock "Compare", with mouse and keys."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from app.comparing import comparing as comparing_module
from app.comparing.controls import DIFFERENCE, FLIP, SIDE_BY_SIDE
from app.document import Document
from app.window import MainWindow
from blocks.page import End
from tests.app.making import MakeWindow
from tests.app.pages import const_page

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def run(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.document.run_finished, timeout=10_000):
        QTest.keyClick(window.canvas.view, Qt.Key.Key_F5)


def click(window: MainWindow, id: str, held: Qt.KeyboardModifier | None = None) -> None:
    item = window.canvas.item(id)
    assert item is not None
    view = window.canvas.view
    place = view.mapFromScene(item.pos() + QPointF(40, 12))
    more = Qt.KeyboardModifier.NoModifier if held is None else held
    QTest.mouseClick(view.viewport(), LEFT, more, place)


def press(window: MainWindow, way: str) -> None:
    QTest.mouseClick(window.comparing.comparing.controls.buttons[way], LEFT)


def title(window: MainWindow, at: int = 0) -> str:
    return window.comparing.comparing.pictures.places[at].title.text()


def shown(window: MainWindow, at: int = 0) -> list[float]:
    """The numbers of the slice that a heatmap shows."""
    heatmap = window.comparing.comparing.pictures.places[at].heatmap
    array = heatmap._array
    assert array is not None
    return [float(one) for one in heatmap.bar.slicing.plane(array).ravel()]


@pytest.fixture
def comparing(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a page that ran, and the dock shown by its key."""
    window.document.page.move_blocks(
        {id: (at * 260.0, at % 2 * 200.0) for at, id in enumerate(window.document.page.blocks)}
    )
    window.canvas.frame_all()
    window.canvas.view.setFocus()
    run(window, qtbot)
    QTest.keyClick(window.canvas.view, Qt.Key.Key_C, SHIFT)
    assert window.compare_dock.isVisible()
    return window


def test_two_selected_blocks_are_compared(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    view = comparing.comparing.comparing
    assert view.verdict.text() == "✕ 16 of 16 numbers differ"
    assert "first at [0, 0, 0, 0]: 1 and 1188" in view.details.text()
    assert "largest difference 28988 at [1, 1, 1, 1]" in view.details.text()
    assert (title(comparing, 0), title(comparing, 1)) == ("A   input.output", "B   dx.output")
    assert shown(comparing, 0) == [1, 3, 5, 7]
    assert shown(comparing, 1) == [1188, 4308, 7428, 10548]
    first, second = view.pictures.places
    assert first.heatmap.scale == second.heatmap.scale


def test_the_same_is_green(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "filter", CTRL)
    view = comparing.comparing.comparing
    assert view.verdict.text() == "✓ All 16 numbers are the same"
    assert view.verdict.property("role") == "good"


def test_a_result_is_compared_with_that_before_the_last_edit(
    comparing: MainWindow, qtbot: QtBot
) -> None:
    click(comparing, "y")
    view, page = comparing.comparing.comparing, comparing.document.page
    assert "There is no earlier result of y.output" in view.notice.text()
    page.set_attr("filter", "value", np.ones((2, 2, 2, 2), np.float32))
    assert "y.output has no result yet" in view.notice.text()
    run(comparing, qtbot)
    assert "first at [0, 0, 0, 0]: 36 and 372" in view.details.text()
    page.move_blocks({"y": (600.0, 400.0)})  # an edit that changes no number
    assert "36 and 372" in view.details.text()
    page.set_attr("filter", "value", np.zeros((2, 2, 2, 2), np.float32))
    run(comparing, qtbot)
    assert "first at [0, 0, 0, 0]: 0 and 36" in view.details.text()


def test_flip_shows_one_then_the_other(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    press(comparing, FLIP)
    first, second = comparing.comparing.comparing.pictures.places
    assert not second.isVisible()
    assert (title(comparing), shown(comparing)) == ("A   input.output", [1, 3, 5, 7])
    press(comparing, FLIP)
    assert (title(comparing), shown(comparing)[0]) == ("B   dx.output", 1188)
    comparing.comparing.comparing.controls.buttons[FLIP].setFocus()
    QTest.keyClick(comparing.comparing.comparing.controls.buttons[FLIP], Qt.Key.Key_Space)
    assert title(comparing) == "A   input.output"
    plot = first.heatmap.plane.plot
    cell = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(0.9, 0.9)))
    QTest.mouseClick(plot.viewport(), LEFT, pos=QPoint(cell))
    assert title(comparing) == "B   dx.output"


def test_the_difference_has_zero_in_the_middle(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    press(comparing, DIFFERENCE)
    assert title(comparing) == "A − B"
    assert shown(comparing) == [1 - 1188, 3 - 4308, 5 - 7428, 7 - 10548]
    scale = comparing.comparing.comparing.pictures.places[0].heatmap.scale
    assert (scale.low, scale.high) == (-28988, 28988)


def test_both_show_the_same_slice(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    first, second = comparing.comparing.comparing.pictures.places
    steps = first.heatmap.bar.findChild(QSpinBox, "index of C")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    assert shown(comparing, 0) == [2, 4, 6, 8]
    assert shown(comparing, 1)[0] == 2748
    assert not second.heatmap.bar.isVisible()


def test_other_shapes_cannot_be_subtracted(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    press(comparing, DIFFERENCE)
    click(comparing, "input")
    click(comparing, "y", CTRL)
    view = comparing.comparing.comparing
    assert view.verdict.text() == "✕ The shapes differ: [2, 2, 2, 2] and [2, 1, 1, 2]"
    assert not view.controls.buttons[DIFFERENCE].isEnabled()
    assert view.controls.way == SIDE_BY_SIDE
    assert title(comparing, 1) == "B   y.output"


def test_outputs_are_chosen_with_the_keyboard_and_swapped(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    controls = comparing.comparing.comparing.controls
    controls.other.setFocus()
    while controls.other.currentText() != "filter.output":
        before = controls.other.currentIndex()
        QTest.keyClick(controls.other, Qt.Key.Key_Up)
        assert controls.other.currentIndex() != before
    assert comparing.comparing.comparing.verdict.text().startswith("✓")
    QTest.mouseClick(controls.swap, LEFT)
    assert controls.one.currentText() == "filter.output"
    assert title(comparing, 0) == "A   filter.output"
    assert [field.accessibleName() for field in (controls.one, controls.other)] == [
        "A: the first result",
        "B: the second result",
    ]


def test_hidden_it_works_nothing_out(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(comparing_module, "prepare", lambda *both: asked.append(both))
    run(window, qtbot)
    window.document.select(["input", "dx"])
    assert asked == []
    assert window.comparing._made is None


def test_large_tensors_are_compared_on_another_thread(
    make_window: MakeWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = const_page(np.zeros((600, 600), np.float32))
    window = make_window.shown(Document(page))
    run(window, qtbot)
    threads: list[str] = []
    true = comparing_module.prepare

    def prepare(*both: np.ndarray) -> object:  # type: ignore[type-arg]
        threads.append(threading.current_thread().name)
        return true(*both)

    monkeypatch.setattr(comparing_module, "prepare", prepare)
    window.document.select(["const", "x"])
    window.going.to_dock(window.compare_dock)
    qtbot.waitUntil(
        lambda: window.comparing.comparing.verdict.text().startswith("✓"), timeout=10_000
    )
    assert threads == ["background"]
    assert window.document.result(End("x", "output")) is not None


def test_a_page_that_is_closed_is_let_go_of(comparing: MainWindow) -> None:
    click(comparing, "input")
    click(comparing, "dx", CTRL)
    comparing.set_document(Document(const_page(np.ones(3, np.float32))))
    assert "Select two blocks" in comparing.comparing.comparing.notice.text() or (
        comparing.comparing.comparing.pictures.places[0].heatmap._array is None
    )
