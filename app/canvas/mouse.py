"""What the view makes of the mouse: which port is meant, which keys are held, who has the keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QTabBar, QWidget

from app.canvas.ports import PortItem


def nearest(ports: Iterable[PortItem], at: QPointF) -> PortItem | None:
    """The port nearest to a place on the page; None if there is no port."""

    def distance(port: PortItem) -> float:
        apart: QPointF = port.scenePos() - at
        return apart.manhattanLength()

    return min(ports, key=distance, default=None)


def shift_adds(event: QMouseEvent) -> QMouseEvent:
    """The same event with Shift read as Ctrl, which is what adds to a selection in Qt."""
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return event
    return QMouseEvent(
        event.type(),
        event.position(),
        event.scenePosition(),
        event.globalPosition(),
        event.button(),
        event.buttons(),
        Qt.KeyboardModifier.ControlModifier,
        event.pointingDevice(),
    )


def leaves_keys(widget: QWidget | None) -> bool:
    """Whether nothing is lost if the widget that has the focus gives it away: a button that was
    clicked, a choice that was made. Where one types or steps through a list, the focus stays."""
    if isinstance(widget, QComboBox):
        return not widget.isEditable()
    return widget is None or isinstance(widget, QAbstractButton | QTabBar)
