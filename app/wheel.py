"""The wheel scrolls; it changes a field only if the field has been clicked or tabbed into.

One filter on the whole application sees to it, for the fields of dialogs that Qt makes as for ours.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QWidget,
)


class WheelSteps:
    """Mixed into a field of our own that the wheel steps."""


_FIELDS = (QComboBox, QAbstractSpinBox, QAbstractSlider, WheelSteps)
_POLISH, _WHEEL = QEvent.Type.Polish, QEvent.Type.Wheel


class _Guard(QObject):
    """Passes wheel events on to what is around a field that has no focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is not _WHEEL and kind is not _POLISH:
            return False
        if not isinstance(watched, _FIELDS) or isinstance(watched, QScrollBar):
            return False
        assert isinstance(watched, QWidget)
        if kind is _POLISH:
            # Else turning the wheel over it would be enough to give it the focus.
            if watched.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return False
        if watched.hasFocus():
            return False
        event.ignore()
        return True


def guard_fields(application: QApplication) -> None:
    """Let the wheel change the fields of an application only while they have the focus."""
    if application.findChild(_Guard) is None:
        application.installEventFilter(_Guard(application))
