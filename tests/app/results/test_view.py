"""The result view shows what the selected block gave, before, after and between runs."""

from __future__ import annotations

import threading
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.results.view import ResultView
from blocks.page import Block, End
from blocks.viewing.figures import figures_of
from tests.app.pages import FAILS, const_page, gradient_page
from tests.app.results.using import (
    TABLE,
    cells,
    choose,
    run,
    show,
    text,
)


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


def test_a_closed_page_is_let_go(qtbot: QtBot, view: ResultView, document: Document) -> None:
    document.select(["dx"])
    other = Document(gradient_page())
    view.set_document(other)
    document.select(["y"])
    assert view.end == End("dx", "output")
    other.select(["y"])
    assert view.end == End("y", "output")
    other.close()


@pytest.mark.parametrize("tab", range(4))
def test_that_a_tensor_is_empty_is_said_in_every_tab(shown: Any, tab: int) -> None:
    view = shown(np.zeros((2, 0, 3), np.float32), tab)
    notice = view.findChild(QWidget, "notice")
    assert notice is not None
    assert notice.isVisible()
    assert "[2, 0, 3] is 0 long" in text(view, "notice")
    assert text(view, "figures") == "0 bytes"
    assert view.heading.save_button.isEnabled()
    shown(np.ones((2, 1, 3), np.float32), tab)
    assert not notice.isVisible()


def test_a_scalar_has_no_rows_and_columns_to_be_named(shown: Any) -> None:
    view = shown(np.array(3.25, np.float32), TABLE)
    assert cells(view) == [["3.25"]]
    assert not view.table.view.horizontalHeader().isVisible()
    shown(np.array([3.25], np.float32), TABLE)
    assert view.table.view.horizontalHeader().isVisible()
