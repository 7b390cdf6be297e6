"""Wheels and trackpads, told apart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent

_PER_DEGREE = 1.0 / 8.0
_STEP = 1.0015
_FASTEST = 4.0


def is_trackpad(event: QWheelEvent) -> bool:
    """Whether two fingers scroll. They give pixels; or the device says what it is."""
    if not event.pixelDelta().isNull():
        return True
    device = event.device()
    return device is not None and device.type() == QInputDevice.DeviceType.TouchPad


def scroll_of(event: QWheelEvent) -> QPointF:
    """How far two fingers have scrolled, in pixels."""
    if not event.pixelDelta().isNull():
        return QPointF(event.pixelDelta())
    return QPointF(event.angleDelta()) * _PER_DEGREE * 4


def wheel_factor(event: QWheelEvent) -> float:
    """How much a turn of the wheel zooms; Ctrl and two fingers count as a wheel."""
    delta = event.angleDelta()
    if delta.isNull():
        delta = event.pixelDelta()
    turn = delta.y() or delta.x()
    return min(max(float(_STEP**turn), 1 / _FASTEST), _FASTEST)


def is_pinch(event: QEvent) -> bool:
    """Whether two fingers move apart or together on a trackpad."""
    return (
        isinstance(event, QNativeGestureEvent)
        and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
    )


def pinch_factor(event: QEvent) -> tuple[float, QPointF]:
    """How much a pinch zooms, and where in the viewport."""
    assert isinstance(event, QNativeGestureEvent)
    return max(1.0 + event.value(), 0.2), event.position()
