"""The result view shows what the selected block gave, before, after and between runs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.results.colours import SPECIAL
from app.results.heatmap import Heatmap
from app.results.view import ResultView
from blocks.page import Block, End
from blocks.viewing.figures import figures_of
from tests.app.answers import Answers
from tests.app.pages import FAILS, const_page, gradient_page

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp: QApplication) -> Iterator[Document]:
    document = Document(gradient_page())
    yield document
    document.close()


@pytest.fixture
def view(qtbot: QtBot, dressed: None, document: Document, ask: Answers) -> Iterator[ResultView]:
    view = ResultView(document, ask=ask)
    qtbot.addWidget(view)
    view.resize(640, 480)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.close_document()


def run(qtbot: QtBot, document: Document) -> None:
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        document.run()


def show(qtbot: QtBot, view: ResultView, value: Any) -> Document:
    """A page with one tensor, run, its block selected."""
    document = Document(const_page(value))
    view.set_document(document)
    run(qtbot, document)
    document.select(["x"])
    return document


def text(view: ResultView, name: str) -> str:
    label = view.findChild(QWidget, name)
    assert label is not None
    words: str = label.text()  # type: ignore[attr-defined]
    return words.replace("\N{NO-BREAK SPACE}", " ")


def cells(view: ResultView) -> list[list[str]]:
    model = view.table.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(view: QWidget, name: str, words: str) -> None:
    """Pick an entry of a choice with the keyboard."""
    field = view.findChild(QComboBox, name)
    assert field is not None
    field.setFocus()
    while field.currentText() != words:
        before = field.currentIndex()
        down = field.findText(words) > before
        QTest.keyClick(field, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        field = view.findChild(QComboBox, name)
        assert field is not None
        assert field.currentIndex() != before


def test_before_a_run_it_says_what_is_known_and_how_to_see_more(
    view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    assert text(view, "result heading") == "result_output"
    assert "float32 [2, 2, 2, 2]" in text(view, "notice")
    assert "F5" in text(view, "notice")
    assert view.array is None


def test_a_value_that_is_known_without_running_is_shown(
    view: ResultView, document: Document
) -> None:
    document.select(["input_sizes"])
    assert cells(view) == [["2", "2", "2", "2"]]
    assert text(view, "result state") == "known without running"


def test_after_a_run_the_table_holds_the_numbers_in_reading_order(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    assert cells(view)[:3] == [["1188", "2748"], ["4308", "5868"], ["7428", "8988"]]
    vertical = Qt.Orientation.Vertical
    assert view.table.model.headerData(5, vertical) == "N 1  H 0  W 1"
    assert text(view, "figures") == "min 1188 · max 29004 · mean 11288 · NaN 0 · 64 bytes"
    assert text(view, "result state").startswith("✓ up to date")


def test_the_axes_take_their_names_from_the_port_that_is_wired(
    view: ResultView, document: Document
) -> None:
    document.select(["input"])
    assert view.table.model.slicing.names == tuple("NHWC")
    for wire in document.page.wires_out_of("input"):
        document.page.disconnect(wire)
    assert view.table.model.slicing.names == ("axis 0", "axis 1", "axis 2", "axis 3")


def test_with_nothing_selected_the_page_s_own_results_are_shown(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    run(qtbot, document)
    assert view.end == End("dx", "output")


def test_a_session_shows_what_it_fetches(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.page.add_block("ClientSession", id="session")
    document.page.connect("dx.output", "session.fetch_outputs")
    document.page.connect("y.output", "session.fetch_outputs")
    document.select(["session"])
    run(qtbot, document)
    assert view.end == End("dx", "output")
    choose(view, "outputs", "y.output")
    assert view.end == End("y", "output")
    assert view.array is not None
    assert view.array.ravel().tolist() == [372, 408, 884, 984]


def test_a_stale_result_stays_and_says_so_and_undo_makes_it_fresh(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    before = view.array
    document.page.set_attr("y", "strides", [1, 2, 3, 1])
    assert view.array is before
    assert text(view, "result state").startswith("◌ stale")
    document.undo()
    assert view.array is before
    assert text(view, "result state").startswith("✓")


def test_a_failed_block_gives_the_reason(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.page.put_block(Block("bad", "Fails", FAILS), (0, 0))
    document.page.connect("dx.output", "bad.x")
    document.select(["bad"])
    run(qtbot, document)
    assert "this never works" in text(view, "notice")
    assert text(view, "result state") == "✕ failed"


def test_a_block_that_the_check_refuses_gives_the_reason(
    view: ResultView, document: Document
) -> None:
    document.page.set_attr("input_sizes", "value", np.array([2, 9, 2, 2], np.int32))
    document.select(["dx"])
    assert "height" in text(view, "notice")
    assert "9" in text(view, "notice")


def test_an_older_result_of_a_block_that_cannot_run_is_marked_so(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    document.page.set_attr("input_sizes", "value", np.array([2, 9, 2, 2], np.int32))
    assert view.array is not None
    assert text(view, "result state") == "◌ stale: cannot run as it is"


def test_axes_are_chosen_and_stepped_through_by_name(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    view.tabs.setCurrentIndex(1)
    shown = view.heatmap_tab.heatmap.bar
    assert [shown.slicing.names[axis] for axis in (0, 3)] == ["N", "C"]
    steps = shown.findChild(QSpinBox, "index of C")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    assert shown.slicing.at == (0, 0, 0, 1)
    choose(view.heatmap_tab.heatmap, "rows", "N")
    assert shown.slicing.rows == (0,)
    steps = shown.findChild(QSpinBox, "index of H")
    assert steps is not None


def test_the_table_can_be_sliced_too(qtbot: QtBot, view: ResultView, document: Document) -> None:
    document.select(["dx"])
    run(qtbot, document)
    choose(view.table, "rows", "H")
    assert cells(view) == [["1188", "2748"], ["7428", "8988"]]
    slider = next(one for one in view.table.findChildren(QSlider) if one.property("axis") == 2)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert cells(view) == [["4308", "5868"], ["10548", "12108"]]


def test_the_wheel_over_a_field_without_focus_changes_nothing(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    view.tabs.setCurrentIndex(1)
    steps = view.heatmap_tab.heatmap.findChild(QSpinBox, "index of C")
    assert steps is not None
    view.table.view.setFocus()
    _wheel(steps)
    assert steps.value() == 0
    steps.setFocus()
    qtbot.waitUntil(steps.hasFocus)
    _wheel(steps)
    assert steps.value() == 1


def _wheel(widget: QWidget) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_heatmap_tells_value_and_index_under_the_mouse(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    view.tabs.setCurrentIndex(1)
    plot = view.heatmap_tab.heatmap.plane.plot
    qtbot.wait(50)
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(1, 0)))
    QTest.mouseMove(plot.viewport(), at)
    qtbot.waitUntil(lambda: "4308" in text(view, "value under the mouse"), timeout=2000)
    assert text(view, "value under the mouse").startswith("[0, 0, 1, 0]  =  4308")
    assert "W 1" in text(view, "value under the mouse")


def test_nan_and_infinities_are_seen_counted_and_explained(qtbot: QtBot, view: ResultView) -> None:
    array = np.array([[1, float("nan")], [float("inf"), -2]], np.float32)
    document = show(qtbot, view, array)
    view.tabs.setCurrentIndex(1)
    assert "NaN 1 · infinite 1" in text(view, "figures")
    assert view.heatmap_tab.heatmap.key.special == ("NaN", "inf", "-inf")
    paint = view.heatmap_tab.heatmap.plane.image.image
    assert "#{:02x}{:02x}{:02x}".format(*paint[0, 1][:3]) == SPECIAL["NaN"]
    assert "#{:02x}{:02x}{:02x}".format(*paint[1, 0][:3]) == SPECIAL["inf"]
    assert view.heatmap_tab.heatmap.scale.both_signs
    assert view.heatmap_tab.heatmap.scale.high == 2
    document.close()


def test_the_range_is_of_the_tensor_of_the_slice_or_locked(qtbot: QtBot, view: ResultView) -> None:
    document = show(qtbot, view, np.arange(8, dtype=np.float32).reshape(2, 2, 2))
    view.tabs.setCurrentIndex(1)
    heatmap = view.heatmap_tab.heatmap
    assert (heatmap.scale.low, heatmap.scale.high) == (0, 7)
    choose(heatmap, "range", "This slice")
    assert (heatmap.scale.low, heatmap.scale.high) == (0, 3)
    choose(heatmap, "range", "Locked")
    heatmap.range.high.setFocus()
    heatmap.range.high.selectAll()
    qtbot.keyClicks(heatmap.range.high, "100\r")
    assert (heatmap.scale.low, heatmap.scale.high) == (0, 100)
    heatmap.bar.findChildren(QSpinBox)[0].setValue(1)
    assert heatmap.scale.high == 100
    document.close()


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_three_channels_can_be_seen_as_a_picture(
    qtbot: QtBot, view: ResultView, dtype: type
) -> None:
    array = np.zeros((4, 5, 3), dtype)
    array[1, 2] = (200, 100, 50)
    document = show(qtbot, view, array)
    view.tabs.setCurrentIndex(1)
    box = view.heatmap_tab.heatmap.range.picture
    place = QPoint(8, box.height() // 2)
    assert box.isEnabled()
    assert box.isChecked() == (dtype == np.uint8), "bytes with three channels are a picture"
    if dtype != np.uint8:
        QTest.mouseClick(box, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert view.heatmap_tab.heatmap.plane.image.image[1, 2].tolist() == [200, 100, 50, 255]
    assert not view.heatmap_tab.heatmap.key.isVisible()
    QTest.mouseClick(box, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert view.heatmap_tab.heatmap.key.isVisible()
    document.page.set_attr("const", "value", np.ones((4, 5, 3), dtype))
    assert not box.isChecked(), "what the user has chosen stays"
    document.close()


@pytest.mark.parametrize(
    "array",
    [
        np.array(3.5, np.float32),
        np.zeros((0, 3), np.float32),
        np.array([True, False]),
        np.array([[1, 2]], np.int64),
        np.array([1.5, -2.5], ml_dtypes.bfloat16),
        np.zeros((1, 1, 1, 1), np.float16),
        np.arange(64, dtype=np.float64).reshape(2, 2, 2, 2, 2, 2),
    ],
    ids=lambda one: f"{one.dtype}{list(one.shape)}",
)
def test_tensors_of_every_kind_are_shown(qtbot: QtBot, view: ResultView, array: Any) -> None:
    document = show(qtbot, view, array)
    for tab in (0, 1):
        view.tabs.setCurrentIndex(tab)
        view.grab()
    assert view.array is not None
    assert sum(len(row) for row in cells(view)) == array.size
    if array.size:
        last = [float(one.replace("true", "1").replace("false", "0")) for one in cells(view)[-1]]
        assert last[-1] == float(array.ravel()[-1])
    document.close()


def test_a_large_tensor_does_not_hold_up_the_window(
    qtbot: QtBot, view: ResultView, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()
    real = figures_of

    def slow(array: Any) -> Any:
        assert let_go.wait(10)
        return real(array)

    monkeypatch.setattr("blocks.viewing.kept.figures_of", slow)
    document = Document(const_page(np.zeros(2, np.float32)))
    view.set_document(document)
    array = np.zeros((16, 1024, 1024), np.float32)
    array[0, 0, 3] = 9
    monkeypatch.setattr(document, "result", lambda end: array)
    document.select(["x"])
    view.tabs.setCurrentIndex(1)
    view.grab()
    assert "working out" in text(view, "figures")
    let_go.set()
    qtbot.waitUntil(lambda: "max 9" in text(view, "figures"), timeout=10_000)
    assert view.heatmap_tab.heatmap.scale.high == 9
    document.close()


def test_the_heatmap_is_made_and_drawn_when_somebody_looks(qtbot: QtBot, view: ResultView) -> None:
    document = show(qtbot, view, np.float32([[1, 2], [3, 4]]))
    assert view.heatmap_tab.findChild(Heatmap) is None
    view.tabs.setCurrentIndex(1)
    assert view.heatmap_tab.heatmap.scale.high == 4
    view.tabs.setCurrentIndex(0)
    document.page.set_attr("const", "value", np.float32([[1, 2], [3, 9]]))
    run(qtbot, document)
    assert view.heatmap_tab.heatmap.scale.high == 4
    view.tabs.setCurrentIndex(1)
    assert view.heatmap_tab.heatmap.scale.high == 9
    document.close()


def test_what_is_too_large_to_draw_is_thinned_out_and_that_is_said(
    qtbot: QtBot, view: ResultView, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(const_page(np.zeros(2, np.float32)))
    view.set_document(document)
    array = np.zeros((300_000, 5000), np.uint8)
    monkeypatch.setattr(document, "result", lambda end: array)
    document.select(["x"])
    view.tabs.setCurrentIndex(1)
    assert view.heatmap_tab.heatmap.note.text() == (
        "Too large to draw whole: one row in 147 and one column in 3 is drawn."
    )
    assert "200,000 of 300,000 rows" in view.table.note.text()
    assert "2,000 of 5,000 columns" in view.table.note.text()
    view.heatmap_tab.heatmap.grab()
    view.grab()
    document.close()


def test_selected_cells_are_copied_for_a_spreadsheet(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    table = view.table.view
    table.setFocus()
    first = table.visualRect(view.table.model.index(0, 0)).center()
    last = table.visualRect(view.table.model.index(1, 1)).center()
    QTest.mousePress(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(table.viewport(), last)
    QTest.mouseRelease(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, last)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1188\t2748\n4308\t5868"


def test_the_whole_tensor_is_copied_as_text(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["y"])
    run(qtbot, document)
    view.copy_whole()
    assert QGuiApplication.clipboard().text() == "[[[[372, 408]]], [[[884, 984]]]]"


def test_a_result_is_saved_where_the_user_says(
    qtbot: QtBot, view: ResultView, document: Document, ask: Answers, tmp_path: Path
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    ask.save_path = tmp_path / "kept.npy"
    with qtbot.waitSignal(document.message, timeout=5000) as told:
        QTest.mouseClick(view.heading.save_button, LEFT)
    assert told.args == ["Saved kept.npy"]
    assert ask.suggested is not None
    assert ask.suggested.name == "dx.output.npy"
    assert np.load(ask.save_path).ravel()[-1] == 29004


def test_a_result_that_cannot_be_saved_says_why(
    qtbot: QtBot, view: ResultView, document: Document, ask: Answers, tmp_path: Path
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    ask.save_path = tmp_path / "nowhere" / "kept.npy"
    view.save()
    qtbot.waitUntil(lambda: bool(ask.told), timeout=5000)
    assert "No such file or directory" in ask.told[0]


def test_a_closed_page_is_let_go(qtbot: QtBot, view: ResultView, document: Document) -> None:
    document.select(["dx"])
    other = Document(gradient_page())
    view.set_document(other)
    document.select(["y"])
    assert view.end == End("dx", "output")
    other.select(["y"])
    assert view.end == End("y", "output")
    other.close()
