"""A page of many blocks: what is in sight is right at once, the rest soon after."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from app.canvas import Canvas, overview
from app.canvas.block_item import BlockItem
from app.canvas.faces import AT_ONCE
from app.canvas.navigation import DETAIL_FROM, DETAIL_OF_MANY_FROM, MANY
from app.document import Document
from blocks.page import Page

LAST = max(AT_ONCE, MANY) + 40


@pytest.fixture
def page() -> Page:
    """A long row of blocks; what is known of the first is known of all."""
    page = Page("Long")
    page.add_block("Const", {"value": np.ones(3, np.float32)}, id="r0")
    for number in range(1, LAST + 1):
        page.add_block("Relu", id=f"r{number}", at=(300.0 * number, 0.0))
        before = "r0.output" if number == 1 else f"r{number - 1}.activations"
        page.connect(before, f"r{number}.features")
    return page


def shape_at(canvas: Canvas, block: str) -> str:
    item = canvas.graph.item(block)
    assert item is not None
    return item.face.outputs[0].known


def show(canvas: Canvas, block: str) -> None:
    canvas.view.navigation.zoom_by(1 / canvas.view.navigation.zoom)
    canvas.view.navigation.centre(canvas.rect_of([block]).center())


def test_what_is_in_sight_follows_an_edit_at_once_and_the_rest_soon(
    qtbot: QtBot, canvas: Canvas, page: Page
) -> None:
    show(canvas, "r0")
    before = shape_at(canvas, f"r{LAST}")
    page.set_attr("r0", "value", np.ones(4, np.float32))
    assert "4" in shape_at(canvas, "r1")
    assert shape_at(canvas, f"r{LAST}") == before
    qtbot.waitUntil(
        lambda: all("4" in shape_at(canvas, f"r{number}") for number in range(1, LAST + 1))
    )


def test_what_comes_into_sight_is_never_behind(canvas: Canvas, page: Page) -> None:
    show(canvas, "r0")
    page.set_attr("r0", "value", np.ones(5, np.float32))
    assert "5" not in shape_at(canvas, f"r{LAST}")
    canvas.view.navigation.pan(QPointF(-300.0 * LAST, 0))
    assert "5" in shape_at(canvas, f"r{LAST}")


def test_a_picture_of_the_page_is_never_behind(canvas: Canvas, page: Page) -> None:
    show(canvas, "r0")
    page.set_attr("r0", "value", np.ones(6, np.float32))
    canvas.picture(0.1)
    assert "6" in shape_at(canvas, f"r{LAST}")


def test_a_page_that_is_closed_shows_nothing_more(qtbot: QtBot, canvas: Canvas, page: Page) -> None:
    show(canvas, "r0")
    page.set_attr("r0", "value", np.ones(7, np.float32))
    canvas.set_document(Document(Page("Other")))
    qtbot.wait(20)
    canvas.view.navigation.pan(QPointF(10, 10))
    assert canvas.graph.items() == {}


def test_details_of_many_blocks_are_drawn_from_nearer(canvas: Canvas, page: Page) -> None:
    between = (DETAIL_FROM + DETAIL_OF_MANY_FROM) / 2
    canvas.view.navigation.zoom_by(between / canvas.view.navigation.zoom)
    assert not canvas.view.shows_details
    page.remove_blocks([f"r{number}" for number in range(MANY, LAST + 1)])
    assert canvas.view.shows_details
    canvas.view.navigation.zoom_by(0.9 * DETAIL_FROM / between)
    assert not canvas.view.shows_details


def test_from_afar_only_what_is_near_an_edit_is_painted_again(
    qtbot: QtBot, canvas: Canvas, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas.view.navigation.zoom_by(0.1 / canvas.view.navigation.zoom)
    canvas.view.navigation.centre(canvas.page_rect().center())
    page.set_attr("r1", "name", "first")
    qtbot.wait(60)  # all that is new has been told
    painted: list[int] = []
    paint = overview._paint_cards

    def noted(painter: QPainter, blocks: list[BlockItem], zoom: float) -> None:
        painted.append(len(blocks))
        paint(painter, blocks, zoom)

    monkeypatch.setattr(overview, "_paint_cards", noted)
    for edit in (
        lambda: page.add_block("Relu", id="new", at=(300.0 * LAST / 2, 900.0)),
        lambda: page.move_blocks({"new": (300.0 * LAST / 2, 600.0)}),
        lambda: page.connect(f"r{LAST // 2}.activations", "new.features"),
        page.history.undo,
        page.history.redo,
        lambda: page.remove_blocks(["new"]),
        lambda: page.set_attr(f"r{LAST // 2}", "name", "other"),
    ):
        edit()
        qtbot.wait(60)
        assert painted
        assert sum(painted) < LAST / 5
        painted.clear()
    canvas.view.viewport().repaint()
    assert painted[0] > LAST / 5
