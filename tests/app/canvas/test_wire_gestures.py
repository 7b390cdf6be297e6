"""Wires cut, carried, led over dots, and blocks dropped on them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.canvas.wires import WireItem
from app.document import Document
from blocks.file import dumps
from blocks.page import End, Page
from tests.app.canvas.conftest import EMPTY_SPOT, LEFT, Hand

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def wires(page: Page) -> list[str]:
    return [str(wire) for wire in page.wires]


WIRED = ["image.output -> conv.input", "filter.output -> conv.filter"]


def on_wire(canvas: Canvas, hand: Hand, target: str, part: float = 0.5) -> QPoint:
    """A place on the wire into a port, so far along it."""
    item = hand.port(target, is_input=True).connected_pipes[0]
    assert isinstance(item, WireItem)
    return hand.on_screen(item.path().pointAtPercent(part))


def drag_held(hand: Hand, start: QPoint, end: QPoint, held: Qt.KeyboardModifier) -> None:
    hand.press(start, LEFT, held)
    for part in range(1, 6):
        hand.move(start + (end - start) * part / 5)
    hand.release(end, LEFT, held)


def test_alt_and_a_click_cut_a_wire(page: Page, canvas: Canvas, hand: Hand) -> None:
    hand.click(on_wire(canvas, hand, "conv.filter"), held=ALT)
    assert wires(page) == WIRED[:1]
    page.history.undo()
    assert wires(page) == WIRED


def test_alt_and_a_click_on_a_port_cut_all_its_wires(page: Page, hand: Hand) -> None:
    page.connect("image.output", "relu.features")
    hand.click(hand.output("image.output"), held=ALT)
    assert wires(page) == ["filter.output -> conv.filter"]
    page.history.undo()
    assert len(page.wires) == 3


def test_alt_and_a_drag_pan_even_from_a_wire(page: Page, canvas: Canvas, hand: Hand) -> None:
    before = canvas.view.navigation.visible().center()
    start = on_wire(canvas, hand, "conv.filter")
    drag_held(hand, start, start + QPoint(60, 30), ALT)
    assert wires(page) == WIRED
    assert canvas.view.navigation.visible().center() != before


def test_ctrl_and_a_drag_carry_all_wires_of_an_output(page: Page, hand: Hand) -> None:
    page.connect("image.output", "relu.features")
    drag_held(hand, hand.output("image.output"), hand.output("filter.output"), CTRL)
    assert wires(page) == [
        "filter.output -> conv.filter",
        "filter.output -> conv.input",
        "filter.output -> relu.features",
    ]
    assert page.history.can_undo == "Move wires"
    page.history.undo()
    assert len(page.wires_out_of("image")) == 2


def test_wires_go_only_where_all_of_them_fit(
    page: Page, document: Document, hand: Hand, qtbot: QtBot
) -> None:
    page.connect("image.output", "relu.features")
    before = dumps(page)
    with qtbot.waitSignal(document.message) as said:
        drag_held(hand, hand.output("image.output"), hand.output("conv.output"), CTRL)
    assert "cycle" in said.args[0] or "itself" in said.args[0]
    assert dumps(page) == before
    with qtbot.waitSignal(document.message) as said:
        drag_held(hand, hand.output("image.output"), hand.input("relu.features"), CTRL)
    assert "is not an output" in said.args[0]
    drag_held(hand, hand.output("image.output"), EMPTY_SPOT, CTRL)
    assert dumps(page) == before
    assert hand.port("relu.features", is_input=True).connected_pipes[0].isVisible()


def test_a_double_click_on_a_wire_adds_a_dot(
    page: Page, canvas: Canvas, hand: Hand, document: Document, qtbot: QtBot
) -> None:
    at = on_wire(canvas, hand, "conv.filter")
    qtbot.mouseDClick(hand.viewport, LEFT, pos=at)
    assert wires(page) == [WIRED[0], "filter.output -> dot.input", "dot.output -> conv.filter"]
    assert "dot" in page.dots
    assert document.selection == ("dot",)
    middle = QPointF(*page.position("dot")) + QPointF(8, 8)
    assert (hand.on_screen(middle) - at).manhattanLength() < 4


def test_a_new_wire_let_go_over_nothing_asks_what_fits(
    page: Page, canvas: Canvas, hand: Hand, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(canvas.fitting_requested) as asked:
        hand.drag(hand.output("conv.output"), EMPTY_SPOT)
    assert asked.args[2] == End("conv", "output")
    assert wires(page) == WIRED


def test_a_block_dropped_on_a_wire_goes_into_it(page: Page, canvas: Canvas, hand: Hand) -> None:
    relu = canvas.graph.item("relu")
    assert relu is not None
    grip = hand.title("relu")
    middle = hand.on_screen(relu.layout.body.translated(relu.pos()).center())
    goal = on_wire(canvas, hand, "conv.input")
    hand.press(grip)
    hand.move(grip + QPoint(-10, 0), grip + (goal - middle))
    lit = hand.port("conv.input", is_input=True).connected_pipes[0]
    assert lit._lit
    hand.release(grip + (goal - middle))
    assert wires(page) == [
        WIRED[1],
        "image.output -> relu.features",
        "relu.activations -> conv.input",
    ]
    assert page.history.can_undo == "Insert relu"
    page.history.undo()
    assert wires(page) == WIRED
    assert page.position("relu") == (700, 60)


def test_a_block_that_does_not_fit_is_only_moved(page: Page, canvas: Canvas, hand: Hand) -> None:
    page.add_block("Const", id="other", at=(700, 300))
    item = canvas.graph.item("other")
    assert item is not None
    grip = hand.title("other")
    middle = hand.on_screen(item.layout.body.translated(item.pos()).center())
    hand.drag(grip, grip + (on_wire(canvas, hand, "conv.input") - middle))
    assert wires(page) == WIRED
    assert page.history.can_undo == "Move"


def test_an_op_added_on_a_wire_goes_into_it(page: Page, canvas: Canvas, hand: Hand) -> None:
    place = canvas.view.mapToScene(on_wire(canvas, hand, "conv.input"))
    added = canvas.add_block("Relu", (place.x(), place.y()))
    assert f"{added}.activations -> conv.input" in wires(page)
    page.history.undo()
    assert wires(page) == WIRED


@pytest.mark.parametrize("delete", [False, True])
def test_a_block_is_lifted_out_by_a_key(
    page: Page, document: Document, canvas: Canvas, hand: Hand, delete: bool
) -> None:
    page.connect("conv.output", "relu.features")
    page.add_block("Relu", id="last", at=(900, 200))
    page.connect("relu.activations", "last.features")
    hand.click(hand.title("relu"))
    if delete:
        hand.key(Qt.Key.Key_Delete, CTRL)
    else:
        hand.key(Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert wires(page)[-1] == "conv.output -> last.features"
    assert ("relu" in page.blocks) is not delete
    page.history.undo()
    assert "relu.activations -> last.features" in wires(page)
