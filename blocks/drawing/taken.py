"""The room on a picture that is taken, by cells: a large picture has thousands of boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blocks.drawing.paper import Box

_CELL = 160.0


class Taken:
    """Boxes, to be asked whether another would touch one of them."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """From now on the room of a box is taken."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def hit(self, box: Box) -> Box | None:
        """One of the boxes that this one touches, None if there is room for it."""
        for cell in _cells(box):
            for other in self._cells.get(cell, ()):
                if other.touches(box):
                    return other
        return None


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.y // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row
