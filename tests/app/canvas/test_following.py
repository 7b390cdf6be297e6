"""Whatever happens to the page is seen on the canvas, whoever did it."""

from __future__ import annotations

import gc
import weakref

import numpy as np
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.document import Document
from blocks.page import Block, Page, Wire
from tests.app.canvas.conftest import Hand


def drawn(canvas: Canvas) -> tuple[set[str], set[Wire]]:
    return set(canvas.graph.items()), set(canvas.graph.wires())


def agrees(canvas: Canvas, page: Page) -> bool:
    """Whether the canvas shows exactly the page, asked of the scene and not of its own tables."""
    nodes = {item.id: item for item in canvas.view.all_nodes()}
    pipes = {item.wire for item in canvas.view.all_pipes()}
    places = {id: (item.x(), item.y()) for id, item in nodes.items()}
    return (
        drawn(canvas) == (set(page.blocks), set(page.wires))
        and places == {id: tuple(page.position(id)) for id in page.blocks}
        and pipes == set(page.wires)
    )


def test_it_fills_itself(canvas: Canvas, page: Page) -> None:
    assert len(page.blocks) == 5
    assert agrees(canvas, page)


def test_it_follows_every_edit_and_its_undo(canvas: Canvas, page: Page) -> None:
    page.add_block("Relu", id="more", at=(50, 60))
    page.connect("conv.output", "more.features")
    page.move_blocks({"more": (500, 500), "image": (-20, -30)})
    page.disconnect(page.wires[0])
    page.remove_blocks(["conv", "filter"])
    assert agrees(canvas, page)
    steps = 0
    while page.history.can_undo and steps < 6:
        page.history.undo()
        assert agrees(canvas, page)
        steps += 1
    while page.history.can_redo:
        page.history.redo()
        assert agrees(canvas, page)


def test_an_edit_that_takes_back_its_own_changes_leaves_nothing(canvas: Canvas, page: Page) -> None:
    with page.edit("Nothing in the end"):
        page.add_block("Relu", id="ghost")
        page.connect("conv.output", "ghost.features")
        page.remove_blocks(["ghost"])
    assert agrees(canvas, page)


def test_an_attribute_is_shown_when_it_is_set(canvas: Canvas, page: Page) -> None:
    item = canvas.graph.item("conv")
    assert item is not None
    page.set_attr("conv", "padding", "VALID")
    assert ("padding", "VALID") in [(row.label, row.value) for row in item.face.rows]


def test_shapes_downstream_follow_an_edit_upstream(canvas: Canvas, page: Page) -> None:
    item = canvas.graph.item("conv")
    assert item is not None
    assert item.face.outputs[0].known == "float32 [2, 1, 1, 2]"
    page.set_attr("image", "value", np.zeros((2, 8, 8, 2), np.float32))
    assert item.face.outputs[0].known == "float32 [2, 3, 4, 2]"


def test_the_colour_of_an_input_follows_what_comes_in(canvas: Canvas, page: Page) -> None:
    item = canvas.graph.item("relu")
    assert item is not None
    assert item.face.inputs[0].dtype is None
    page.connect("conv.output", "relu.features")
    assert item.face.inputs[0].dtype == "float32"
    page.set_attr("image", "value", np.zeros((2, 2, 2, 2)))
    page.set_attr("filter", "value", np.zeros((2, 2, 2, 2)))
    assert item.face.inputs[0].dtype == "float64"
    port = item.port("features", is_input=True)
    assert port is not None
    assert port.face.dtype == "float64"


def test_a_port_of_a_block_without_outputs_follows_too(canvas: Canvas, page: Page) -> None:
    page.add_block("ClientSession", id="session")
    page.connect("image.output", "session.fetch_outputs")
    item = canvas.graph.item("session")
    assert item is not None
    assert item.face.inputs[0].dtype == "float32"
    page.set_attr("image", "value", np.zeros((2, 2, 2, 2)))
    assert item.face.inputs[0].dtype == "float64"


def test_an_unknown_op_is_a_placeholder_with_its_wires_and_raw_attributes(
    canvas: Canvas, page: Page
) -> None:
    page.put_block(Block("odd", "NoSuchOp", None, {"alpha": [1, 2]}), (400, 400))
    page.connect("image.output", "odd.left")
    page.connect("odd.right", "relu.features")
    item = canvas.graph.item("odd")
    assert item is not None
    assert item.face.is_placeholder
    assert [port.name for port in item.face.inputs] == ["left"]
    assert [port.name for port in item.face.outputs] == ["right"]
    assert [(row.label, row.value) for row in item.face.rows] == [("alpha", "[1, 2]")]
    assert item.face.trouble == "error"
    assert agrees(canvas, page)


