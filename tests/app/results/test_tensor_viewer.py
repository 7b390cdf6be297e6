"""Colours of gradients, slices as a grid, a line, a histogram: worked with mouse and keys."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.results.heatmap import Heatmap
from app.results.view import ResultView
from blocks.page import Page
from blocks.viewing.histogram import histogram_of
from tests.app.pages import const_page

LEFT = Qt.MouseButton.LeftButton
TABLE, HEATMAP, LINE, HISTOGRAM = range(4)


@pytest.fixture
def view(qtbot: QtBot, dressed: None) -> Iterator[ResultView]:
    document = Document(const_page(np.array([1], np.float32)))
    view = ResultView(document)
    qtbot.addWidget(view)
    view.resize(640, 560)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.close_document()
    document.close()


@pytest.fixture
def shown(view: ResultView) -> Iterator[Any]:
    """Shows a tensor that a Const holds."""
    documents = []

    def show(value: Any, tab: int) -> ResultView:
        document = Document(const_page(value))
        documents.append(document)
        view.set_document(document)
        document.select(["const"])
        view.tabs.setCurrentIndex(tab)
        return view

    yield show
    view.close_document()
    for one in documents:
        one.close()


def choose(view: QWidget, name: str, words: str) -> None:
    """Pick an entry of a choice with the keyboard."""
    for _ in range(20):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        field = view.findChild(QComboBox, name)
        assert field is not None
        if field.currentText() == words:
            return
        field.setFocus()
        down = field.findText(words) > field.currentIndex()
        QTest.keyClick(field, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    raise AssertionError(f"{name}: no {words}")


def gone(view: QWidget, kind: type[QWidget], name: str) -> bool:
    """Whether there is no such field any more."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return view.findChild(kind, name) is None


def point(plot: Any, x: float, y: float, *, click: bool = False) -> None:
    """Bring the mouse to a place of a plot."""
    QApplication.processEvents()
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(x, y)))
    QTest.mouseMove(plot.viewport(), at)
    if click:
        QTest.mouseClick(plot.viewport(), LEFT, pos=at)


def numbers_of(heatmap: Heatmap) -> list[str]:
    """The numbers that are written into the cells."""
    QApplication.processEvents()
    writing = heatmap.plane.writing
    place = heatmap.plane.plot.getViewBox().childTransform()
    found = writing.texts(place, QFontMetricsF(theme.font(theme.SMALL)), writing.viewRect())
    return [text for _, text, _ in found]


