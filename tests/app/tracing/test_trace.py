"""Where a number comes from: clicked, shown with its terms, followed as the page changes."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.tracing import view
from app.tracing.view import TraceView
from blocks.page import Page
from tests.app.making import MakeWindow
from tests.app.tracing.user import ALT, LEFT, NONE, Key, User, image_page


def test_a_double_click_on_a_number_shows_the_cells_and_the_sum_that_made_it(user: User) -> None:
    assert not user.window.trace_dock.isVisible()
    user.double_click(5, 1)
    assert user.window.trace_dock.isVisible()
    assert user.number == "dx.output[1,0,1,1] = 14060"
    assert user.terms() == [["884", "7", "6188"], ["984", "8", "7872"]]
    assert user.trace.origin.total.text() == "sum 14060 · the op gave 14060, the same"
    assert (
        user.trace.origin.words.text()
        == "the sum of 2 products: out_backprop · filter\n1 of 4 taps stands on this cell"
    )
    assert user.lit(0) == [(1, 0, 0, 0), (1, 0, 0, 1)]
    assert user.lit(1) == [(0, 1, 1, 0), (0, 1, 1, 1)]


def test_once_it_is_seen_a_click_is_enough_and_arrows_move_on(user: User) -> None:
    user.double_click(5, 1)
    user.click(0, 0)
    assert user.number == "dx.output[0,0,0,0] = 1188"
    user.window.results.table.view.setFocus()
    user.press(Key.Key_Down)
    assert user.number == "dx.output[0,0,1,0] = 4308"


def test_a_click_alone_says_how_to_see_it_once(user: User) -> None:
    said: list[str] = []
    user.window.document.message.connect(said.append)
    user.click(5, 1)
    user.click(4, 1)
    assert not user.window.trace_dock.isVisible()
    assert len(said) == 1
    assert "Enter" in said[0]


def test_while_hidden_nothing_is_worked_out(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    origin = view.origin
    monkeypatch.setattr(view, "origin", lambda *given: asked.append(given) or origin(*given))
    user.click(5, 1)
    user.window.document.page.set_attr("y", "name", "other")
    assert not asked
    assert user.window.findChild(TraceView) is None
    user.press(Key.Key_8, ALT)
    assert QApplication.focusWidget() is user.trace.origin.table
    assert len(asked) == 1
    assert user.number == "dx.output[1,0,1,1] = 14060"
    user.window.panel_dock.raise_()  # its tab is before the other's now
    user.qtbot.waitUntil(lambda: not user.place_of_trace.is_seen)
    user.click(0, 0)
    assert len(asked) == 1


def test_the_terms_add_up_to_the_number_shown(image: User) -> None:
    image.select("y")
    image.double_click(0, 0)
    products = [float(row[-1]) for row in image.terms()]
    assert len(products) == 2 * 2 * 3  # the corner: four taps, three channels
    assert image.number == f"y.output[0,0,0,0] = {sum(products):g}"


def test_a_click_in_the_heatmap_traces(user: User) -> None:
    user.window.results.tabs.setCurrentIndex(1)
    heatmap = user.window.results.heatmap_tab.heatmap
    QApplication.processEvents()
    plot = heatmap.plane.plot
    place = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(1, 1)))
    QTest.mouseClick(plot.viewport(), LEFT, NONE, place)
    user.qtbot.waitUntil(user.window.trace_dock.isVisible)
    assert user.number == "dx.output[0,1,1,0] = 10548"


def test_it_follows_the_page_and_says_what_is_missing(user: User) -> None:
    user.double_click(5, 1)
    page = user.window.document.page
    page.set_attr("filter", "value", np.ones((2, 2, 2, 2), np.float32))
    assert "run the page" in user.trace.notice.label.text()
    with user.qtbot.waitSignal(user.window.document.run_finished):
        user.window.document.run()
    assert user.terms()[0][1] == "1"
    page.history.undo()
    assert user.number == "dx.output[1,0,1,1] = 14060"
    page.remove_blocks(["dx"])
    assert "not there" in user.trace.notice.label.text()


def test_another_page_begins_with_nothing(user: User) -> None:
    user.double_click(5, 1)
    user.window.set_document(Document(image_page()))
    assert user.way == []
    assert "Click a number" in user.trace.notice.label.text()


def test_a_block_that_computes_nothing_says_so_or_what_it_lets_through(user: User) -> None:
    user.double_click(5, 1)
    user.window.document.select(["dx"])
    user.window.document.toggle_mode("bypassed")
    user.window.document.run()
    user.qtbot.waitUntil(lambda: not user.window.document.is_running)
    assert user.trace.origin.words.text() == "a copy of a number of filter"
    assert user.lit(0) == [(1, 0, 1, 1)]
    user.window.document.toggle_mode("disabled")
    assert user.trace.stack.currentWidget() is user.trace.notice
    assert user.trace.notice.label.text()


@pytest.mark.parametrize("name", ["dark", "light"])
def test_a_narrow_dock_shows_both_inputs_and_the_sum(user: User, name: str) -> None:
    theme.apply(name)
    user.double_click(5, 1)
    QApplication.processEvents()
    assert user.window.trace_dock.width() <= 380
    for plane in user.trace.origin.planes.shown:
        assert plane.geometry().right() <= user.trace.origin.planes.viewport().width()
        assert plane.grid.geometry().right() <= plane.width()
    shown: list[QWidget] = [user.trace.origin.total, user.trace.origin.words, user.trace.tabs]
    assert all(one.isVisible() for one in shown)
    assert isinstance(user.trace.tabs, QTabBar)


def test_a_long_sum_is_added_up_on_another_thread(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.tracing import origin_view

    threads: list[threading.Thread] = []
    total = origin_view.total
    monkeypatch.setattr(origin_view, "AT_ONCE", 1)
    monkeypatch.setattr(
        origin_view,
        "total",
        lambda *given: threads.append(threading.current_thread()) or total(*given),
    )
    user.double_click(5, 1)
    assert user.trace.origin.total.text() == "adding up 2 terms …"
    user.qtbot.waitUntil(
        lambda: user.trace.origin.total.text() == "sum 14060 · the op gave 14060, the same"
    )
    assert threads
    assert threads[0] is not threading.main_thread()


def test_long_whole_numbers_find_room_in_their_cells(qtbot: QtBot, make_window: MakeWindow) -> None:
    page = Page("Large")
    page.add_block("Const", {"value": np.array([2**30, -(2**31)], np.int32)}, id="x")
    page.add_block("Identity", id="y")
    page.connect("x.output", "y.input")
    user = User(qtbot, make_window.shown(Document(page)))
    user.select("y")
    user.double_click(0, 0)
    grid = user.grid(0)
    assert [grid.text(0, column) for column in range(2)] == ["1.07e+09", "-2.15e+09"]
    room = grid.rect_of((0,)).width()
    metrics = QFontMetrics(grid.letters)
    assert all(metrics.horizontalAdvance(grid.text(0, column)) < room for column in range(2))
    assert user.terms() == [["1073741824"]]


def test_the_first_term_that_is_not_finite_is_named(qtbot: QtBot, make_window: MakeWindow) -> None:
    page = Page("NaN")
    page.add_block("Const", {"value": np.array([1, np.nan, np.inf], np.float32)}, id="x")
    page.add_block("Const", {"value": np.array([0], np.int32)}, id="axes")
    page.add_block("Sum", id="y")
    page.connect("x.output", "y.input")
    page.connect("axes.output", "y.reduction_indices")
    user = User(qtbot, make_window.shown(Document(page)))
    user.select("y")
    user.double_click(0, 0)
    assert user.trace.origin.total.text() == (
        "sum nan, 2 of 3 terms are not finite: first input [1] is nan · the op gave nan, the same"
    )


def test_a_low_dock_grows_and_the_number_stays_in_sight(user: User) -> None:
    window, table = user.window, user.window.results.table.view
    window.resizeDocks(
        [window.panel_dock, window.results_dock], [240, 400], Qt.Orientation.Vertical
    )
    QApplication.processEvents()
    before = window.panel_dock.height()
    user.double_click(6, 1)
    user.qtbot.waitUntil(lambda: window.trace_dock.height() > before + 50)
    QApplication.processEvents()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    window.trace_dock.close()  # who draws it smaller has it so
    window.trace_dock.show()
    window.trace_dock.raise_()
    window.resizeDocks(
        [window.trace_dock, window.results_dock], [240, 400], Qt.Orientation.Vertical
    )
    QApplication.processEvents()
    small = window.trace_dock.height()
    user.double_click(0, 0)
    QApplication.processEvents()
    assert window.trace_dock.height() == small