def test_selection_goes_both_ways(canvas: Canvas, hand: Hand, document: Document) -> None:
    image = canvas.graph.item("image")
    assert image is not None
    document.select(("image", "conv"))
    assert [id for id, item in canvas.graph.items().items() if item.isSelected()] == [
        "image",
        "conv",
    ]
    hand.click(hand.title("image"), held=Qt.KeyboardModifier.ControlModifier)
    assert document.selection == ("conv",)


def test_a_selected_block_that_is_exchanged_in_one_edit_stays_selected(
    canvas: Canvas, document: Document, page: Page
) -> None:
    document.select(("relu",))
    with page.edit("Exchange"):
        page.remove_blocks(["relu"])
        page.add_block("Shape", id="relu", at=(700, 60))
        page.add_block("Relu", id="another", at=(700, 300))
    item = canvas.graph.item("relu")
    assert item is not None
    assert item.face.title == "Shape"
    assert document.selection == ("relu",)
    assert item.isSelected()
    assert agrees(canvas, page)


def test_a_request_for_focus_selects_and_brings_into_view(
    canvas: Canvas, document: Document
) -> None:
    document.page.add_block("Relu", id="far", at=(9000, 9000))
    document.request_focus(("far",))
    assert document.selection == ("far",)
    assert canvas.view.navigation.visible().contains(QPointF(9040, 9020))


def test_another_document_takes_over_and_the_first_is_let_go(
    canvas: Canvas, hand: Hand, document: Document, page: Page
) -> None:
    hand.click(hand.title("conv"))
    items = [weakref.ref(item) for item in canvas.graph.items().values()]
    nodes = [weakref.ref(canvas.graph.node(id)) for id in page.blocks]
    other = Page("Other")
    other.add_block("Relu", id="only", at=(10, 10))
    canvas.set_document(Document(other))
    assert agrees(canvas, other)
    page.remove_blocks(["image"])
    page.add_block("Relu", id="unseen")
    assert agrees(canvas, other)
    assert document.selection == ("conv",), "emptying the canvas is no deselection"
    gc.collect()
    assert [ref() for ref in items if ref() is not None] == []
    assert [ref() for ref in nodes if ref() is not None] == []


def test_a_canvas_that_is_closed_follows_no_more(
    canvas: Canvas, document: Document, page: Page
) -> None:
    canvas.close_document()
    assert canvas.view.all_nodes() == []
    page.add_block("Relu", id="unseen")
    document.select(("unseen",))
    assert canvas.view.all_nodes() == []


def test_three_hundred_blocks_open_and_close(qtbot: QtBot, canvas: Canvas) -> None:
    for _ in range(3):
        canvas.set_document(Document(chain(300)))
        assert len(canvas.view.all_nodes()) == 301
        assert len(canvas.view.all_pipes()) == 600
        canvas.grab()
    canvas.select_all()
    canvas.delete()
    assert canvas.view.all_nodes() == []
    canvas.document.undo()
    assert len(canvas.view.all_nodes()) == 301


def test_the_time_to_draw_grows_with_the_page_and_not_faster(canvas: Canvas) -> None:
    """Counted in calls of Python functions, so that a busy machine does not matter."""
    small, large = calls_to_open(canvas, 100), calls_to_open(canvas, 400)
    assert large < 4.6 * small


def chain(length: int) -> Page:
    """A long chain of Adds, each with a wire from one Const besides."""
    page = Page("Chain")
    with page.edit("Build"):
        page.add_block("Const", {"value": np.ones((2, 2), np.float32)}, id="one")
        last = "one.output"
        for at in range(length):
            page.add_block("Add", id=f"add_{at}", at=(at % 20 * 260, at // 20 * 160))
            page.connect(last, f"add_{at}.x")
            page.connect("one.output", f"add_{at}.y")
            last = f"add_{at}.z"
    return page


def calls_to_open(canvas: Canvas, length: int) -> int:
    import sys

    document = Document(chain(length))
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        canvas.set_document(document)
    finally:
        sys.setprofile(None)
    return count
