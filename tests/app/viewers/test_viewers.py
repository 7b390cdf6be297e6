"""One gesture shows the result of any output; the viewer goes at a click away, or is pinned."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.viewers.passing import PassingViewer
from app.viewers.pinned import PinnedViewer
from app.window import MainWindow
from blocks.page import Page
from blocks.viewing.figures import figures_of
from tests.app.answers import Answers
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ran(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the gradient page, run."""
    with qtbot.waitSignal(window.document.run_finished, timeout=20_000):
        window.document.run()
    window.canvas.frame_all()
    window.canvas.setFocus()
    return window


def on_screen(window: MainWindow, place: QPointF) -> QPoint:
    found: QPoint = window.canvas.view.mapFromScene(place)
    return found


def port(window: MainWindow, end: str, *, is_input: bool) -> QPoint:
    id, _, name = end.partition(".")
    item = window.canvas.graph.item(id)
    assert item is not None
    found = item.port(name, is_input=is_input)
    assert found is not None
    return on_screen(window, found.scenePos())


def title(window: MainWindow, id: str) -> QPoint:
    item = window.canvas.graph.item(id)
    assert item is not None
    return on_screen(window, item.pos() + QPointF(40, 12))


def wire(window: MainWindow, target: str) -> QPoint:
    (found,) = (one for one in window.document.page.wires if str(one.target) == target)
    item = window.canvas.graph.wire_item(found)
    assert item is not None
    return on_screen(window, item.path().pointAtPercent(0.15))  # no other wire crosses there


def click(window: MainWindow, at: QPoint, held: Qt.KeyboardModifier = BOTH) -> None:
    QTest.mouseClick(window.canvas.view.viewport(), LEFT, held, at)


def popup() -> PassingViewer:
    found = QApplication.activePopupWidget()
    assert isinstance(found, PassingViewer), found
    return found


def cells(viewer: PassingViewer | PinnedViewer) -> list[str]:
    model = viewer.view.table.model
    return [str(model.data(model.index(0, one))) for one in range(model.columnCount())]


