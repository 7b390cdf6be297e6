"""The tensor editor with keys, clicks and the clipboard: every change is one edit of the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from app.panel.entries import Entry
from app.panel.tensor_change import COUNT
from app.panel.tensor_editor import TensorEditor
from app.panel.tensor_window import TensorWindow
from tests.app.panel.conftest import Answer, enter, entry, said


@pytest.fixture
def window(panel: Panel, document: Document, qtbot: QtBot) -> TensorWindow:
    document.select(("filter",))
    (button,) = (one for one in panel.view.findChildren(QPushButton) if one.text() == "Edit…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (window,) = panel.window().findChildren(TensorWindow)
    qtbot.waitActive(window)
    return window


def value(document: Document) -> np.ndarray:
    array = document.page.blocks["filter"].value("value")
    assert isinstance(array, np.ndarray)
    return array


def note(window: TensorWindow) -> str:
    label = window.findChild(QLabel, "tensor note")
    return str(label.text()).strip()


def type_cell(qtbot: QtBot, editor: TensorEditor, row: int, column: int, text: str) -> None:
    view = editor.table.view
    view.setFocus()
    view.setCurrentIndex(editor.table.model.index(row, column))
    qtbot.keyClicks(view, text[0])
    line = view.focusWidget()
    qtbot.keyClicks(line, text[1:])
    qtbot.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()  # a cell is taken over after its line has seen the key


def paste_at(qtbot: QtBot, editor: TensorEditor, row: int, column: int, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    view = editor.table.view
    view.setFocus()
    view.setCurrentIndex(editor.table.model.index(row, column))
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_typing_into_a_cell(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    type_cell(qtbot, window.editor, 1, 1, "-7.5")
    assert value(document)[0, 0, 1, 1] == -7.5
    assert np.delete(value(document).ravel(), 3).tolist() == [*range(1, 4), *range(5, 17)]
    assert window.editor.table.view.currentIndex().row() == 1
    window_undo(qtbot, window)
    assert value(document)[0, 0, 1, 1] == 4
    assert window.editor.table.model.data(window.editor.table.model.index(1, 1)) == "4"


def window_undo(qtbot: QtBot, window: TensorWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(("text", "number"), [("inf", np.inf), ("-inf", -np.inf), ("1e-3", 1e-3)])
def test_special_numbers(
    window: TensorWindow, document: Document, qtbot: QtBot, text: str, number: float
) -> None:
    type_cell(qtbot, window.editor, 0, 0, text)
    assert value(document)[0, 0, 0, 0] == np.float32(number)


def test_a_wrong_number_is_refused_with_the_reason(
    window: TensorWindow, document: Document, qtbot: QtBot
) -> None:
    before = value(document)
    type_cell(qtbot, window.editor, 0, 1, "four")
    assert note(window) == "[0, 0, 0, 1]: 'four' is no number"
    window.editor.dtype.setFocus()
    qtbot.keyClicks(window.editor.dtype, "int32")
    assert value(document).dtype == np.int32
    type_cell(qtbot, window.editor, 0, 0, "3000000000")
    assert "int32 takes whole numbers from -2147483648 to 2147483647" in note(window)
    type_cell(qtbot, window.editor, 0, 0, "nan")
    assert "'nan' is not right" in note(window)
    assert np.array_equal(value(document), before)


def test_the_dtype(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    type_cell(qtbot, window.editor, 0, 0, "1.5")
    window.editor.dtype.setFocus()
    qtbot.keyClicks(window.editor.dtype, "int8")
    assert value(document).dtype == np.int8
    assert note(window) == "1 number changed to fit int8."
    document.undo()
    assert value(document).dtype == np.float32
    assert window.editor.dtype.currentText() == "float32"
    type_cell(qtbot, window.editor, 0, 0, "nan")
    qtbot.wait(450)  # the time after which a combo box starts a new word
    window.editor.dtype.setFocus()
    qtbot.keyClicks(window.editor.dtype, "int8")
    assert "[0, 0, 0, 0] is nan" in note(window)
    assert value(document).dtype == np.float32
    assert window.editor.dtype.currentText() == "float32"


def test_the_shape(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    shape = window.editor.shape
    assert shape.text() == "2, 2, 2, 2"
    enter(qtbot, shape, "4, 5")
    assert value(document).shape == (4, 5)
    assert value(document).ravel().tolist() == [*range(1, 17), 0, 0, 0, 0]
    assert "4 zeros came after" in note(window)
    enter(qtbot, shape, "3, -1")
    assert "'-1' is no size" in note(window)
    assert value(document).shape == (4, 5)
    document.undo()
    assert value(document).shape == (2, 2, 2, 2)
    assert shape.text() == "2, 2, 2, 2"


def test_five_axes_by_slices(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    array = np.arange(4096, dtype="f4").reshape(2, 4, 8, 8, 8)
    document.page.set_attr("filter", "value", array)
    spins = {one.objectName(): one for one in window.editor.table.bar.findChildren(QSpinBox)}
    assert set(spins) == {"index of axis 0", "index of axis 1", "index of axis 2"}
    spins["index of axis 0"].setValue(1)
    spins["index of axis 2"].setValue(3)
    type_cell(qtbot, window.editor, 2, 5, "-1")
    assert value(document)[1, 0, 3, 2, 5] == -1
    assert np.count_nonzero(value(document) != array) == 1
    assert spins["index of axis 0"].value() == 1


def test_scalars_and_empty_tensors(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    enter(qtbot, window.editor.shape, "")
    assert value(document).shape == ()
    type_cell(qtbot, window.editor, 0, 0, "9")
    assert value(document) == 9
    enter(qtbot, window.editor.shape, "0, 3")
    assert value(document).shape == (0, 3)
    assert window.editor.table.model.rowCount() == 0
    paste_at(qtbot, window.editor, 0, 0, "1\t2\n3\t4")
    assert value(document).tolist() == [[1, 2], [3, 4]]


def test_filling(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    enter(qtbot, window.editor.fill_value, "2.5")
    assert np.all(value(document) == 2.5)
    kinds = window.editor.fill_kind
    kinds.setFocus()
    qtbot.keyClick(kinds, Qt.Key.Key_Down)
    assert kinds.currentText() == COUNT
    assert not window.editor.fill_value.isEnabled()
    qtbot.mouseClick(window.editor.fill, Qt.MouseButton.LeftButton)
    assert value(document).ravel().tolist() == list(range(1, 17))
    document.undo()
    assert np.all(value(document) == 2.5)


def test_pasting_cells(window: TensorWindow, document: Document, qtbot: QtBot) -> None:
    view, model = window.editor.table.view, window.editor.table.model
    paste_at(qtbot, window.editor, 1, 0, "10\t20\r\n30\t40\r\n")
    assert value(document).ravel().tolist() == [1, 2, 10, 20, 30, 40, *range(7, 17)]
    assert document.page.history.can_undo == "Set value of filter"
    paste_at(qtbot, window.editor, 0, 1, "5\t6")
    assert "do not fit from this cell on" in note(window)
    cells = QItemSelection(model.index(0, 1), model.index(7, 1))
    view.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[:4] == ["2", "20", "40", "8"]
    QGuiApplication.clipboard().setText("0")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not value(document)[..., 1].any()
    assert value(document)[..., 0].all()


@pytest.mark.parametrize(
    "text",
    [
        "{{1,2},{3,4}}",
        "[[1, 2], [3, 4]]",
        "[[1. 2.]\n [3. 4.]]",
        "array([[1., 2.],\n       [3., 4.]], dtype=float32)",
    ],
)
def test_brackets_replace_the_whole(
    window: TensorWindow, document: Document, qtbot: QtBot, text: str
) -> None:
    paste_at(qtbot, window.editor, 3, 1, text)
    assert value(document).tolist() == [[1, 2], [3, 4]]
    assert value(document).dtype == np.float32


@pytest.mark.parametrize("text", ["1\t2\n3\t4", "1,2\n3,4", "1 2\n3 4"])
def test_paste_whole(window: TensorWindow, document: Document, qtbot: QtBot, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.mouseClick(window.editor.paste, Qt.MouseButton.LeftButton)
    assert value(document).tolist() == [[1, 2], [3, 4]]
    QGuiApplication.clipboard().setText("[[1, 2], [3]]")
    qtbot.mouseClick(window.editor.paste, Qt.MouseButton.LeftButton)
    assert "[1] has 1 entries" in note(window)
    assert value(document).shape == (2, 2)


def test_a_long_text_is_read_without_waiting(
    window: TensorWindow, document: Document, qtbot: QtBot
) -> None:
    array = np.arange(60_000, dtype="f4").reshape(300, 200)
    paste_at(qtbot, window.editor, 0, 0, str(array.tolist()))
    assert "Reading" in note(window)
    assert value(document).shape == (2, 2, 2, 2)
    qtbot.waitUntil(lambda: np.array_equal(value(document), array), timeout=10_000)
    paste_at(qtbot, window.editor, 0, 0, "[" + "1, " * 100_000 + "x]")
    qtbot.waitUntil(lambda: "'x' is no number" in note(window), timeout=10_000)


def test_loading(
    window: TensorWindow, document: Document, qtbot: QtBot, answer: Answer, tmp_path: Path
) -> None:
    np.save(tmp_path / "w.npy", np.full((3, 1), 2, "i8"))
    answer.path = tmp_path / "w.npy"
    qtbot.mouseClick(window.editor.load, Qt.MouseButton.LeftButton)
    assert value(document).tolist() == [[2], [2], [2]]
    assert value(document).dtype == np.int64
    assert note(window) == "Loaded w.npy."
    answer.path = tmp_path / "missing.npy"
    qtbot.mouseClick(window.editor.load, Qt.MouseButton.LeftButton)
    assert "there is no" in note(window)


def test_the_axes_have_the_names_of_the_port_they_go_to(window: TensorWindow) -> None:
    names = [one.itemText(0) for one in window.editor.table.bar.findChildren(QComboBox)]
    assert names == ["H", "H"]
    header = window.editor.table.model.headerData(3, Qt.Orientation.Vertical)
    assert header == "H 0  W 1  I 1"


def test_rows_of_a_tensor_without_axis_names(
    panel: Panel, document: Document, window: TensorWindow
) -> None:
    document.page.remove_blocks(("dx",))
    document.page.set_attr("filter", "value", np.zeros((2, 2, 3), "f4"))
    header = window.editor.table.model.headerData(3, Qt.Orientation.Vertical)
    assert header == "[1, 1, :]"


def test_one_window_a_tensor_and_none_after_the_block_has_gone(
    panel: Panel, document: Document, window: TensorWindow, qtbot: QtBot
) -> None:
    (button,) = (one for one in panel.view.findChildren(QPushButton) if one.text() == "Edit…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown = [one for one in panel.window().findChildren(TensorWindow) if one.isVisible()]
    assert shown == [window]
    document.page.remove_blocks(("filter",))
    assert not window.isVisible()


def test_another_document_closes_the_window(
    panel: Panel, document: Document, window: TensorWindow
) -> None:
    panel.set_document(Document())
    assert not window.isVisible()


# ---- the line in the panel -----------------------------------------------------------------


def test_the_line_in_the_panel(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("sizes",))
    line: Entry = entry(panel, "value")
    assert line.text() == "[2, 2, 2, 2]"
    assert said(panel, "value note") == "int32 [4], 2 to 2"
    enter(qtbot, line, "{2,5,5,2}")
    assert document.page.blocks["sizes"].value("value").tolist() == [2, 5, 5, 2]
    enter(qtbot, line, "[2, two]")
    assert said(panel, "value reason") == "[1]: 'two' is no number"
    assert document.page.blocks["sizes"].value("value").tolist() == [2, 5, 5, 2]
    enter(qtbot, line, "[0.5, 1]")
    assert document.page.blocks["sizes"].value("value").dtype == np.float64
    assert "It is float64 now" in said(panel, "value note")
    document.undo()
    assert line.text() == "[2, 5, 5, 2]"
    assert said(panel, "value note") == "int32 [4], 2 to 5"


def test_a_large_tensor_has_no_line(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.page.set_attr("sizes", "value", np.zeros(1000, "i4"))
    document.select(("sizes",))
    assert entry(panel, "value").text() == ""
    assert entry(panel, "value").placeholderText() == "1,000 numbers"
    enter(qtbot, entry(panel, "value"), "7")
    assert document.page.blocks["sizes"].value("value") == 7
