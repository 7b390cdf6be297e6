"""The overview in the corner: when it is there, what it marks, where it takes one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.canvas.minimap.drawing import mark_of
from app.document import Document
from app.theme import theme
from blocks.page import Page

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def far(canvas: Canvas, page: Page) -> Canvas:
    """A canvas that shows a small part of a wide page."""
    page.add_block("Relu", id="far", at=(9000, 3000))
    canvas.minimap.draw_now()
    assert canvas.minimap.isVisible()
    return canvas


def test_it_hides_while_the_whole_page_is_seen(canvas: Canvas, page: Page) -> None:
    assert not canvas.minimap.isVisible()
    page.add_block("Relu", id="far", at=(9000, 3000))
    canvas.minimap.draw_now()
    assert canvas.minimap.isVisible()
    canvas.frame_all()
    assert not canvas.minimap.isVisible()
    canvas.view.navigation.zoom_by(8.0)
    assert canvas.minimap.isVisible()
    canvas.minimap.switch(False)
    assert not canvas.minimap.isVisible()


def test_a_click_goes_there(far: Canvas) -> None:
    place = far.rect_of(["far"]).center()
    assert not far.view.navigation.visible().contains(place)
    at = far.minimap.on_map(place).toPoint()
    QTest.mouseClick(far.minimap, LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert far.view.navigation.visible().contains(place)
    assert far.minimap.frame().contains(QPointF(at))


def test_a_drag_of_the_frame_takes_the_view_along(far: Canvas) -> None:
    before = far.view.navigation.visible().center()
    frame = far.minimap.frame()
    start = (frame.center() + QPointF(frame.width() / 4, 0)).toPoint()
    QTest.mousePress(far.minimap, LEFT, Qt.KeyboardModifier.NoModifier, start)
    near = far.view.navigation.visible().center()
    assert (near - before).manhattanLength() < 200, "a press within the frame does not jump"
    QTest.mouseMove(far.minimap, start + QPoint(40, 10))
    QTest.mouseRelease(far.minimap, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(40, 10))
    moved = far.minimap.frame().center() - frame.center()
    assert (moved - QPointF(40, 10)).manhattanLength() <= 3


def test_what_is_wrong_is_marked(
    far: Canvas, document: Document, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.set_attr("conv", "strides", [2, 1, 1, 1])
    monkeypatch.setattr(document, "state", lambda id: "stale" if id == "far" else "never")
    document.states_changed.emit({"far"})
    marks = {id: mark_of(item) for id, item in far.graph.items().items()}
    assert (marks["conv"], marks["far"], marks["image"]) == ("error", "stale", "")
    far.minimap.draw_now()
    picture = far.minimap.grab().toImage()
    at = far.minimap.on_map(far.rect_of(["far"]).center()).toPoint()
    assert picture.pixelColor(at) == QColor(theme().warning)


def test_it_follows_the_page(qtbot: QtBot, far: Canvas, page: Page) -> None:
    before = far.minimap.grab().toImage()
    page.move_blocks({"relu": (4000.0, 2500.0)})
    qtbot.waitUntil(lambda: far.minimap.grab().toImage() != before, timeout=2000)


def test_frames_are_seen_in_it(far: Canvas, page: Page) -> None:
    far.minimap.draw_now()
    before = far.minimap.grab().toImage()
    page.frames.add((4000.0, 500.0), (3000.0, 2000.0))
    far.minimap.draw_now()
    at = far.minimap.on_map(QPointF(5500, 1500)).toPoint()
    assert far.minimap.grab().toImage().pixelColor(at) != before.pixelColor(at)
