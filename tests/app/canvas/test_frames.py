"""Frames on the canvas, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.document import Document
from blocks.file import dumps
from blocks.page import Page
from tests.app.canvas.conftest import EMPTY_SPOT, LEFT, Hand
from tests.app.canvas.grouping import grouped, select


def framed(page: Page, canvas: Canvas, hand: Hand) -> str:
    select(hand, "image", "filter")
    hand.key(Qt.Key.Key_C)
    canvas.frame_all()
    (made,) = page.frames
    return made


def head(canvas: Canvas, hand: Hand, frame: str) -> QPoint:
    item = canvas.frame_items[frame]
    return hand.on_screen(item.pos() + QPointF(30, 12))


def test_a_frame_is_put_around_the_selected(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = framed(page, canvas, hand)
    assert document.selection == (made,)
    assert set(canvas.within(made)) == {"image", "filter"}
    document.undo()
    assert not canvas.frame_items


def test_a_frame_takes_its_content_along(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = framed(page, canvas, hand)
    text = dumps(page)
    start = head(canvas, hand, made)
    hand.drag(start, start + QPoint(20, 40))
    by = page.frames[made].at.x - canvas.graph.items()["image"].x()
    assert page.position("image").x > 0
    assert page.position("filter").x == page.position("image").x
    assert by < 0
    assert page.position("conv") == (330, 40)
    document.undo()
    assert dumps(page) == text
    assert canvas.frame_items[made].pos() == QPointF(*page.frames[made].at)


def test_escape_puts_a_dragged_frame_back(page: Page, canvas: Canvas, hand: Hand) -> None:
    made = framed(page, canvas, hand)
    text = dumps(page)
    start = head(canvas, hand, made)
    hand.press(start)
    hand.move(start + QPoint(9, 9), start + QPoint(50, 50))
    hand.key(Qt.Key.Key_Escape)
    assert dumps(page) == text
    assert canvas.frame_items[made].pos() == QPointF(*page.frames[made].at)


def test_the_corner_stretches_and_leaves_the_content(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = framed(page, canvas, hand)
    item = canvas.frame_items[made]
    before = page.frames[made].size
    corner = hand.on_screen(item.pos() + item.grip.center())
    hand.drag(corner, corner + QPoint(40, 25))
    after = page.frames[made].size
    assert after.width > before.width
    assert after.height > before.height
    assert page.position("image") == (0, 0)
    document.undo()
    assert page.frames[made].size == before


def test_inside_a_frame_the_canvas_is_as_everywhere(
    page: Page, canvas: Canvas, hand: Hand, document: Document, qtbot: QtBot
) -> None:
    made = framed(page, canvas, hand)
    page.frames.alter(made, size=page.frames[made].size._replace(width=1000.0))
    place = canvas.frame_items[made].place
    inside = hand.on_screen(QPointF(place.right() - 60, place.center().y()))
    with qtbot.waitSignal(canvas.palette_requested):
        qtbot.mouseDClick(hand.viewport, LEFT, pos=inside)
    hand.click(EMPTY_SPOT)
    assert document.selection == ()


def test_a_frame_of_a_group_is_seen_in_it_alone(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    made = grouped(page, canvas, hand, document)
    document.open_level(made)
    hand.key(Qt.Key.Key_C)
    assert len(canvas.frame_items) == 1
    document.open_level(None)
    assert not canvas.frame_items


def test_a_frame_is_put_around_the_notes_too(
    page: Page, canvas: Canvas, hand: Hand, document: Document
) -> None:
    page.notes.put("filter", "A note that stands under its block, in more than one line. " * 4)
    made = framed(page, canvas, hand)
    item = canvas.graph.item("filter")
    assert item is not None
    assert canvas.frame_items[made].place.contains(item.whole)
    assert item.whole.bottom() > item.place.bottom()
