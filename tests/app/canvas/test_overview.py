"""From afar: what is still to be seen, and which wires step back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.canvas.navigation import DETAIL_FROM
from app.document import Document
from app.theme import theme
from blocks.page import Page
from tests.app.canvas.conftest import Hand


def seen(canvas: Canvas) -> QImage:
    return canvas.view.viewport().grab().toImage()


def painted(canvas: Canvas) -> QImage:
    """What is on the screen, painted part by part as it came."""
    view = canvas.view.viewport()
    place = view.mapTo(canvas.window(), QPoint())
    whole = canvas.screen().grabWindow(canvas.window().winId())
    return whole.toImage().copy(QRect(place, view.size()))


def colours(image: QImage, around: QPoint, reach: int = 10) -> set[str]:
    return {
        image.pixelColor(around.x() + x, around.y() + y).name()
        for x in range(-reach, reach + 1)
        for y in range(-reach, reach + 1)
    }


def go_afar(canvas: Canvas, zoom: float = 0.3) -> None:
    canvas.view.navigation.zoom_by(zoom / canvas.view.navigation.zoom)
    assert canvas.view.navigation.zoom < DETAIL_FROM


def test_selection_and_errors_are_seen_from_afar(
    canvas: Canvas, hand: Hand, document: Document, page: Page
) -> None:
    go_afar(canvas)
    corner = hand.on_screen(canvas.rect_of(["conv"]).bottomLeft())
    assert QColor(theme().accent).name() not in colours(seen(canvas), corner)
    document.select(("conv",))
    assert QColor(theme().accent).name() in colours(seen(canvas), corner)
    document.select(())
    page.set_attr("conv", "strides", [2, 1, 1, 1])
    assert QColor(theme().error).name() in colours(seen(canvas), corner)


def test_states_are_told_apart_by_shape_from_afar(canvas: Canvas, document: Document) -> None:
    go_afar(canvas, 0.12)
    pictures = []
    for state in ("never", "fresh", "stale", "running", "failed"):
        document.state = lambda id, state=state: state  # type: ignore[method-assign]
        document.states_changed.emit(set(document.page.blocks))
        grey = seen(canvas).convertToFormat(QImage.Format.Format_Grayscale8)
        pictures.append(bytes(grey.constBits()))
    assert len(set(pictures)) == 5


def test_clicks_and_drags_work_from_afar(
    canvas: Canvas, hand: Hand, document: Document, page: Page
) -> None:
    go_afar(canvas)
    at = hand.on_screen(canvas.rect_of(["relu"]).center())
    hand.drag(at, at + QPoint(30, 15))
    assert document.selection == ("relu",)
    assert page.position("relu") == (700 + 100, 60 + 50)


def test_the_mouse_over_a_block_makes_its_wires_stand_out(canvas: Canvas, hand: Hand) -> None:
    (wire,) = canvas.document.page.wires_into("conv", "input")
    item = canvas.graph.wire_item(wire)
    assert item is not None
    for zoom in (0.3, 1.0):
        canvas.view.navigation.zoom_by(zoom / canvas.view.navigation.zoom)
        canvas.show_blocks(["conv"])
        canvas.view.navigation.zoom_by(zoom / canvas.view.navigation.zoom)
        hand.move(hand.on_screen(canvas.rect_of(["conv"]).center()))
        assert item.look.near
        hand.move(QPoint(3, 3))
        assert not item.look.near


def test_other_wires_step_back_while_something_is_selected(
    qtbot: QtBot, canvas: Canvas, document: Document, page: Page
) -> None:
    page.connect("conv.output", "relu.features")
    canvas.fading.switch(True)
    assert not canvas.view.scene().fades_wires, "nothing is to stand out"
    (first,) = page.wires_into("conv", "input")
    (last,) = page.wires_into("relu")
    wires = [canvas.graph.wire_item(one) for one in (first, last)]
    before = [one.stroke().color().name() for one in wires if one is not None]
    document.select(("relu",))
    qtbot.waitUntil(lambda: canvas.view.scene().fades_wires)
    faded, near = (one.stroke().color() for one in wires if one is not None)
    ground = QColor(theme().canvas)
    assert abs(faded.lightness() - ground.lightness()) < 40
    assert abs(near.lightness() - ground.lightness()) > 60
    document.select(())
    qtbot.waitUntil(lambda: not canvas.view.scene().fades_wires)
    assert [one.stroke().color().name() for one in wires if one is not None] == before
    canvas.fading.switch(False)
    document.select(("relu",))
    qtbot.wait(60)
    assert not canvas.view.scene().fades_wires


def test_a_place_where_a_block_covers_another_is_the_upper_ones(
    canvas: Canvas, hand: Hand, page: Page, document: Document
) -> None:
    page.move_blocks({"relu": (340.0, 50.0)})
    at = hand.on_screen(QPointF(420, 62))
    document.select(("conv",))
    assert canvas.view.block_at(at).id == "conv"
    document.select(("relu",))
    assert canvas.view.block_at(at).id == "relu"


def test_types_are_told_apart_from_afar_without_colour(
    canvas: Canvas, hand: Hand, document: Document, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one colour for all dtypes, wires of another dtype still begin with another picture."""
    go_afar(canvas, 0.4)
    look = type(theme())
    monkeypatch.setattr(look, "dtype", lambda self, dtype: self.accent)
    pictures = []
    for dtype in (np.float32, np.float64):
        for block in ("image", "filter"):
            page.set_attr(block, "value", np.ones((2, 2, 2, 2), dtype))
        at = hand.output("image.output")
        around = seen(canvas).copy(at.x() - 9, at.y() - 6, 18, 12)
        pictures.append(bytes(around.convertToFormat(QImage.Format.Format_Grayscale8).constBits()))
    assert pictures[0] != pictures[1]


def test_what_is_painted_after_an_edit_is_what_a_look_at_everything_would_paint(
    qtbot: QtBot, canvas: Canvas, document: Document, page: Page
) -> None:
    """Only what has changed is painted again: nothing of what was there before may stay."""
    edits = (
        lambda: page.set_attr("conv", "strides", [2, 1, 1, 1]),
        lambda: page.move_blocks({"conv": (500.0, 300.0)}),
        lambda: document.select(("conv",)),
        lambda: document.select(()),
        page.history.undo,
        page.history.undo,
        lambda: page.add_block("Relu", id="new", at=(900.0, 700.0)),
        lambda: page.connect("conv.output", "new.features"),
        lambda: page.remove_blocks(["conv"]),
    )
    for zoom in (0.08, 0.12, 0.3, 0.45):
        go_afar(canvas, zoom)
        for edit in edits:
            edit()
            qtbot.wait(60)
            part_by_part = painted(canvas)
            canvas.view.viewport().repaint()
            assert part_by_part == painted(canvas), f"at {zoom}"
        for _ in range(3):
            page.history.undo()
