"""The hand: it offers each press to the gestures and follows the one that takes it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from app.canvas.gestures.every import GESTURES
from app.canvas.gestures.gesture import Gesture, Mouse

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

Some = TypeVar("Some", bound=Gesture)

_TAP_SECONDS = 0.4
"""A space bar that is held longer was meant for panning."""


class Hand:
    """Who has the mouse. `event` methods are called by the view, for every mouse event."""

    def __init__(self, canvas: Canvas) -> None:
        self._view = canvas.view
        self._gestures = {kind: kind(canvas) for kind in GESTURES}
        self._current: Gesture | None = None
        self._space = False
        self._tapping_since: float | None = None

    def of(self, kind: type[Some]) -> Some:
        """The gesture of a kind."""
        found = self._gestures[kind]
        assert isinstance(found, kind)
        return found

    @property
    def is_busy(self) -> bool:
        """Whether a gesture has the mouse."""
        return self._current is not None

    def is_at(self, kind: type[Gesture]) -> bool:
        """Whether a gesture of this kind has the mouse."""
        return isinstance(self._current, kind)

    # ---- the mouse ------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button is down. While a gesture is under way, another button ends it."""
        self._tapping_since = None
        if self._current is not None:
            self.cancel()
            return
        mouse = self._mouse(event)
        for gesture in self._gestures.values():
            if gesture.takes(mouse):
                self.begin(gesture, mouse)
                return

    def double_click(self, event: QMouseEvent) -> None:
        """A button is down for the second time."""
        mouse = self._mouse(event)
        if not any(gesture.double_click(mouse) for gesture in self._gestures.values()):
            self.press(event)

    def move(self, event: QMouseEvent) -> bool:
        """The mouse has moved. Returns whether a gesture has it."""
        if self._current is None:
            return False
        self._current.move(self._mouse(event))
        return True

    def release(self, event: QMouseEvent) -> None:
        """A button is up."""
        gesture, self._current = self._current, None
        self._show()
        if gesture is not None:
            gesture.release(self._mouse(event))

    def begin(self, gesture: Gesture, mouse: Mouse) -> None:
        """Give the mouse to a gesture; to be called in `move`, too, to hand over to another."""
        self._current = gesture
        self._show()
        gesture.press(mouse)

    def cancel(self) -> None:
        """End what is under way as if it had not begun."""
        gesture, self._current = self._current, None
        self._show()
        if gesture is not None:
            gesture.cancel()

    def page_was_edited(self) -> None:
        """The page is no longer what the gesture began with."""
        if self._current is not None and not self._current.outlives_edits:
            self.cancel()

    def hold_space(self, down: bool) -> bool:
        """The space bar turns the left button into one that pans. Returns whether it was only
        tapped: let go at once, with no button pressed meanwhile."""
        now, since = time.monotonic(), self._tapping_since
        if not (down and self._space):
            self._tapping_since = now if down else None
        self._space = down
        self._show()
        return not down and since is not None and now - since < _TAP_SECONDS

    def _show(self) -> None:
        shape = self._current.cursor if self._current is not None else None
        if shape is None and self._space and self._current is None:
            shape = Qt.CursorShape.OpenHandCursor
        if shape is None:
            self._view.viewport().unsetCursor()
        else:
            self._view.viewport().setCursor(shape)

    def _mouse(self, event: QMouseEvent) -> Mouse:
        at = event.position().toPoint()
        return Mouse(
            at,
            self._view.mapToScene(at),
            event.globalPosition().toPoint(),
            event.button(),
            event.modifiers(),
            self._space,
        )
