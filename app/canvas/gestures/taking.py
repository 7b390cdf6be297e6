"""Select a wire by a click, or take it by its nearer end."""

from __future__ import annotations

from app.canvas.gestures.drawing import DrawWire
from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.ports import nearest


class TakeWire(Gesture):
    """A click selects the wire; a drag pulls its nearer end off its port."""

    def takes(self, mouse: Mouse) -> bool:
        """A press on a wire."""
        return mouse.is_left and self.view.wire_at(mouse.at) is not None

    def press(self, mouse: Mouse) -> None:
        """It may become a click or a drag."""
        item = self.view.wire_at(mouse.at)
        assert item is not None
        self._pressed, self._wire = mouse, item.wire

    def move(self, mouse: Mouse) -> None:
        """Hand over to the drawing of wires."""
        item = self.canvas.graph.wire_item(self._wire)
        if item is None or not mouse.is_far_from(self._pressed):
            return
        end = nearest([item.input_port, item.output_port], self._pressed.on_page)
        assert end is not None
        drawing = self.canvas.hand.of(DrawWire)
        drawing.take(item, end)
        self.canvas.hand.begin(drawing, mouse)

    def release(self, mouse: Mouse) -> None:
        """It was a click."""
        self.canvas.selecting.choose_wire(self._wire, add=mouse.adds)