def words(view: QWidget, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.text()


# ---- colours centred on zero --------------------------------------------------------------


def gradient_page(op: str) -> Page:
    """A tensor of one sign into a port that takes a gradient, or one that does not."""
    page = Page("Gradient")
    page.add_block("Const", {"value": np.full((1, 2, 2, 1), 3, np.float32)}, id="const")
    page.add_block(op, id="op")
    port = "out_backprop" if op.startswith("Conv") else "features"
    page.connect("const.output", f"op.{port}")
    return page


@pytest.mark.parametrize(("op", "is_centred"), [("Conv2DBackpropInput", True), ("Relu", False)])
def test_a_gradient_of_one_sign_is_centred_on_zero_unless_somebody_chooses(
    view: ResultView, op: str, is_centred: bool
) -> None:
    document = Document(gradient_page(op))
    view.set_document(document)
    document.select(["const"])
    view.tabs.setCurrentIndex(HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    scale = heatmap.scale
    assert (scale.low, scale.high, scale.both_signs) == (
        (-3, 3, True) if is_centred else (3, 3, False)
    )
    (box,) = (one for one in heatmap.findChildren(QCheckBox) if "Centre" in one.text())
    assert box.isChecked() == is_centred
    QTest.mouseClick(box, LEFT, pos=box.rect().center() - box.rect().center() / 1.2)
    assert heatmap.scale.both_signs != is_centred
    view.close_document()
    document.close()


# ---- slices as a grid ---------------------------------------------------------------------


def test_slices_as_a_grid_with_the_value_under_the_mouse(shown: Any, qtbot: QtBot) -> None:
    array = np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5)
    view = shown(array, HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 1")
    assert heatmap.tiles is not None
    assert heatmap.tiles.count == 3
    assert gone(heatmap, QSpinBox, "index of axis 1"), "no slider for what is shown"
    names = [name for _, _, name in heatmap.plane.writing.names]
    assert names == ["axis 1: 0", "1", "2"]
    top, left = heatmap.tiles.corner(2)
    point(heatmap.plane.plot, left + 4, top + 3)
    qtbot.waitUntil(lambda: "59" in words(heatmap, "value under the mouse"), timeout=3000)
    assert words(heatmap, "value under the mouse").startswith("[0, 2, 3, 4]  =  59")
    point(heatmap.plane.plot, left + 4, top - 1)  # between slices
    qtbot.waitUntil(lambda: "Point at" in words(heatmap, "value under the mouse"), timeout=3000)
    steps = heatmap.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    point(heatmap.plane.plot, left, top)
    qtbot.waitUntil(lambda: "[1, 2, 0, 0]" in words(heatmap, "value under the mouse"), timeout=3000)
    choose(heatmap, "grid", "–")
    assert heatmap.tiles is None


def test_every_slice_of_the_grid_has_its_own_colours_and_numbers(shown: Any) -> None:
    array = np.arange(12, dtype=np.float32).reshape(3, 2, 2)
    view = shown(array, HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    paint, tiles = heatmap.plane.image.image, heatmap.tiles
    assert tiles is not None
    expected = heatmap.scale.paint(array, True)
    for tile in range(3):
        top, left = tiles.corner(tile)
        assert (paint[top : top + 2, left : left + 2] == expected[tile]).all()
    assert sorted(float(one) for one in numbers_of(heatmap)) == list(range(12))
    assert (paint[0, 0] == 0).all(), "seen through above the first"


def test_of_many_slices_it_is_said_which_are_shown(shown: Any) -> None:
    view = shown(np.zeros((200, 4, 4), np.float32), HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    assert "Shown: axis 0 from 0 to 63, of 200." in heatmap.note.text()
    assert heatmap.tiles is not None
    across = heatmap.tiles.across
    names = [name for _, _, name in heatmap.plane.writing.names]
    assert names[:3] == ["axis 0: 0", str(across), str(2 * across)], "those at the left"
    steps = heatmap.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setFocus()
    steps.selectAll()
    QTest.keyClicks(steps, "100")
    QTest.keyClick(steps, Qt.Key.Key_Return)
    assert "100 to 163, of 200" in heatmap.note.text()


def test_the_grid_goes_where_another_tensor_has_no_such_axis(shown: Any) -> None:
    view = shown(np.zeros((3, 4, 5), np.float32), HEATMAP)
    choose(view.heatmap_tab.heatmap, "grid", "axis 0")
    shown(np.zeros((4, 5), np.float32), HEATMAP)
    assert view.heatmap_tab.heatmap.tiles is None
    assert gone(view.heatmap_tab.heatmap, QComboBox, "grid")


def test_the_grid_of_pictures(shown: Any) -> None:
    array = np.random.default_rng(0).integers(0, 255, (4, 6, 6, 3), np.uint8)
    view = shown(array, HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    assert heatmap.range.as_picture
    tiles, paint = heatmap.tiles, heatmap.plane.image.image
    assert tiles is not None
    top, left = tiles.corner(3)
    assert (paint[top : top + 6, left : left + 6, :3] == array[3]).all()


def test_a_grid_of_a_large_tensor_is_quick(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(np.zeros((8, 224, 224, 64), np.float32), HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    bar, taken = heatmap.bar, []
    bar._choose(bar.slicing.with_rows((1,)).with_columns((2,)))
    for axis in (3, None, 3, None, 3):
        began = time.thread_time()
        bar._tile(axis)
        if axis is not None:
            taken.append(time.thread_time() - began)
    assert min(taken) < 0.15, taken


# ---- a line -------------------------------------------------------------------------------


def test_a_line_along_any_axis_with_its_values(shown: Any, qtbot: QtBot) -> None:
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    array[1, 2, 3] = float("nan")
    view = shown(array, LINE)
    line = view.line_tab.line
    assert line.values.tolist() == [0, 1, 2, 3]
    choose(line, "columns", "axis 1")
    assert line.values.tolist() == [0, 4, 8]
    steps = line.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    assert line.values.tolist() == [12, 16, 20]
    point(line.plot.plot, 2.2, 15)
    name = "value of the line under the mouse"
    qtbot.waitUntil(lambda: words(line, name) == "[1, 2, 0]  =  20", timeout=3000)
    assert line.plot.mark.isVisible()
    line.grab()


@pytest.mark.parametrize("value", [np.array(3.0), np.zeros((0, 2)), np.ones(3, bool)])
def test_every_tensor_has_a_line_and_a_histogram(shown: Any, value: Any) -> None:
    view = shown(value, LINE)
    assert view.line_tab.line.values.size == np.size(value)
    view.grab()
    view = shown(value, HISTOGRAM)
    assert view.histogram_tab.histogram.histogram.total == np.size(value)
    view.grab()


def test_the_line_goes_through_the_cell_that_was_gone_to(shown: Any, qtbot: QtBot) -> None:
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    view = shown(array, TABLE)
    table = view.table.view
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
    view.tabs.setCurrentIndex(LINE)
    assert view.line_tab.line.values.tolist() == [16, 17, 18, 19]


# ---- a histogram --------------------------------------------------------------------------


def test_the_histogram_tells_the_count_of_a_bar(shown: Any, qtbot: QtBot) -> None:
    view = shown(np.array([1, 1, 1, 4, 6, 6], np.int32), HISTOGRAM)
    histogram = view.histogram_tab.histogram
    point(histogram.plot.plot, 1.2, 1)
    name = "count under the mouse"
    qtbot.waitUntil(lambda: words(histogram, name) == "1:  3  (50 %)", timeout=3000)
    QTest.keyClick(histogram.logarithmic, Qt.Key.Key_Space)
    assert histogram.logarithmic.isChecked()
    assert histogram.bars.opts["height"][0] == pytest.approx(1 + np.log10(3))
    assert histogram.bars.opts["height"][1] == 0
    view.grab()


def test_lines_and_bars_are_read_by_keyboard(shown: Any) -> None:
    view = shown(np.array([5, 6, 6], np.int32), LINE)
    line = view.line_tab.line
    line.plot.setFocus()
    name = "value of the line under the mouse"
    for key, expected in ((Qt.Key.Key_Right, "[0]"), (Qt.Key.Key_Right, "[1]  =  6")):
        QTest.keyClick(line.plot, key)
        assert words(line, name).startswith(expected)
    QTest.keyClick(line.plot, Qt.Key.Key_Left)
    assert words(line, name) == "[0]  =  5"
    view = shown(np.array([5, 6, 6], np.int32), HISTOGRAM)
    histogram = view.histogram_tab.histogram
    histogram.logarithmic.setFocus()
    QTest.keyClick(histogram.logarithmic, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is histogram.plot
    for _ in range(4):
        QTest.keyClick(histogram.plot, Qt.Key.Key_Right)
    assert words(histogram, "count under the mouse") == "6:  2  (66.7 %)"


def test_what_is_in_no_bar_is_said(shown: Any) -> None:
    view = shown(np.array([np.nan, np.inf, 1, -1], np.float32), HISTOGRAM)
    assert view.histogram_tab.histogram.counts.text() == "Not in the bars: NaN 1 · infinite 1"
    assert view.histogram_tab.histogram.zero.isVisible()
    view = shown(np.array([np.nan], np.float32), HISTOGRAM)
    assert "no finite numbers" in words(view.histogram_tab.histogram, "count under the mouse")


def test_the_histogram_of_a_large_tensor_does_not_hold_up_the_window(
    shown: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, real, threads = threading.Event(), histogram_of, []

    def slow(array: Any) -> Any:
        threads.append(threading.current_thread())
        assert let_go.wait(10)
        return real(array)

    monkeypatch.setattr("app.results.histogram.histogram_of", slow)
    view = shown(np.ones((3, 1024, 1024), np.float32), HISTOGRAM)
    assert "counting" in words(view.histogram_tab.histogram, "count under the mouse")
    let_go.set()
    qtbot.waitUntil(
        lambda: view.histogram_tab.histogram.histogram.total == 3 * 1024 * 1024, timeout=20_000
    )
    assert threads == [one for one in threads if one is not threading.main_thread()]
    assert "Point at a bar" in words(view.histogram_tab.histogram, "count under the mouse")


def test_nobody_pays_for_what_nobody_looks_at(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(array: Any) -> Any:
        raise AssertionError("counted though nobody looks")

    monkeypatch.setattr("app.results.histogram.histogram_of", never)
    shown(np.array([1, 2], np.float32), TABLE)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_plots_have_the_themes_colours(shown: Any, name: str) -> None:
    look = theme.apply(name)
    for tab in (LINE, HISTOGRAM):
        view = shown(np.array([1, 2, 3, 3], np.float32), tab)
        QApplication.processEvents()
        image = view.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 3)
            for y in range(120, image.height(), 3)
        }
        assert look.panel in colours
        assert look.running in colours
    theme.apply("dark")
