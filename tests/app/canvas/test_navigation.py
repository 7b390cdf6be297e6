"""Pan, zoom and frame, with a mouse, a trackpad and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas import Canvas
from app.document import Document
from tests.app.canvas.conftest import LEFT, Hand

CTRL = Qt.KeyboardModifier.ControlModifier
MIDDLE = Qt.MouseButton.MiddleButton


def test_middle_drag_pans(hand: Hand, canvas: Canvas) -> None:
    pans_by_exactly_the_drag(hand, canvas, MIDDLE)


def test_space_and_left_drag_pans(hand: Hand, canvas: Canvas) -> None:
    QTest.keyPress(canvas.view, Qt.Key.Key_Space)
    pans_by_exactly_the_drag(hand, canvas, LEFT)
    QTest.keyRelease(canvas.view, Qt.Key.Key_Space)
    hand.drag(hand.on_screen(QPointF(-20, -20)), hand.on_screen(QPointF(200, 100)))
    assert canvas.document.selection != (), "without space it is a rubber band again"


def pans_by_exactly_the_drag(hand: Hand, canvas: Canvas, button: Qt.MouseButton) -> None:
    page, selection = canvas.document.page, canvas.document.selection
    edits = page.history.can_undo
    start = hand.title("conv")
    hand.drag(start, start + QPoint(-120, 75), button)
    assert hand.title("conv") == start + QPoint(-120, 75)
    assert canvas.document.selection == selection
    assert page.history.can_undo == edits


def wheel(
    canvas: Canvas, at: QPoint, *, angle: QPoint, pixels: QPoint, held: Qt.KeyboardModifier
) -> None:
    viewport = canvas.view.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        pixels,
        angle,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, CTRL])
def test_the_wheel_zooms_at_the_mouse(
    held: Qt.KeyboardModifier, hand: Hand, canvas: Canvas
) -> None:
    at, before = hand.title("conv"), canvas.view.navigation.zoom
    wheel(canvas, at, angle=QPoint(0, 240), pixels=QPoint(), held=held)
    assert canvas.view.navigation.zoom > 1.3 * before
    assert (hand.title("conv") - at).manhattanLength() <= 2
    for _ in range(60):
        wheel(canvas, at, angle=QPoint(0, -240), pixels=QPoint(), held=held)
    assert canvas.view.navigation.zoom == pytest.approx(0.05)
    for _ in range(60):
        wheel(canvas, at, angle=QPoint(0, 240), pixels=QPoint(), held=held)
    assert canvas.view.navigation.zoom == pytest.approx(4.0)


def test_two_fingers_pan_and_with_ctrl_zoom(hand: Hand, canvas: Canvas) -> None:
    none, zoom = Qt.KeyboardModifier.NoModifier, canvas.view.navigation.zoom
    at = hand.title("conv")
    wheel(canvas, at, angle=QPoint(0, 80), pixels=QPoint(30, 20), held=none)
    assert hand.title("conv") == at + QPoint(30, 20)
    assert canvas.view.navigation.zoom == zoom
    wheel(canvas, at, angle=QPoint(0, 80), pixels=QPoint(0, 20), held=CTRL)
    assert canvas.view.navigation.zoom > zoom


def test_a_pinch_zooms_at_the_fingers(hand: Hand, canvas: Canvas) -> None:
    at, zoom = hand.title("conv"), canvas.view.navigation.zoom
    viewport = canvas.view.viewport()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        QPointF(at),
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(viewport, event)
    assert canvas.view.navigation.zoom == pytest.approx(1.25 * zoom)
    assert (hand.title("conv") - at).manhattanLength() <= 2


def test_f_frames_the_selection_and_home_the_page(
    hand: Hand, canvas: Canvas, document: Document
) -> None:
    document.page.move_blocks({"relu": (5000, 3000)})
    document.select(("relu",))
    hand.key(Qt.Key.Key_F)
    seen = canvas.view.navigation.visible()
    assert seen.contains(canvas.rect_of(["relu"]))
    assert not seen.intersects(canvas.rect_of(["image"]))
    hand.key(Qt.Key.Key_Home)
    assert canvas.view.navigation.visible().contains(canvas.rect_of(document.page.blocks))
    document.select(())
    canvas.view.navigation.zoom_by(1.0 / canvas.view.navigation.zoom)
    hand.key(Qt.Key.Key_F)
    assert canvas.view.navigation.visible().contains(canvas.rect_of(document.page.blocks))
