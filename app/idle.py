"""How long the user has done nothing: for work that would be felt by whoever is at work."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

_Kind = QEvent.Type
_DEEDS = frozenset(
    (
        _Kind.MouseMove,
        _Kind.MouseButtonPress,
        _Kind.MouseButtonRelease,
        _Kind.Wheel,
        _Kind.KeyPress,
        _Kind.KeyRelease,
        _Kind.TouchUpdate,
        _Kind.NativeGesture,
        _Kind.DragMove,
    )
)


class Idle(QObject):
    """Sees the mouse and the keys of a whole application."""

    def __init__(
        self, application: QApplication, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(application)
        self._now = now
        self._last = now()
        application.installEventFilter(self)

    @property
    def seconds(self) -> float:
        """Since the last deed; none while a button of the mouse is held."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._last = self._now()
        return self._now() - self._last

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DEEDS:
            self._last = self._now()
        return False