PLACES: dict[str, Callable[[MainWindow], QPoint]] = {
    "output port": lambda window: port(window, "y.output", is_input=False),
    "input port": lambda window: port(window, "dx.out_backprop", is_input=True),
    "wire": lambda window: wire(window, "dx.out_backprop"),
    "block": lambda window: title(window, "y"),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_same_gesture_shows_the_result_of_anything(ran: MainWindow, place: str) -> None:
    selected = ran.document.selection
    click(ran, PLACES[place](ran))
    assert str(popup().view.end) == "y.output"
    assert popup().view.array is ran.document.result(ran.document.page.blocks["y"].outputs[0])
    assert ran.document.selection == selected, "looking selects nothing"
    assert not ran.document.is_dirty


def test_it_goes_at_a_click_elsewhere_and_on_escape(ran: MainWindow) -> None:
    click(ran, title(ran, "y"))
    viewer = popup()
    QTest.mouseClick(viewer, LEFT, pos=QPoint(-60, -40))
    assert not viewer.isVisible()
    click(ran, title(ran, "dx"))
    QTest.keyClick(popup().view.table.view, Key.Key_Escape)
    assert not viewer.isVisible()
    assert viewer.view.array is None, "what nobody sees holds nothing"


def test_a_port_without_a_wire_says_so(ran: MainWindow) -> None:
    told: list[str] = []
    ran.document.message.connect(told.append)
    ran.document.page.disconnect(ran.document.page.wires_into("dx", "filter")[0])
    click(ran, port(ran, "dx.filter", is_input=True))
    assert QApplication.activePopupWidget() is None
    assert "No wire" in told[-1]


def test_a_tap_of_space_and_the_key_look_at_what_is_selected(ran: MainWindow, qtbot: QtBot) -> None:
    view = ran.canvas.view
    click(ran, title(ran, "dx"), Qt.KeyboardModifier.NoModifier)
    for key in (Key.Key_Space, Key.Key_V):
        QTest.keyClick(view, key)
        assert str(popup().view.end) == "dx.output"
        QTest.keyClick(popup().view.table.view, Key.Key_Escape)
        qtbot.waitUntil(view.hasFocus, timeout=5_000)
    click(ran, wire(ran, "y.filter"), Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(view, Key.Key_Space)
    assert str(popup().view.end) == "filter.output"
    popup().hide()


def test_a_space_bar_that_pans_shows_nothing(ran: MainWindow) -> None:
    view = ran.canvas.view
    ran.document.select(["dx"])
    QTest.keyPress(view, Key.Key_Space)
    QTest.mousePress(view.viewport(), LEFT, pos=QPoint(300, 300))
    QTest.mouseMove(view.viewport(), QPoint(330, 320))
    QTest.mouseRelease(view.viewport(), LEFT, pos=QPoint(330, 320))
    QTest.keyRelease(view, Key.Key_Space)
    assert QApplication.activePopupWidget() is None
    QTest.keyPress(view, Key.Key_Space)
    time.sleep(0.45)
    QTest.keyRelease(view, Key.Key_Space)
    assert QApplication.activePopupWidget() is None


def test_pinned_it_stays_with_a_number_and_follows_the_page(ran: MainWindow, qtbot: QtBot) -> None:
    click(ran, title(ran, "dx"))
    pin = popup().findChild(QToolButton, "pin")
    assert pin is not None
    QTest.mouseClick(pin, LEFT)
    assert QApplication.activePopupWidget() is None
    click(ran, title(ran, "y"))
    QTest.keyClick(popup().view.table.view, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    first, second = ran.viewers.pinned
    assert (first.windowTitle(), second.windowTitle()) == (
        "Viewer 1: dx.output",
        "Viewer 2: y.output",
    )
    assert first.isVisible()
    assert cells(first)[0] == "1188"
    ran.document.select(["filter"])
    assert cells(first)[0] == "1188", "it shows the same, whatever is selected"
    ran.document.page.set_attr("filter", "value", np.ones((2, 2, 2, 2), np.float32))
    with qtbot.waitSignal(ran.document.run_finished, timeout=20_000):
        ran.document.run()
    assert cells(first)[0] != "1188"
    first.close()
    assert [one.number for one in ran.viewers.pinned] == [2]
    click(ran, title(ran, "dx"))
    QTest.mouseClick(pin, LEFT)
    assert [one.number for one in ran.viewers.pinned] == [1, 2], "the free number is taken again"


def test_a_digit_shows_the_selection_in_the_viewer_of_that_number(
    ran: MainWindow, qtbot: QtBot
) -> None:
    view = ran.canvas.view
    click(ran, title(ran, "y"), Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(view, Key.Key_3)
    (viewer,) = ran.viewers.pinned
    assert viewer.windowTitle() == "Viewer 3: y.output"
    click(ran, title(ran, "dx"), Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(view, Key.Key_3)
    assert ran.viewers.pinned == (viewer,)
    assert viewer.windowTitle() == "Viewer 3: dx.output"
    assert cells(viewer)[0] == "1188"
    QTest.keyClick(view, Key.Key_3)

    def has_the_keys() -> bool:
        at = QApplication.focusWidget()
        return at is not None and viewer.isAncestorOf(at)

    qtbot.waitUntil(has_the_keys, timeout=5_000)  # a second time it gets the keys


def test_a_number_in_a_viewer_can_be_traced(ran: MainWindow) -> None:
    click(ran, title(ran, "dx"))
    table = popup().view.table.view
    QTest.keyClick(table, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert ran.trace_dock.isVisible()


def test_viewers_are_seen_with_their_page_and_close_with_it(
    make_window: MakeWindow, ask: Answers
) -> None:
    window = make_window.shown(Document(gradient_page()))
    first = window.document
    window.canvas.setFocus()
    first.select(["y"])
    QTest.keyClick(window.canvas.view, Key.Key_1)
    (viewer,) = window.viewers.pinned
    window.pages.add(Document(Page("Other")))
    assert not viewer.isVisible()
    assert window.viewers.pinned == ()
    window.pages.show(first)
    assert viewer.isVisible()
    window.pages.close(first)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [one for one in window.findChildren(QDockWidget) if isinstance(one, PinnedViewer)]
    assert left == []


def test_the_usual_layout_leaves_viewers_alone(ran: MainWindow) -> None:
    ran.document.select(["y"])
    QTest.keyClick(ran.canvas.view, Key.Key_1)
    (viewer,) = ran.viewers.pinned
    ran.usual_layout()
    assert viewer.isVisible()
    assert cells(viewer)


def test_a_block_that_has_gone_is_told_of_and_comes_back(ran: MainWindow) -> None:
    ran.document.select(["dx"])
    QTest.keyClick(ran.canvas.view, Key.Key_1)
    (viewer,) = ran.viewers.pinned
    ran.document.remove(["dx"])
    notice = viewer.view.findChild(QWidget, "notice")
    assert notice is not None
    assert "no longer on the page" in notice.property("text")
    ran.document.undo()
    assert cells(viewer)[0] == "1188"


def test_saving_from_the_passing_viewer_closes_it_first(
    ran: MainWindow, ask: Answers, qtbot: QtBot, tmp_path: object
) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    ask.save_path = tmp_path / "dx.npy"
    click(ran, title(ran, "dx"))
    QTest.mouseClick(popup().view.heading.save_button, LEFT)
    assert QApplication.activePopupWidget() is None
    qtbot.waitUntil(ask.save_path.exists, timeout=10_000)
    assert np.load(ask.save_path).shape == (2, 2, 2, 2)


def test_a_viewer_reads_no_more_of_a_tensor_than_is_seen(
    ran: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever read all of this one would never come to an end."""
    array = np.broadcast_to(np.float32(7), (10**6, 2**10, 2**10, 2**10))
    monkeypatch.setattr(ran.document, "result", lambda end: array)
    monkeypatch.setattr("blocks.viewing.kept.figures_of", lambda _: figures_of(array[0, 0, 0]))
    click(ran, title(ran, "dx"))
    assert popup().view.array is array
    assert set(cells(popup())) == {"7"}
    popup().hide()
