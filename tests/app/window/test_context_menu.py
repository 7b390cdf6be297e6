"""The menus of the right mouse button on the canvas, and the keys to texts of what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.settings import Settings
from app.window import MainWindow
from tests.app.answers import Answers

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def laid_out(window: MainWindow) -> Iterator[None]:
    """The blocks beside one another, and no menu left open."""
    canvas = window.canvas
    window.document.page.move_blocks(
        {id: (at * 260.0, at % 2 * 200.0) for at, id in enumerate(window.document.page.blocks)}
    )
    canvas.frame_all()
    canvas.view.setFocus()
    yield
    while isinstance(menu := QApplication.activePopupWidget(), QMenu):
        menu.close()


def title(window: MainWindow, id: str) -> QPoint:
    item = window.canvas.item(id)
    assert item is not None
    place = window.canvas.view.mapFromScene(item.pos() + QPointF(40, 12))
    assert isinstance(place, QPoint)
    return place


def menu_at(window: MainWindow, at: QPoint) -> dict[str, QAction]:
    viewport = window.canvas.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {one.text().replace("&", ""): one for one in menu.actions() if one.text()}


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.canvas.view, key)


def test_a_block_has_a_short_menu_with_the_keys_that_are_set(window: MainWindow) -> None:
    window.actions_made.change_keys("edit.duplicate", ["Ctrl+U"])
    offered = menu_at(window, title(window, "y"))
    assert offered["Duplicate"].shortcut().toString() == "Ctrl+U"
    assert offered["Note…"].shortcut().toString() == "N"
    assert offered["Run to Selected"].shortcut().toString() == "F6"
    assert "Save as Preset…" in offered
    arrange = offered["Arrange"].menu()
    assert isinstance(arrange, QMenu)
    words = [one.text().replace("&", "") for one in arrange.actions()]
    assert {"Left Edges", "Lay Out", "Add Frame", "Wires as Tags"} <= set(words)
    assert len(offered) <= 16


def test_what_cannot_be_done_is_disabled_in_it(window: MainWindow) -> None:
    arrange = menu_at(window, title(window, "y"))["Arrange"].menu()
    assert isinstance(arrange, QMenu)
    enabled = {one.text().replace("&", ""): one.isEnabled() for one in arrange.actions()}
    assert not enabled["Left Edges"]
    assert enabled["Add Frame"]


def test_the_empty_canvas_offers_the_keys_that_are_set(window: MainWindow) -> None:
    window.actions_made.change_keys("edit.paste", ["Ctrl+U"])
    offered = menu_at(window, QPoint(6, 6))
    assert offered["Paste Here"].shortcut().toString() == "Ctrl+U"
    offered["Add Frame Here"].trigger()
    (frame,) = window.document.page.frames
    assert window.canvas.item(frame) is not None


def test_a_frame_has_a_menu_of_its_own(window: MainWindow) -> None:
    window.document.select(["y", "dx"])
    press(window, Qt.Key.Key_C)
    (frame,) = window.document.page.frames
    window.document.select([])
    offered = menu_at(window, title(window, frame))
    assert window.document.selection == (frame,)
    assert {"Rename", "Delete", "Copy"} <= set(offered)
    assert "Group" not in offered
    offered["Delete"].trigger()
    assert not window.document.page.frames


@pytest.mark.parametrize("kind", ["block", "frame", "group"])
def test_f2_goes_to_the_title_and_n_to_the_text(window: MainWindow, kind: str) -> None:
    page = window.document.page
    window.document.select(["y"])
    if kind != "block":
        QTest.keyClick(
            window.canvas.view,
            Qt.Key.Key_C if kind == "frame" else Qt.Key.Key_G,
            Qt.KeyboardModifier.NoModifier if kind == "frame" else CTRL,
        )
    (chosen,) = window.document.selection
    press(window, Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert field is not window.canvas.view
    QTest.keyClicks(field, "better")
    QTest.keyClick(field, Qt.Key.Key_Return)
    window.canvas.view.setFocus()
    press(window, Qt.Key.Key_N)
    text = QApplication.focusWidget()
    QTest.keyClicks(text, "a word")
    QTest.keyClick(text, Qt.Key.Key_Return, CTRL)
    if kind == "block":
        assert (page.blocks[chosen].name, page.notes[chosen]) == ("better", "a word")
    else:
        shape = page.frames[chosen] if kind == "frame" else page.groups[chosen]
        assert (shape.title, shape.text) == ("better", "a word")


def test_a_group_is_saved_as_a_preset_from_the_menu(
    window: MainWindow, ask: Answers, settings: Settings, tmp_path: Path
) -> None:
    window.preferences.shelf.choose_folder(tmp_path / "presets")
    window.document.select(["y", "dx"])
    QTest.keyClick(window.canvas.view, Qt.Key.Key_G, CTRL)
    (group,) = window.document.selection
    ask.given_name = "Mine"
    menu_at(window, title(window, group))["Save as Preset…"].trigger()
    assert ask.asked[-1] == "Save as preset: Group"
    assert [one.name for one in window.preferences.shelf.presets.all] == ["Mine"]
