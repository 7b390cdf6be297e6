"""Where a number comes from: clicked, gone on from and back, by mouse and by keys."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.tracing import view
from app.tracing.grid import Grid
from app.tracing.view import TraceView
from app.window import MainWindow
from blocks.page import Page
from tests.app.making import MakeWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class User:
    """Someone at a window, whose page has been run."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.place_of_trace = window.tracing.place
        window.document.run()
        qtbot.waitUntil(lambda: not window.document.is_running, timeout=10_000)

    @property
    def trace(self) -> TraceView:
        return self.place_of_trace.view

    def select(self, id: str) -> None:
        self.window.document.select([id])
        self.window.results.tabs.setCurrentIndex(0)

    def place(self, row: int, column: int) -> QPoint:
        table = self.window.results.table
        return table.view.visualRect(table.model.index(row, column)).center()

    def click(self, row: int, column: int) -> None:
        """Click a cell of the table of results."""
        port = self.window.results.table.view.viewport()
        QTest.mouseClick(port, LEFT, NONE, self.place(row, column))

    def double_click(self, row: int, column: int) -> None:
        port, place = self.window.results.table.view.viewport(), self.place(row, column)
        QTest.mouseClick(port, LEFT, NONE, place)
        QTest.mouseDClick(port, LEFT, NONE, place)
        QTest.mouseRelease(port, LEFT, NONE, place)

    def press(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, key, held)

    @property
    def number(self) -> str:
        return self.trace.number.text()

    @property
    def way(self) -> list[str]:
        return [str(cell) for cell in self.trace.trail.cells]

    def grid(self, which: int) -> Grid:
        view = self.trace.stack.currentWidget()
        return view.planes.shown[which].grid  # type: ignore[attr-defined]

    def at(self, which: int) -> tuple[int, ...]:
        """The cell of an input that is marked."""
        sight = self.grid(which).sight
        assert sight is not None
        return sight.at

    def lit(self, which: int) -> list[tuple[int, ...]]:
        """The lit cells that are seen of a plane."""
        grid = self.grid(which)
        assert grid.sight is not None
        rows, columns = grid.shown.rows, grid.shown.columns
        places = [(row, column) for row in rows for column in columns]
        return [grid.sight.index(*one) for one in places if grid.sight.has_lit(*one)]

    def click_cell(self, which: int, index: tuple[int, ...]) -> None:
        grid = self.grid(which)
        QTest.mouseClick(grid, LEFT, NONE, grid.rect_of(index).center().toPoint())

    def terms(self) -> list[list[str]]:
        model = self.trace.origin.table.terms
        return [
            [model.data(model.index(row, column)) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


def move_to(widget: QWidget, place: QPointF) -> None:
    """Move the mouse over a widget, which may stand beyond the edge of a small screen."""
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(widget.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        NONE,
    )
    QApplication.sendEvent(widget, moved)


@pytest.fixture
def user(qtbot: QtBot, window: MainWindow) -> User:
    user = User(qtbot, window)
    user.select("dx")
    return user


def image_page() -> Page:
    """An image through Conv2D and Relu: several channels, a window at the edge."""
    random = np.random.default_rng(0)
    page = Page("Image")
    image = random.integers(-9, 9, (1, 6, 6, 3)).astype(np.float32)
    weights = random.integers(-3, 3, (3, 3, 3, 2)).astype(np.float32)
    page.add_block("Const", {"value": image}, id="image")
    page.add_block("Const", {"value": weights}, id="weights")
    page.add_block("Conv2D", {"strides": [1, 1, 1, 1], "padding": "SAME"}, id="y")
    page.add_block("Relu", id="relu")
    for source, target in (
        ("image.output", "y.input"),
        ("weights.output", "y.filter"),
        ("y.output", "relu.features"),
    ):
        page.connect(source, target)
    return page


@pytest.fixture
def image(qtbot: QtBot, make_window: MakeWindow) -> User:
    return User(qtbot, make_window.shown(Document(image_page())))


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


def test_keys_alone_go_upstream_and_back(user: User) -> None:
    user.press(Key.Key_3, ALT)
    user.window.results.table.view.setCurrentIndex(user.window.results.table.model.index(5, 1))
    user.press(Key.Key_Return)
    assert QApplication.focusWidget() is user.trace.origin.table
    user.press(Key.Key_Down)
    assert user.at(0) == (1, 0, 0, 1)
    user.press(Key.Key_Return)
    assert user.number == "y.output[1,0,0,1] = 984"
    user.press(Key.Key_Right)
    user.press(Key.Key_Return)
    assert user.way == [
        "dx.output[1,0,1,1]",
        "y.output[1,0,0,1]",
        "filter.output[0,0,0,1]",
    ]
    assert "Const" in user.trace.notice.label.text()
    user.press(Key.Key_Backspace)
    assert user.number == "y.output[1,0,0,1] = 984"
    user.press(Key.Key_Left, ALT)
    assert user.way == ["dx.output[1,0,1,1]"]
    assert "dx" in user.window.document.page.blocks  # Backspace has deleted nothing


def test_a_click_on_a_lit_cell_or_a_term_goes_upstream_and_a_crumb_back(user: User) -> None:
    user.double_click(5, 1)
    user.click_cell(0, (1, 0, 0, 1))
    assert user.number == "y.output[1,0,0,1] = 984"
    table = user.trace.origin.table
    place = table.visualRect(table.terms.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, NONE, place)
    assert user.way[2] == "input.output[1,0,0,1]"
    crumbs = user.trace.crumbs.findChildren(QToolButton)
    first, second = (one for one in crumbs if one.isVisible())
    assert (first.text(), second.text()) == ("dx", "y")
    QTest.mouseClick(first, LEFT)
    assert user.number == "dx.output[1,0,1,1] = 14060"


def test_a_cell_that_is_not_lit_or_a_double_click_go_no_step_too_far(user: User) -> None:
    user.double_click(5, 1)
    user.click_cell(0, (0, 0, 0, 0))
    assert len(user.way) == 1
    grid = user.grid(0)
    user.click_cell(0, (1, 0, 0, 0))
    assert len(user.way) == 2
    place = grid.rect_of(user.at(0)).center().toPoint()  # lit in what is shown now
    QTest.mouseDClick(grid, LEFT, NONE, place)
    QTest.mouseRelease(grid, LEFT, NONE, place)
    assert len(user.way) == 2
    table = user.trace.origin.table
    place = table.visualRect(table.terms.index(0, 0)).center()
    QTest.mouseDClick(table.viewport(), LEFT, NONE, place)
    QTest.mouseRelease(table.viewport(), LEFT, NONE, place)
    assert len(user.way) == 2


def test_the_mouse_over_a_cell_marks_its_term_in_every_input(image: User) -> None:
    image.select("y")
    image.double_click(14, 0)  # [0,2,2,0]
    assert image.number.startswith("y.output[0,2,2,0]")
    move_to(image.grid(0), image.grid(0).rect_of((0, 3, 2, 0)).center())
    assert image.at(1) == (2, 1, 0, 0)
    table = image.trace.origin.table
    row = table.currentIndex().row()
    assert table.terms.data(table.terms.index(row, 0), Qt.ItemDataRole.ToolTipRole).startswith(
        "input [0,3,2,0]"
    )


def test_arrows_go_from_cell_to_cell_and_page_keys_from_channel_to_channel(image: User) -> None:
    image.select("y")
    image.double_click(14, 0)
    image.grid(0).setFocus()
    image.press(Key.Key_Right)
    image.press(Key.Key_PageDown)
    assert image.at(0) == (0, 1, 2, 1)
    assert image.at(1) == (0, 1, 1, 0)
    image.press(Key.Key_Return)
    assert image.way[-1] == "image.output[0,1,2,1]"


def test_the_terms_add_up_to_the_number_shown(image: User) -> None:
    image.select("y")
    image.double_click(0, 0)
    products = [float(row[-1]) for row in image.terms()]
    assert len(products) == 2 * 2 * 3  # the corner: four taps, three channels
    assert image.number == f"y.output[0,0,0,0] = {sum(products):g}"


def test_reaches_lights_every_number_that_an_input_s_cell_has_a_part_in(image: User) -> None:
    image.select("image")
    image.double_click(8, 1)  # [0,1,2,1]
    tabs = image.trace.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(1).center())
    near = [(0, row, column, 0) for row in (0, 1, 2) for column in (1, 2, 3)]
    assert image.lit(0) == near
    assert image.trace.goals.words.text() == "18 of 72 numbers of y.output"
    image.click_cell(0, (0, 2, 3, 0))
    assert image.way[-1] == "y.output[0,2,3,0]"
    assert image.lit(0) == [(0, 2, 3, 0)]  # and on: what Relu makes of it


def test_tab_goes_from_top_to_bottom(image: User) -> None:
    image.select("relu")
    image.double_click(14, 0)
    image.press(Key.Key_Return)
    image.trace.tabs.setFocus()
    seen = []
    for _ in range(6):
        image.press(Key.Key_Tab)
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at.property("text") or at.accessibleName())
    planes = [*("The plane before", "The next plane")]
    assert seen == ["relu", *planes, "input ← image", *planes]
    for _ in range(2):
        image.press(Key.Key_Tab)
    assert QApplication.focusWidget() is image.trace.origin.table


def test_reaches_goes_by_keys_too(image: User) -> None:
    image.select("image")
    image.double_click(8, 1)
    image.trace.tabs.setFocus()
    image.press(Key.Key_Right)
    image.press(Key.Key_Tab)
    while QApplication.focusWidget() is not image.grid(0):
        image.press(Key.Key_Tab)
    image.press(Key.Key_Down)
    image.press(Key.Key_Return)
    assert image.way[-1] == "y.output[0,1,1,0]"


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
