"""Mouse and keys: what people do with their hands, and what the page becomes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.document import Document
from app.mime import OP_MIME
from blocks.page import Page
from tests.app.canvas.conftest import EMPTY_SPOT, LEFT, Hand

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


# ---- selecting and moving -----------------------------------------------------------------


def test_click_selects_one_and_shift_or_ctrl_add(hand: Hand, document: Document) -> None:
    hand.click(hand.title("conv"))
    assert document.selection == ("conv",)
    hand.click(hand.title("image"), held=SHIFT)
    assert document.selection == ("image", "conv")
    hand.click(hand.title("filter"), held=CTRL)
    assert document.selection == ("image", "filter", "conv")
    hand.click(hand.title("image"), held=SHIFT)
    assert document.selection == ("filter", "conv")
    hand.click(EMPTY_SPOT)
    assert document.selection == ()


def test_a_rubber_band_selects_what_it_touches_and_no_wires(
    hand: Hand, document: Document, canvas: Canvas, page: Page
) -> None:
    corner = hand.on_screen(QPointF(-20, -20))
    hand.drag(corner, hand.on_screen(QPointF(120, 330)))
    assert document.selection == ("image", "filter", "sizes")
    assert not any(canvas.graph.wire_item(wire).isSelected() for wire in page.wires)  # type: ignore[union-attr]


def test_a_drag_moves_all_selected_blocks_in_one_edit(
    hand: Hand, page: Page, document: Document, canvas: Canvas
) -> None:
    document.select(("conv", "relu"))
    zoom = canvas.view.navigation.zoom
    start = hand.title("conv")
    hand.drag(start, start + QPoint(60, 40))
    assert page.position("conv") == (330 + round(60 / zoom), 40 + round(40 / zoom))
    assert page.position("relu") == (700 + round(60 / zoom), 60 + round(40 / zoom))
    assert page.history.can_undo == "Move 2 blocks"
    hand.key(Qt.Key.Key_Z, CTRL)
    assert page.position("conv") == (330, 40)
    assert page.position("relu") == (700, 60)
    assert canvas.graph.item("relu").pos() == QPointF(700, 60)  # type: ignore[union-attr]


def test_wires_go_along_while_a_block_is_dragged(hand: Hand, canvas: Canvas, page: Page) -> None:
    item = canvas.graph.wire_item(page.wires[0])
    assert item is not None
    before = item.path().pointAtPercent(1.0)
    start = hand.title("conv")
    hand.press(start)
    hand.move(start + QPoint(30, 30), start + QPoint(80, 80))
    assert item.path().pointAtPercent(1.0) == hand.port("conv.input", is_input=True).scenePos()
    assert item.path().pointAtPercent(1.0) != before
    hand.release(start + QPoint(80, 80))


def test_escape_puts_a_dragged_block_back(
    hand: Hand, page: Page, canvas: Canvas, document: Document
) -> None:
    before, start = page.history.can_undo, hand.title("relu")
    hand.press(start)
    hand.move(start + QPoint(40, 40), start + QPoint(60, 60))
    hand.key(Qt.Key.Key_Escape)
    assert canvas.graph.item("relu").pos() == QPointF(700, 60)  # type: ignore[union-attr]
    hand.move(start + QPoint(80, 80))
    hand.release(start + QPoint(80, 80))
    assert canvas.graph.item("relu").pos() == QPointF(700, 60)  # type: ignore[union-attr]
    assert page.history.can_undo == before
    assert document.selection == ("relu",)


def test_a_click_makes_no_edit(hand: Hand, page: Page) -> None:
    before = page.history.can_undo
    hand.click(hand.title("conv"))
    assert page.history.can_undo == before


def test_arrow_keys_nudge_and_a_held_key_is_one_edit(
    hand: Hand, page: Page, document: Document, canvas: Canvas
) -> None:
    document.select(("relu",))
    for _ in range(3):
        QTest.keyPress(canvas.view, Qt.Key.Key_Right)
    QTest.keyRelease(canvas.view, Qt.Key.Key_Right)
    assert page.position("relu") == (730, 60)
    hand.key(Qt.Key.Key_Up, SHIFT)
    assert page.position("relu") == (730, 59)
    page.history.undo()
    page.history.undo()
    assert page.position("relu") == (700, 60)


# ---- editing by keys ----------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_removes_the_selection_in_one_edit(
    key: Qt.Key, hand: Hand, page: Page, document: Document
) -> None:
    document.select(("image", "conv"))
    hand.key(key)
    assert set(page.blocks) == {"filter", "sizes", "relu"}
    assert page.wires == ()
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(page.blocks) == 5
    assert len(page.wires) == 2
    hand.key(Qt.Key.Key_Y, CTRL)
    assert len(page.blocks) == 3
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(page.blocks) == 5
    hand.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(page.blocks) == 3


def test_copy_and_paste_bring_blocks_with_their_inner_wires_to_the_mouse(
    hand: Hand, page: Page, document: Document, canvas: Canvas
) -> None:
    document.select(("image", "filter", "conv"))
    hand.key(Qt.Key.Key_C, CTRL)
    assert '"Conv2D"' in QGuiApplication.clipboard().text()
    hand.move(EMPTY_SPOT)
    there = canvas.view.mapToScene(EMPTY_SPOT)
    hand.key(Qt.Key.Key_V, CTRL)
    assert len(page.blocks) == 8
    assert len(page.wires) == 4
    assert len(document.selection) == 3
    corner = canvas.rect_of(document.selection).topLeft()
    assert (corner - there).manhattanLength() < 3
    pasted = canvas.rect_of(document.selection)
    assert canvas.view.navigation.visible().contains(pasted), "and they are brought into sight"
    hand.key(Qt.Key.Key_Z, CTRL)
    assert len(page.blocks) == 5


def test_cut_is_copy_and_delete(hand: Hand, page: Page, document: Document) -> None:
    document.select(("relu",))
    hand.key(Qt.Key.Key_X, CTRL)
    assert "relu" not in page.blocks
    assert '"Relu"' in QGuiApplication.clipboard().text()


def test_duplicate_leaves_the_clipboard_alone(hand: Hand, page: Page, document: Document) -> None:
    QGuiApplication.clipboard().setText("mine")
    document.select(("filter", "conv"))
    hand.key(Qt.Key.Key_D, CTRL)
    assert len(page.blocks) == 7
    assert [page.position(id) for id in document.selection] == [(24, 174), (354, 64)]
    assert QGuiApplication.clipboard().text() == "mine"


def test_all_and_none(hand: Hand, document: Document) -> None:
    hand.key(Qt.Key.Key_A, CTRL)
    assert len(document.selection) == 5
    hand.key(Qt.Key.Key_Escape)
    assert document.selection == ()


# ---- palette, drops, menu -----------------------------------------------------------------


def test_tab_and_double_click_ask_for_the_palette_there(
    hand: Hand, canvas: Canvas, qtbot: QtBot
) -> None:
    place = canvas.view.mapToScene(EMPTY_SPOT)
    with qtbot.waitSignal(canvas.palette_requested) as asked:
        QTest.mouseDClick(hand.viewport, LEFT, pos=EMPTY_SPOT)
    assert asked.args == [hand.viewport.mapToGlobal(EMPTY_SPOT), (place.x(), place.y())]
    hand.move(EMPTY_SPOT)
    with qtbot.waitSignal(canvas.palette_requested) as asked:
        hand.key(Qt.Key.Key_Tab)
    assert asked.args[1] == (place.x(), place.y())


def test_blocks_added_at_one_place_stand_side_by_side(canvas: Canvas) -> None:
    ids = [canvas.add_block(op, (0, 800)) for op in ("Conv2D", "Relu", "Relu")]
    first, second, third = (canvas.rect_of([id]) for id in ids if id is not None)
    assert first.topLeft() == QPointF(0, 800)
    assert first.right() < second.left()
    assert second.right() < third.left()


def test_a_block_added_at_the_edge_is_seen_whole_and_else_nothing_moves(canvas: Canvas) -> None:
    navigation = canvas.view.navigation
    before = navigation.visible()
    middle = before.center()
    assert canvas.add_block("Relu", (middle.x() - 60, before.bottom() - 200)) is not None
    assert navigation.visible() == before
    added = canvas.add_block("Conv2D", (before.right() - 20, before.bottom() - 20))
    assert added is not None
    assert navigation.visible().contains(canvas.rect_of([added]))
    assert navigation.visible().size() == before.size()
    added = canvas.add_block("Conv2D", (before.left() - 300, before.top() - 300))
    assert added is not None
    assert navigation.visible().contains(canvas.rect_of([added]))


def test_tab_does_not_leave_the_canvas(qtbot: QtBot, document: Document) -> None:
    window = QWidget()
    room = QVBoxLayout(window)
    canvas = Canvas(document)
    room.addWidget(canvas)
    room.addWidget(QLineEdit())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    canvas.setFocus()
    with qtbot.waitSignal(canvas.palette_requested):
        QTest.keyClick(canvas.view, Qt.Key.Key_Tab)
    assert canvas.view.hasFocus()
    canvas.close_document()


def test_a_double_click_on_a_block_opens_it_and_no_palette(
    hand: Hand, canvas: Canvas, qtbot: QtBot
) -> None:
    with (
        qtbot.assertNotEmitted(canvas.palette_requested),
        qtbot.waitSignal(canvas.block_opened) as opened,
    ):
        QTest.mouseDClick(hand.viewport, LEFT, pos=hand.title("conv"))
    assert opened.args == ["conv"]


def test_an_op_dropped_from_the_palette_becomes_a_block_there(
    hand: Hand, canvas: Canvas, page: Page, document: Document
) -> None:
    place = canvas.view.mapToScene(EMPTY_SPOT)
    drop(canvas, OP_MIME, b"MatMul")
    (added,) = document.selection
    assert page.blocks[added].op_name == "MatMul"
    assert page.position(added) == (round(place.x()), round(place.y()))


def test_other_drops_are_left_to_the_window(canvas: Canvas, page: Page) -> None:
    assert not drop(canvas, "text/plain", b"MatMul")
    assert len(page.blocks) == 5


def test_a_drop_of_an_op_that_does_not_exist_is_told(
    canvas: Canvas, document: Document, page: Page, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(document.message) as told:
        drop(canvas, OP_MIME, b"NoSuchOp")
    assert "NoSuchOp" in told.args[0]
    assert len(page.blocks) == 5


def drop(canvas: Canvas, mime: str, data: bytes) -> bool:
    carried = QMimeData()
    carried.setData(mime, data)
    event = QDropEvent(
        QPointF(EMPTY_SPOT),
        Qt.DropAction.CopyAction,
        carried,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setAccepted(False)
    canvas.view.dropEvent(event)
    return event.isAccepted()


def test_the_menu_of_a_block_selects_it_and_deletes(
    hand: Hand, canvas: Canvas, document: Document, page: Page, qtbot: QtBot
) -> None:
    menu = open_menu(canvas, hand.title("relu"))
    assert document.selection == ("relu",)
    offered = {one.text().replace("&", ""): one for one in menu.actions() if one.text()}
    assert list(offered) == [
        *("Cut", "Copy", "Duplicate", "Delete", "Replace by…"),
        *("Examine", "Arrange", "Zoom to Selection"),
    ]
    offered["Delete"].trigger()
    menu.close()
    assert "relu" not in page.blocks


def test_the_menu_of_the_empty_canvas_adds_there(canvas: Canvas, qtbot: QtBot) -> None:
    menu = open_menu(canvas, EMPTY_SPOT)
    place = canvas.view.mapToScene(EMPTY_SPOT)
    with qtbot.waitSignal(canvas.palette_requested) as asked:
        menu.actions()[0].trigger()
    menu.close()
    assert asked.args[1] == (place.x(), place.y())


def open_menu(canvas: Canvas, at: QPoint) -> QMenu:
    viewport = canvas.view.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu
