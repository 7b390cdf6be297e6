"""The variables of a page, added, changed, renamed and removed with keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from app.variables.model import NAME, NEW, SOURCE, USES, VALUE
from app.variables.view import VariablesView
from blocks.page import Page


@pytest.fixture
def document() -> Document:
    page = Page("Variables")
    page.variables.put("H", 56)
    page.variables.put("W", "=H//2")
    page.add_block("Conv2D", {"strides": [1, "=W//7", 2, 1]}, id="y")
    return Document(page)


@pytest.fixture
def view(document: Document, dressed: None, qtbot: QtBot) -> VariablesView:
    panel = Panel(document)
    qtbot.addWidget(panel)
    panel.resize(340, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    found = panel.findChild(VariablesView)
    assert isinstance(found, VariablesView)
    found.panel = panel  # type: ignore[attr-defined]
    return found


def cells(view: VariablesView) -> list[list[str]]:
    model = view.model
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def go(view: VariablesView, name: str, column: int) -> None:
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(view.model.row_of(name), column))


def type_in(qtbot: QtBot, view: VariablesView, text: str, end: str = "\r") -> None:
    """Replace the current cell's text as with the keyboard."""
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, end)
    QApplication.processEvents()


def reason(view: VariablesView) -> str:
    label = view.findChild(QLabel, "variables reason")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_each_has_source_value_and_uses(view: VariablesView) -> None:
    assert cells(view) == [
        ["H", "56", "56", "W"],
        ["W", "=H//2", "28", "y.strides"],
        [NEW, "", "", ""],
    ]


def test_a_variable_is_added_with_keys(
    view: VariablesView, document: Document, qtbot: QtBot
) -> None:
    go(view, "", NAME)
    qtbot.keyClick(view.table, Qt.Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "C")
    qtbot.keyClick(QApplication.focusWidget(), "\r")
    qtbot.waitUntil(lambda: view.table.currentIndex().column() == SOURCE)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    qtbot.keyClicks(QApplication.focusWidget(), "H*2")
    qtbot.keyClick(QApplication.focusWidget(), "\r")
    qtbot.waitUntil(lambda: document.page.variables["C"] != 0)
    assert document.page.variables["C"] == "=H*2"
    assert cells(view)[0] == ["C", "=H*2", "112", ""]
    go(view, "", NAME)
    type_in(qtbot, view, "K = C + 1")
    assert document.page.variables["K"] == "=C + 1"
    go(view, "", NAME)
    type_in(qtbot, view, "2K")
    assert "cannot be a name" in reason(view)
    assert cells(view)[-1][NAME] == "2K", "what was typed is not lost"
    type_in(qtbot, view, "H")
    assert reason(view) == "there is a variable H already"


def test_the_add_button_begins_to_type(view: VariablesView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.add, Qt.MouseButton.LeftButton)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert view.table.currentIndex().row() == 2


def test_a_source_is_changed_and_all_that_uses_it_follows(
    view: VariablesView, document: Document, qtbot: QtBot
) -> None:
    go(view, "H", SOURCE)
    type_in(qtbot, view, "28")
    assert document.page.blocks["y"].value("strides") == (1, 2, 2, 1)
    assert cells(view)[1][VALUE] == "14"
    type_in(qtbot, view, "W+1")
    assert document.page.variables["H"] == "=W+1"
    assert "circle" in cells(view)[0][VALUE]
    assert "H: circle: H uses W uses H" in reason(view)
    document.undo()
    assert cells(view)[0][VALUE] == "28"
    assert reason(view) == ""


def test_renaming_is_one_step(view: VariablesView, document: Document, qtbot: QtBot) -> None:
    go(view, "W", NAME)
    type_in(qtbot, view, "width")
    assert cells(view)[1] == ["width", "=H//2", "28", "y.strides"]
    assert document.page.blocks["y"].formulas["strides"] == [1, "=width//7", 2, 1]
    assert view.table.currentIndex().isValid()
    type_in(qtbot, view, "max")
    assert "has a meaning in formulas" in reason(view)
    document.undo()
    assert cells(view)[1][NAME] == "W"
    assert document.page.blocks["y"].formulas["strides"] == [1, "=W//7", 2, 1]


def test_what_is_used_is_not_removed(view: VariablesView, document: Document, qtbot: QtBot) -> None:
    go(view, "W", USES)
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    assert reason(view) == "W is used by y.strides; change these first"
    assert "W" in document.page.variables
    document.page.set_attr("y", "strides", [1, 1, 1, 1])
    qtbot.mouseClick(view.remove, Qt.MouseButton.LeftButton)
    assert "W" not in document.page.variables
    assert reason(view) == ""
    document.undo()
    assert "W" in document.page.variables


def test_tab_leads_through_and_on(view: VariablesView, qtbot: QtBot) -> None:
    panel: QWidget = view.panel  # type: ignore[attr-defined]
    seen: list[QWidget | None] = []
    panel.view.editor.setFocus()  # type: ignore[attr-defined]
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert view.table in seen
    assert view.findChild(QPushButton, "Add variable") in seen
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    qtbot.keyClick(view.table, Qt.Key.Key_Right)
    assert view.table.currentIndex().isValid()
