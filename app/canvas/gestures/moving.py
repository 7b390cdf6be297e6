"""Select blocks by clicking, and move them by dragging."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.inserting import wire_for
from blocks.editing.arranging import snapped
from blocks.page import Wire


class MoveBlocks(Gesture):
    """A click selects a block, or adds it to the selection; a drag moves all that are selected.
    One that is dropped on a wire which it fits into goes into it."""

    def takes(self, mouse: Mouse) -> bool:
        """A press on a block."""
        return mouse.is_left and self.view.block_at(mouse.at) is not None

    def press(self, mouse: Mouse) -> None:
        """A block alone is selected at once; one of several stays among them, for a drag."""
        block = self.view.block_at(mouse.at)
        assert block is not None
        self._pressed, self._block = mouse, block.id
        self._starts: dict[str, QPointF] = {}
        self._wire: Wire | None = None
        if not mouse.adds and not block.isSelected():
            self.canvas.selecting.choose((block.id,))

    def move(self, mouse: Mouse) -> None:
        """The blocks follow, their wires with them."""
        if not self._starts:
            if not mouse.is_far_from(self._pressed):
                return
            self._take_up()
        by = self._on_grid(mouse.on_page - self._pressed.on_page)
        for id, start in self._starts.items():
            if (item := self.canvas.item(id)) is not None:
                item.setPos(start + by)
        self._offer()

    def release(self, mouse: Mouse) -> None:
        """The page is told where they are now; or it was a click."""
        wire = self._wire
        self._light(None)
        if self._starts and wire is not None:
            self.canvas.editing.drop_into(self._block, wire)
        elif self._starts:
            self.canvas.editing.commit_moves()
        elif self._pressed.adds:
            self.canvas.selecting.toggle(self._block)
        else:
            self.canvas.selecting.choose((self._block,))

    def cancel(self) -> None:
        """The blocks go back to where the page has them."""
        self._light(None)
        self.canvas.editing.put_back(self._starts)

    def _on_grid(self, by: QPointF) -> QPointF:
        """So far that the block in the hand stands on a crossing, if blocks keep to the grid."""
        if not self.canvas.arranging.snaps:
            return by
        goal = self._starts[self._block] + by
        return QPointF(*snapped((goal.x(), goal.y()))) - self._starts[self._block]

    def _offer(self) -> None:
        """Light up the wire that the block would go into, if it is let go here."""
        self._light(wire_for(self.canvas, self._block) if len(self._starts) == 1 else None)

    def _light(self, wire: Wire | None) -> None:
        if wire == self._wire:
            return
        for one, lit in ((self._wire, False), (wire, True)):
            if one is not None and (item := self.canvas.graph.wire_item(one)) is not None:
                item.set_lit(lit)
        self._wire = wire

    def _take_up(self) -> None:
        document = self.canvas.document
        if self._block not in document.selection:
            self.canvas.selecting.toggle(self._block)
        for id in document.selection:
            if (item := self.canvas.item(id)) is not None:
                self._starts[id] = item.pos()
