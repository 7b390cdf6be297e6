"""Formulas in tensors: in the line of the panel, in the cells and the shape of the editor."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from app.panel.tensor_window import TensorWindow
from blocks.page import Unread
from tests.app.panel.conftest import enter, entry, said
from tests.app.panel.test_tensor_editor import note, paste_at, type_cell


@pytest.fixture(autouse=True)
def variables(document: Document) -> None:
    document.page.variables.put("N", 2)


@pytest.fixture
def window(panel: Panel, document: Document, qtbot: QtBot) -> TensorWindow:
    document.select(("sizes",))
    (button,) = (one for one in panel.view.findChildren(QPushButton) if one.text() == "Edit…")
    button.click()
    (window,) = panel.window().findChildren(TensorWindow)
    qtbot.waitActive(window)
    return window


def value(document: Document) -> list[Any]:
    found: list[Any] = document.page.blocks["sizes"].value("value").tolist()
    return found


def formula(document: Document) -> Any:
    return document.page.blocks["sizes"].formulas.get("value")


def test_the_line(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("sizes",))
    line = entry(panel, "value")
    enter(qtbot, line, "[N*4, 3, N, 2]")
    assert value(document) == [8, 3, 2, 2]
    assert formula(document)["data"] == ["=N*4", 3, "=N", 2]
    assert line.text() == "[N*4, 3, N, 2]"
    assert said(panel, "value note") == "int32 [4], 2 to 8; N*4 = 8, N = 2"
    document.page.variables.put("N", 5)
    assert value(document) == [20, 3, 5, 2]
    assert said(panel, "value note") == "int32 [4], 2 to 20; N*4 = 20, N = 5"
    enter(qtbot, line, "[N/2, 3, 1, 1]")
    assert "data[0]: 2.5 is not right for int32" in said(panel, "value reason")
    enter(qtbot, line, "[1, 2, 3, 4]")
    assert formula(document) is None


def test_a_line_that_has_lost_its_value(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("sizes",))
    line = entry(panel, "value")
    enter(qtbot, line, "[N, 3, 2, 2]")
    document.page.variables.drop("N")
    assert isinstance(document.page.blocks["sizes"].attrs["value"], Unread)
    line = entry(panel, "value")
    assert line.text() == "[N, 3, 2, 2]"
    assert "data[0]: no variable N" in said(panel, "value reason")
    enter(qtbot, line, "[1, 3, 2, 2]")
    assert value(document) == [1, 3, 2, 2]


def test_cells(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    editor = window.editor
    type_cell(qtbot, editor, 0, 1, "N*3")
    assert value(document) == [2, 6, 2, 2]
    assert formula(document)["data"] == [2, "=N*3", 2, 2]
    assert editor.table.model.index(0, 1).data() == "N*3 = 6"
    shown = editor.table.view.fontMetrics().horizontalAdvance("N*3 = 6")
    assert editor.table.view.columnWidth(1) > shown, "formula and value are cut off"
    type_cell(qtbot, editor, 0, 0, "9")
    assert formula(document)["data"] == [9, "=N*3", 2, 2]
    type_cell(qtbot, editor, 0, 2, "K*2")
    assert note(window) == "[2]: no variable K; there is N"
    document.page.variables.put("N", 3)
    assert editor.table.model.index(0, 1).data() == "N*3 = 9"
    paste_at(qtbot, editor, 0, 0, "4\t5")
    assert formula(document) is None
    assert value(document) == [4, 5, 2, 2]
    document.undo()
    assert formula(document)["data"] == [9, "=N*3", 2, 2]


def test_shape_and_dtype_keep_formulas(
    panel: Panel, window: TensorWindow, document: Document, qtbot: QtBot
) -> None:
    type_cell(qtbot, window.editor, 0, 1, "N*3")
    enter(qtbot, entry(window, "shape"), "N, 2")
    assert value(document) == [[2, 6], [2, 2]]
    assert formula(document) == {"dtype": "int32", "shape": ["=N", 2], "data": [2, "=N*3", 2, 2]}
    assert entry(window, "shape").text() == "N, 2"
    assert entry(panel, "value").text() == "[[2, N*3], [2, 2]]"
    dtype = window.findChild(QComboBox, "dtype")
    dtype.setFocus()
    qtbot.keyClicks(dtype, "float6")
    assert formula(document)["dtype"] == "float64"
    assert formula(document)["data"] == [2, "=N*3", 2, 2]
    enter(qtbot, entry(window, "shape"), "3")
    assert formula(document)["data"] == [2, "=N*3", 2]
    enter(qtbot, entry(window, "shape"), "K")
    assert "no variable K" in note(window)


def test_a_shape_that_its_numbers_no_longer_fill(
    panel: Panel, window: TensorWindow, document: Document, qtbot: QtBot
) -> None:
    enter(qtbot, entry(window, "shape"), "N, 2")
    document.page.variables.put("N", 3)
    assert "data: 4 numbers; shape [3, 2] needs 6" in said(panel, "value reason")
    document.page.variables.put("N", 2)
    assert value(document) == [[2, 2], [2, 2]]


@pytest.mark.parametrize("typed", ["0.1", "1e-45", "3.4028235e38", "0.30000001192092896", "-0.0"])
def test_decimals_come_back_exactly(
    typed: str, window: TensorWindow, document: Document, qtbot: QtBot
) -> None:
    dtype = window.findChild(QComboBox, "dtype")
    dtype.setFocus()
    qtbot.keyClicks(dtype, "float3")
    type_cell(qtbot, window.editor, 0, 0, typed)
    before = document.page.blocks["sizes"].value("value")
    model = window.editor.table.model
    shown = model.data(model.index(0, 0), 2)
    type_cell(qtbot, window.editor, 0, 0, "7")
    type_cell(qtbot, window.editor, 0, 0, str(shown))
    assert document.page.blocks["sizes"].value("value").tobytes() == before.tobytes()
