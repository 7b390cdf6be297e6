"""The Arrange menu, and dragging on the grid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.window import MainWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def three(window: MainWindow) -> MainWindow:
    """A window with three blocks in a row of wires, out of line, and no others."""
    page = window.document.page
    page.remove_blocks(tuple(page.blocks))
    for at, id in enumerate("abc"):
        page.add_block("Relu", id=id, at=(at * 231, at * 57))
        if at:
            page.connect(f"{'abc'[at - 1]}.activations", f"{id}.features")
    window.canvas.frame_all()
    return window


def choose(window: MainWindow, *words: str) -> QAction:
    """Go through the menus as a mouse would, and click at the end."""
    menu: QMenu | None = None
    found: QAction | None = None
    for word in words:
        actions = window.menuBar().actions() if menu is None else menu.actions()
        found = next(one for one in actions if one.text().replace("&", "") == word)
        menu = found.menu()
    assert found is not None
    found.trigger()
    return found


def test_edges_are_lined_up(three: MainWindow) -> None:
    three.canvas.select_all()
    choose(three, "Arrange", "Align", "Top Edges")
    page = three.document.page
    assert [page.position(id).y for id in "abc"] == [0, 0, 0]
    assert page.history.can_undo == "Align top"


def test_the_same_room_between(three: MainWindow) -> None:
    page = three.document.page
    page.move_blocks({"b": (500, 0), "c": (800, 0)})
    three.canvas.select_all()
    choose(three, "Arrange", "Distribute Across")
    a, b, c = (three.canvas.rect_of(id) for id in "abc")
    assert b.left() - a.right() == pytest.approx(c.left() - b.right(), abs=1.01)


def test_a_key_lays_out_only_what_is_selected(three: MainWindow) -> None:
    page = three.document.page
    three.document.select(("a", "b"))
    three.canvas.view.setFocus()
    QTest.keyClick(three.canvas.view, Qt.Key.Key_L)
    assert page.history.can_undo == "Lay out"
    assert page.position("a").y == page.position("b").y
    assert page.position("c") == (462, 114)
    page.history.undo()
    assert page.position("b") == (231, 57)


def test_without_a_selection_everything_is_laid_out(three: MainWindow) -> None:
    three.document.select(())
    choose(three, "Arrange", "Lay Out")
    assert len({three.document.page.position(id).y for id in "abc"}) == 1


def test_what_needs_several_says_so(three: MainWindow) -> None:
    three.document.select(("a",))
    align = three.actions_made["arrange.left"]
    assert not align.isEnabled()
    three.document.select(("a", "b"))
    assert align.isEnabled()


def test_dragging_on_the_grid_is_remembered(three: MainWindow, qtbot: QtBot) -> None:
    choose(three, "Arrange", "Drag on the Grid")
    assert three.settings.snaps
    view = three.canvas.view
    item = three.canvas.graph.item("b")
    assert item is not None
    start = view.mapFromScene(item.pos() + QPointF(40, 12))
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    QTest.mouseMove(view.viewport(), start + QPoint(20, 20))
    QTest.mouseMove(view.viewport(), start + QPoint(33, 47))
    QTest.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(33, 47))
    x, y = three.document.page.position("b")
    assert (x, y) != (231, 57)
    assert x % 20 == y % 20 == 0
