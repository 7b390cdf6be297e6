"""Alt and a click cut: the wire under the mouse, or all wires of the port under it."""

from __future__ import annotations

from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.gestures.panning import Pan
from blocks.page import Wire


class CutWires(Gesture):
    """A click with Alt cuts; a drag with Alt pans, as it does everywhere."""

    def takes(self, mouse: Mouse) -> bool:
        """A press with Alt on a wire, or on a port that has wires."""
        return mouse.is_left and mouse.alt and bool(self._wires(mouse))

    def press(self, mouse: Mouse) -> None:
        """It may become a click or a drag."""
        self._pressed = mouse

    def move(self, mouse: Mouse) -> None:
        """Hand over to the panning."""
        if mouse.is_far_from(self._pressed):
            self.canvas.hand.begin(self.canvas.hand.of(Pan), self._pressed)
            self.canvas.hand.of(Pan).move(mouse)

    def release(self, mouse: Mouse) -> None:
        """It was a click."""
        page = self.canvas.document.page
        wires = self._wires(self._pressed)
        with self.canvas.document.telling(), page.edit("Disconnect"):
            for wire in wires:
                page.disconnect(wire)

    def _wires(self, mouse: Mouse) -> tuple[Wire, ...]:
        page = self.canvas.document.page
        if (port := self.view.port_at(mouse.at)) is not None:
            return (page.wires_into if port.is_input else page.wires_out_of)(*port.end)
        item = self.view.wire_at(mouse.at)
        return () if item is None else (item.wire,)
