"""Double-clicks: on a block, on a tag, on nothing."""

from __future__ import annotations

from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.tags import other_ends


class OpenBlock(Gesture):
    """A double-click on a block goes to its attributes; on a group, into it."""

    def double_click(self, mouse: Mouse) -> bool:
        """On a block, but not on one of its ports."""
        block = self.view.block_at(mouse.at)
        if not mouse.is_left or block is None or self.view.port_at(mouse.at) is not None:
            return False
        if not self.canvas.editing.open_group(block.id):
            self.canvas.block_opened.emit(block.id)
        return True


class FollowTag(Gesture):
    """A double-click on a tag goes to the other end of its wire, on whatever level that is."""

    def double_click(self, mouse: Mouse) -> bool:
        """On a tag."""
        item = self.canvas.tag_at(mouse.at) if mouse.is_left else None
        if item is None:
            return False
        document = self.canvas.document
        document.request_focus(other_ends(document, item.tag))
        return True


class AskForPalette(Gesture):
    """A double-click on the empty canvas asks for a new block there."""

    def double_click(self, mouse: Mouse) -> bool:
        """Where nothing is."""
        if not mouse.is_left or not self.view.is_empty_at(mouse.at):
            return False
        place = mouse.on_page
        self.canvas.palette_requested.emit(mouse.on_screen, (place.x(), place.y()))
        return True
