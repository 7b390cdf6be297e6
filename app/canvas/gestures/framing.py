"""Frames: moved by their title bar with all that is in them, stretched by their corner."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt

from app.canvas.frames import FrameItem
from app.canvas.gestures.gesture import Gesture, Mouse
from blocks.editing.arranging import snapped

LEAST = (80.0, 48.0)
"""A frame is no smaller, in pixels at zoom 1."""


class StretchFrame(Gesture):
    """A drag of a frame's corner changes its size; what is in it stays."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def takes(self, mouse: Mouse) -> bool:
        """A press on the corner of a frame."""
        frame = frame_under(self, mouse)
        return frame is not None and frame.grip.contains(frame.mapFromScene(mouse.on_page))

    def press(self, mouse: Mouse) -> None:
        """Take hold of the corner."""
        frame = frame_under(self, mouse)
        assert frame is not None
        self._id, self._pressed, self._before = frame.id, mouse, QRectF(frame.size)
        self.canvas.selecting.choose((frame.id,))

    def move(self, mouse: Mouse) -> None:
        """The corner follows."""
        by = mouse.on_page - self._pressed.on_page
        size = self._before.width() + by.x(), self._before.height() + by.y()
        wide, high = snapped(size) if self.canvas.arranging.snaps else size
        item = self.canvas.frame_items[self._id]
        item.stretch(max(round(wide), LEAST[0]), max(round(high), LEAST[1]))

    def release(self, mouse: Mouse) -> None:
        """The page is told how large it is now."""
        size = self.canvas.frame_items[self._id].size
        self.canvas.editing.stretch_frame(self._id, (size.width(), size.height()))

    def cancel(self) -> None:
        """As large as before."""
        if (item := self.canvas.frame_items.get(self._id)) is not None:
            item.stretch(self._before.width(), self._before.height())


class MoveFrame(Gesture):
    """A click on a title bar selects the frame; a drag moves it with all that is in it."""

    def takes(self, mouse: Mouse) -> bool:
        """A press on the title bar of a frame."""
        return frame_under(self, mouse) is not None

    def double_click(self, mouse: Mouse) -> bool:
        """Go to the frame's texts."""
        frame = frame_under(self, mouse)
        if frame is None:
            return False
        self.canvas.selecting.choose((frame.id,))
        self.canvas.block_opened.emit(frame.id)
        return True

    def press(self, mouse: Mouse) -> None:
        """It may become a click or a drag."""
        frame = frame_under(self, mouse)
        assert frame is not None
        self._pressed, self._id = mouse, frame.id
        self._starts: dict[str, QPointF] = {}
        if not mouse.adds and frame.id not in self.canvas.document.selection:
            self.canvas.selecting.choose((frame.id,))

    def move(self, mouse: Mouse) -> None:
        """The frame follows, and its content with it."""
        if not self._starts:
            if not mouse.is_far_from(self._pressed):
                return
            self._take_up()
        by = mouse.on_page - self._pressed.on_page
        if self.canvas.arranging.snaps:
            goal = self._starts[self._id] + by
            by = QPointF(*snapped((goal.x(), goal.y()))) - self._starts[self._id]
        for id, start in self._starts.items():
            if (item := self.canvas.item(id)) is not None:
                item.setPos(start + by)

    def release(self, mouse: Mouse) -> None:
        """The page is told where all is now; or it was a click."""
        if self._starts:
            self.canvas.editing.commit_moves()
        elif self._pressed.adds:
            self.canvas.selecting.toggle(self._id)
        else:
            self.canvas.selecting.choose((self._id,))

    def cancel(self) -> None:
        """All goes back to where the page has it."""
        self.canvas.editing.put_back(self._starts)

    def _take_up(self) -> None:
        chosen = {self._id, *self.canvas.document.selection}
        for id in tuple(chosen):
            if id in self.canvas.frame_items:
                chosen.update(self.canvas.within(id))
        for id in chosen:
            if (item := self.canvas.item(id)) is not None:
                self._starts[id] = item.pos()


def frame_under(gesture: Gesture, mouse: Mouse) -> FrameItem | None:
    """The frame whose title bar or corner is under the mouse, if nothing is drawn over it."""
    if not mouse.is_left or mouse.alt:
        return None
    view = gesture.view
    if view.block_at(mouse.at) or view.port_at(mouse.at) or view.wire_at(mouse.at):
        return None
    item = view.extra_at(mouse.at)
    return item if isinstance(item, FrameItem) else None
