"""The outline: in step with the page and the canvas, and readable without eyes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from app.outline.model import TITLES
from app.window import MainWindow
from tests.app.window.test_large_pages import many_blocks

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def texts(window: MainWindow, id: str) -> list[str]:
    model = window.outline.model
    row = model.ids.index(id)
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def click(window: MainWindow, id: str, held: Qt.KeyboardModifier) -> None:
    view, model = window.outline.view, window.outline.model
    index = model.index(model.ids.index(id), 0)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), LEFT, held, place)


def test_a_row_a_block_with_all_that_is_known(window: MainWindow) -> None:
    assert window.outline.model.ids == list(window.document.page.blocks)
    name, op, state, inputs, outputs, problem = texts(window, "y")
    assert (name, op, state, problem) == ("y", "Conv2D", "not run yet", "")
    assert inputs == "input from input.output, filter from filter.output"
    assert outputs == "output float32 [2, 1, 1, 2]"


def test_runs_edits_and_undo_are_followed(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not window.document.is_running)
    assert texts(window, "y")[2] == "✓ up to date"
    window.document.page.set_attr("y", "name", "forward")
    assert texts(window, "y")[0] == "forward"
    window.document.page.remove_blocks(["filter"])
    assert "filter" not in window.outline.model.ids
    assert "filter not wired" in texts(window, "y")[3]
    assert texts(window, "y")[5] != ""
    window.document.undo()
    assert texts(window, "y")[5] == ""


def test_selection_goes_both_ways(qtbot: QtBot, window: MainWindow) -> None:
    window.outline_dock.raise_()
    qtbot.waitUntil(window.outline.view.isVisible)
    click(window, "y", Qt.KeyboardModifier.NoModifier)
    assert window.document.selection == ("y",)
    click(window, "dx", CTRL)
    assert set(window.document.selection) == {"y", "dx"}
    assert {one.isSelected() for one in map(window.canvas.graph.item, ("y", "dx"))} == {True}
    window.document.select(["input"])
    rows = window.outline.view.selectionModel().selectedRows()
    assert [window.outline.model.ids[one.row()] for one in rows] == ["input"]
    window.document.select([])
    assert not window.outline.view.selectionModel().selectedRows()


def test_delete_and_copy_work_on_rows(qtbot: QtBot, window: MainWindow) -> None:
    window.outline_dock.raise_()
    view = window.outline.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    window.document.select(["dx"])
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert "dx" not in window.document.page.blocks
    QTest.keyClick(view, Qt.Key.Key_V, CTRL)
    assert "dx" in window.document.page.blocks


def test_a_screen_reader_hears_whole_rows_and_titles(window: MainWindow) -> None:
    window.outline_dock.raise_()
    table = QAccessible.queryAccessibleInterface(window.outline.view)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "Outline of the page"
    grid = table.tableInterface() if hasattr(table, "tableInterface") else None
    model = window.outline.model
    row = model.ids.index("y")
    said = [
        str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
        for column in range(len(TITLES))
    ]
    assert said[0].startswith("y, Conv2D; not run yet; takes input from input.output")
    assert said[2] == "State: not run yet"
    assert said[5] == "Problem: none"
    if grid is not None:
        cell = grid.cellAt(row, 0)
        assert cell is not None
        assert cell.text(QAccessible.Text.Name) == said[0]


def test_another_page_has_other_rows(window: MainWindow) -> None:
    window.set_document(Document(many_blocks(40)))
    QApplication.processEvents()
    assert len(window.outline.model.ids) == 41
