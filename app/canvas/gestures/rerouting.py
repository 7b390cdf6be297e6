"""A double-click on a wire leads it over a new dot."""

from __future__ import annotations

from app.canvas.gestures.gesture import Gesture, Mouse


class AddDot(Gesture):
    """The dot is selected at once, and can be dragged."""

    def double_click(self, mouse: Mouse) -> bool:
        """On a wire."""
        item = self.view.wire_at(mouse.at) if mouse.is_left and not mouse.alt else None
        if item is None:
            return False
        self.canvas.editing.add_dot(item.wire, mouse.on_page)
        return True
