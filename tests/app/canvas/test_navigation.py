"""Pan, zoom and frame, with a mouse, a trackpad and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas import Canvas
from app.document import Document
from blocks.page import Page
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


def test_alt_and_left_drag_pans(hand: Hand, canvas: Canvas) -> None:
    """For those who have neither a middle button nor a trackpad."""
    pans_by_exactly_the_drag(hand, canvas, LEFT, Qt.KeyboardModifier.AltModifier)


def test_a_laptop_without_a_middle_button_goes_anywhere(hand: Hand, canvas: Canvas) -> None:
    """Only two fingers and the left button: away, nearer, back."""
    none = Qt.KeyboardModifier.NoModifier
    at, zoom = hand.title("conv"), canvas.view.navigation.zoom
    wheel(canvas, at, angle=QPoint(), pixels=QPoint(-200, -150), held=none)
    assert hand.title("conv") == at + QPoint(-200, -150)
    wheel(canvas, at, angle=QPoint(0, 80), pixels=QPoint(0, 90), held=CTRL)
    assert canvas.view.navigation.zoom > zoom
    hand.key(Qt.Key.Key_Home)
    assert canvas.view.navigation.visible().contains(canvas.page_rect())


def test_a_wide_page_opens_at_a_zoom_that_can_be_read(canvas: Canvas) -> None:
    wide = Page("Wide")
    for number in range(60):
        wide.add_block("Relu", id=f"r{number}", at=(300.0 * number, 0.0))
    canvas.set_document(Document(wide))
    seen = canvas.view.navigation.visible()
    assert canvas.view.navigation.zoom == pytest.approx(0.35)
    assert seen.contains(canvas.rect_of(["r0"]))
    assert not seen.intersects(canvas.rect_of(["r59"]))
    canvas.frame_all()
    assert canvas.view.navigation.visible().contains(canvas.rect_of(["r59"]))


def pans_by_exactly_the_drag(
    hand: Hand,
    canvas: Canvas,
    button: Qt.MouseButton,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    page, selection = canvas.document.page, canvas.document.selection
    edits = page.history.can_undo
    start = hand.title("conv")
    hand.press(start, button, held)
    hand.move(start + QPoint(-60, 30), start + QPoint(-120, 75))
    hand.release(start + QPoint(-120, 75), button, held)
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
