"""Wires are drawn with the mouse, and the page has the last word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from blocks.page import Page
from tests.app.canvas.conftest import EMPTY_SPOT, Hand


def wires(page: Page) -> list[str]:
    return [str(wire) for wire in page.wires]


WIRED = ["image.output -> conv.input", "filter.output -> conv.filter"]


def test_a_drag_from_output_to_input_makes_a_wire(page: Page, hand: Hand) -> None:
    hand.drag(hand.output("conv.output"), hand.input("relu.features"))
    assert wires(page) == [*WIRED, "conv.output -> relu.features"]
    assert page.history.can_undo == "Connect"


def test_a_drag_from_input_to_output_makes_the_same_wire(page: Page, hand: Hand) -> None:
    hand.drag(hand.input("relu.features"), hand.output("conv.output"))
    assert wires(page) == [*WIRED, "conv.output -> relu.features"]


def test_near_enough_counts(page: Page, hand: Hand) -> None:
    hand.drag(hand.output("conv.output"), hand.input("relu.features") + QPoint(6, 5))
    assert "conv.output -> relu.features" in wires(page)


def test_while_dragging_the_hint_says_what_will_flow(hand: Hand, canvas: Canvas) -> None:
    hand.press(hand.output("conv.output"))
    hand.move(hand.input("relu.features"))
    assert canvas.wiring.hint.isVisible()
    assert canvas.wiring.hint.text().startswith("✓  float32 [2, 1, 1, 2]")
    assert "relu.features" in canvas.wiring.hint.text()


def test_ports_that_cannot_take_the_wire_step_back(hand: Hand) -> None:
    hand.press(hand.output("sizes.output"))
    assert hand.port("conv.output", is_input=False).is_dimmed
    assert not hand.port("relu.features", is_input=True).is_dimmed
    hand.release(EMPTY_SPOT)
    assert not hand.port("conv.output", is_input=False).is_dimmed


def test_a_dtype_that_does_not_fit_is_refused_with_the_reason(
    page: Page, hand: Hand, canvas: Canvas
) -> None:
    page.add_block("Cast", {"DstT": "bool"}, id="cast", at=(330, 300))
    page.connect("sizes.output", "cast.x")
    canvas.frame_all()
    before = wires(page)
    hand.drag(hand.output("cast.y"), hand.input("relu.features"))
    assert wires(page) == before
    assert canvas.wiring.hint.isVisible()
    assert "cast.y is bool; relu.features takes" in canvas.wiring.hint.text()


def test_a_cycle_is_refused_with_the_reason(page: Page, hand: Hand, canvas: Canvas) -> None:
    page.connect("conv.output", "relu.features")
    page.add_block("Relu", id="last", at=(700, 250))
    page.connect("relu.activations", "last.features")
    canvas.frame_all()
    before, edits = wires(page), page.history.can_undo
    hand.drag(hand.output("last.activations"), hand.input("conv.input"))
    assert wires(page) == before
    assert page.history.can_undo == edits
    assert "cycle" in canvas.wiring.hint.text()
    assert canvas.wiring.hint.isVisible()


def test_the_reason_goes_away_after_a_moment(
    hand: Hand, canvas: Canvas, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.canvas.hint.LINGERS_MS", 20)
    hand.drag(hand.output("image.output"), hand.output("conv.output"))
    assert "is an output; a wire ends at an input" in canvas.wiring.hint.text()
    assert canvas.wiring.hint.isVisible()
    qtbot.waitUntil(lambda: not canvas.wiring.hint.isVisible(), timeout=2000)


def test_a_drop_on_the_empty_canvas_changes_nothing(page: Page, hand: Hand) -> None:
    hand.drag(hand.output("conv.output"), EMPTY_SPOT)
    assert wires(page) == WIRED


def test_a_drop_on_an_occupied_input_replaces_in_one_edit(page: Page, hand: Hand) -> None:
    hand.drag(hand.output("filter.output"), hand.input("conv.input"))
    assert wires(page) == ["filter.output -> conv.filter", "filter.output -> conv.input"]
    page.history.undo()
    assert wires(page) == WIRED


def test_a_wire_dragged_off_its_input_is_taken_away(page: Page, hand: Hand, canvas: Canvas) -> None:
    hand.drag(hand.input("conv.filter"), EMPTY_SPOT)
    assert wires(page) == WIRED[:1]
    assert canvas.graph.wires() == page.wires
    hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert wires(page) == WIRED


def test_a_wire_dragged_to_another_input_moves_in_one_edit(page: Page, hand: Hand) -> None:
    hand.drag(hand.input("conv.filter"), hand.input("relu.features"))
    assert wires(page) == [WIRED[0], "filter.output -> relu.features"]
    page.history.undo()
    assert wires(page) == WIRED


def test_a_wire_can_be_taken_by_its_middle(page: Page, hand: Hand, canvas: Canvas) -> None:
    item = canvas.graph.wire_item(page.wires[0])
    assert item is not None
    near_its_end = hand.on_screen(item.path().pointAtPercent(0.75))
    hand.drag(near_its_end, hand.input("relu.features"))
    assert wires(page) == [WIRED[1], "image.output -> relu.features"]


def test_a_click_on_an_input_keeps_its_wire(page: Page, hand: Hand) -> None:
    hand.click(hand.input("conv.filter"))
    assert wires(page) == WIRED
    assert page.history.can_undo == "Connect"


def test_a_drop_where_it_was_keeps_the_wire(page: Page, hand: Hand) -> None:
    at = hand.input("conv.filter")
    hand.press(at)
    hand.move(at + QPoint(90, 90), at)
    hand.release(at)
    assert wires(page) == WIRED


def test_a_refused_drop_keeps_the_wire_that_was_taken(page: Page, hand: Hand) -> None:
    hand.drag(hand.input("conv.filter"), hand.output("relu.activations"))
    assert wires(page) == WIRED


def test_escape_lets_go(page: Page, hand: Hand, canvas: Canvas) -> None:
    hand.press(hand.output("conv.output"))
    hand.move(hand.input("relu.features"))
    hand.key(Qt.Key.Key_Escape)
    assert not canvas.hand.is_busy
    hand.release(hand.input("relu.features"))
    assert wires(page) == WIRED


def test_escape_lets_go_even_where_a_menu_has_it_for_something_else(
    page: Page, hand: Hand, canvas: Canvas, qtbot: QtBot
) -> None:
    stop = QAction("Stop", canvas)
    stop.setShortcut("Esc")
    canvas.addAction(stop)
    hand.press(hand.output("conv.output"))
    hand.move(hand.input("relu.features"))
    with qtbot.assertNotEmitted(stop.triggered):
        hand.key(Qt.Key.Key_Escape)
    assert not canvas.hand.is_busy
    hand.release(hand.input("relu.features"))
    with qtbot.waitSignal(stop.triggered):
        hand.key(Qt.Key.Key_Escape)


def test_a_wire_that_is_selected_can_be_deleted(page: Page, hand: Hand, canvas: Canvas) -> None:
    item = canvas.graph.wire_item(page.wires[1])
    assert item is not None
    hand.click(hand.on_screen(item.path().pointAtPercent(0.5)))
    hand.key(Qt.Key.Key_Delete)
    assert wires(page) == WIRED[:1]


def test_a_many_port_takes_many(page: Page, hand: Hand, canvas: Canvas) -> None:
    page.add_block("ClientSession", id="session", at=(1000, 40))
    canvas.frame_all()
    hand.drag(hand.output("conv.output"), hand.input("session.fetch_outputs"))
    hand.drag(hand.output("image.output"), hand.input("session.fetch_outputs"))
    assert len(page.wires_into("session", "fetch_outputs")) == 2


def test_an_edit_from_elsewhere_ends_the_drag(page: Page, hand: Hand, canvas: Canvas) -> None:
    hand.press(hand.output("conv.output"))
    page.remove_blocks(["conv"])
    assert not canvas.hand.is_busy
    hand.release(hand.input("relu.features"))
    assert wires(page) == []


def test_the_hint_stands_beside_the_block_and_hides_none_of_its_ports(
    hand: Hand, canvas: Canvas
) -> None:
    hand.press(hand.output("image.output"))
    hand.move(hand.input("conv.input"))
    assert canvas.wiring.hint.geometry().right() < hand.input("conv.input").x()


def test_a_press_takes_the_reason_away_at_once(hand: Hand, canvas: Canvas) -> None:
    hand.drag(hand.output("conv.output"), hand.input("conv.input"))
    assert canvas.wiring.hint.isVisible()
    hand.click(EMPTY_SPOT)
    assert not canvas.wiring.hint.isVisible()


def test_a_wire_and_a_block_are_deleted_in_one_edit(page: Page, hand: Hand, canvas: Canvas) -> None:
    canvas.document.select(["sizes"])
    (wire,) = page.wires_into("conv", "filter")
    item = canvas.graph.wire_item(wire)
    assert item is not None
    item.setSelected(True)
    hand.key(Qt.Key.Key_Delete)
    assert "sizes" not in page.blocks
    assert wires(page) == WIRED[:1]
    canvas.document.undo()
    assert "sizes" in page.blocks
    assert sorted(wires(page)) == sorted(WIRED)
