"""Lining up, distributing, snapping and laying out what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.editing import arranging, layout
from blocks.editing.arranging import Box, Boxes

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas


class Arranging:
    """Moves what is selected, and nothing else; each is one edit."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.snaps = False
        """Whether blocks that are dragged go from crossing to crossing of the grid."""

    def align(self, edge: str) -> None:
        """Line the selected up by an edge, or by their middle."""
        boxes = self._boxes()
        if len(boxes) < 2:
            self._canvas.document.message.emit("Select two blocks or more to line them up")
        arranging.align(self._canvas.document.page, boxes, edge)

    def distribute(self, *, across: bool) -> None:
        """Put the same room between the selected."""
        boxes = self._boxes()
        if len(boxes) < 3:
            self._canvas.document.message.emit("Select three blocks or more to distribute them")
        arranging.distribute(self._canvas.document.page, boxes, across)

    def snap(self) -> None:
        """Put the selected on the grid."""
        arranging.snap(self._canvas.document.page, self._boxes())

    def lay_out(self) -> None:
        """Lay out the selected along their wires; all that is seen, if nothing is selected."""
        layout.lay_out(self._canvas.document.page, self._boxes() or self._boxes_of_all())

    def _boxes(self) -> Boxes:
        return self._boxes_of(self._canvas.document.selection)

    def _boxes_of_all(self) -> Boxes:
        return self._boxes_of(tuple(self._canvas.graph.items()))

    def _boxes_of(self, ids: tuple[str, ...]) -> Boxes:
        found = {}
        for id in ids:
            if (item := self._canvas.graph.item(id)) is not None:
                body = item.layout.body
                found[id] = Box(item.x(), item.y(), body.width(), body.height())
        return found
