"""Select blocks by clicking, and move them by dragging."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from app.canvas.gestures.gesture import Gesture, Mouse


class MoveBlocks(Gesture):
    """A click selects a block, or adds it to the selection; a drag moves all that are selected."""

    def takes(self, mouse: Mouse) -> bool:
        """A press on a block."""
        return mouse.is_left and self.view.block_at(mouse.at) is not None

    def press(self, mouse: Mouse) -> None:
        """A block alone is selected at once; one of several stays among them, for a drag."""
        block = self.view.block_at(mouse.at)
        assert block is not None
        self._pressed, self._block = mouse, block.id
        self._starts: dict[str, QPointF] = {}
        if not mouse.adds and not block.isSelected():
            self.canvas.selecting.choose((block.id,))

    def move(self, mouse: Mouse) -> None:
        """The blocks follow, their wires with them."""
        if not self._starts:
            if not mouse.is_far_from(self._pressed):
                return
            self._take_up()
        by = mouse.on_page - self._pressed.on_page
        for id, start in self._starts.items():
            if (item := self.canvas.graph.item(id)) is not None:
                item.setPos(start + by)

    def release(self, mouse: Mouse) -> None:
        """The page is told where they are now; or it was a click."""
        if self._starts:
            self.canvas.editing.commit_moves()
        elif self._pressed.adds:
            self.canvas.selecting.toggle(self._block)
        else:
            self.canvas.selecting.choose((self._block,))

    def cancel(self) -> None:
        """The blocks go back to where the page has them."""
        page = self.canvas.document.page
        for id in self._starts:
            if id in page.blocks and (item := self.canvas.graph.item(id)) is not None:
                item.setPos(*page.position(id))

    def _take_up(self) -> None:
        document = self.canvas.document
        if self._block not in document.selection:
            self.canvas.selecting.toggle(self._block)
        for id in document.selection:
            if (item := self.canvas.graph.item(id)) is not None:
                self._starts[id] = item.pos()
