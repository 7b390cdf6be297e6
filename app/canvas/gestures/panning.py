"""Push the page about: with the middle button, or with the left one while Space or Alt is held,
for those who have no middle button."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.canvas.gestures.gesture import Gesture, Mouse


class Pan(Gesture):
    """The page follows the mouse."""

    cursor = Qt.CursorShape.ClosedHandCursor
    outlives_edits = True

    def takes(self, mouse: Mouse) -> bool:
        """The middle button, or the left one with Space or Alt."""
        is_left = mouse.button == Qt.MouseButton.LeftButton
        return mouse.button == Qt.MouseButton.MiddleButton or (
            is_left and (mouse.space or mouse.alt)
        )

    def press(self, mouse: Mouse) -> None:
        """Take hold of the page."""
        self._from = mouse.at

    def move(self, mouse: Mouse) -> None:
        """Pull it along."""
        self.view.navigation.pan(mouse.at - self._from)
        self._from = mouse.at
