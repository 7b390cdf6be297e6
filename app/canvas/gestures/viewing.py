"""Ctrl+Shift and a click show the result of what is under the mouse."""

from __future__ import annotations

from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.outputs import outputs_at


class OpenViewer(Gesture):
    """On any port, wire, block or group: a viewer opens there, and goes at the next click."""

    def takes(self, mouse: Mouse) -> bool:
        """A press with Ctrl and Shift on something that has to do with a result."""
        return mouse.is_left and mouse.ctrl and mouse.shift and not mouse.alt and self._is_on(mouse)

    def press(self, mouse: Mouse) -> None:
        """It may become a drag, which is for nothing."""
        self._pressed = mouse

    def release(self, mouse: Mouse) -> None:
        """It was a click."""
        if not mouse.is_far_from(self._pressed):
            ends = outputs_at(self.canvas.document, self.view, mouse.at)
            self.canvas.viewer_requested.emit(mouse.on_screen, ends)

    def _is_on(self, mouse: Mouse) -> bool:
        found = (self.view.port_at(mouse.at), self.view.block_at(mouse.at))
        return any(one is not None for one in (*found, self.view.wire_at(mouse.at)))
