"""The way of a number over the page: the blocks that it passes, and the wires between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.theme import colour, theme
from blocks.editing.levels import shown_at
from blocks.page import Wire

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

APART = 6.0
"""Between a block and the ring around it, so that it is told from the edge of a selected one."""

PASSED, HERE = "passed", "here"
"""How a block is marked: the number has come by it, or is what is looked at."""


class Traced:
    """Marks a way on a canvas. What is in a group that is not open marks the group."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._here: str | None = None
        self._blocks: tuple[str, ...] = ()
        self._wires: tuple[Wire, ...] = ()
        self._marked: dict[str, str] = {}
        self._lit: set[Wire] = set()

    def show(self, here: str | None, blocks: Iterable[str], wires: Iterable[Wire]) -> None:
        """Mark a block as the one where the number stands, others as those that it has to do with,
        and wires; nothing else."""
        self._here, self._blocks, self._wires = here, tuple(blocks), tuple(wires)
        self.agree()

    def clear(self) -> None:
        """Mark nothing."""
        self.show(None, (), ())

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Mark nothing meanwhile."""
        way = self._here, self._blocks, self._wires
        self.clear()
        try:
            yield
        finally:
            self.show(*way)

    def agree(self) -> None:
        """Other items may be drawn now: mark those that belong to the way."""
        marks = self._marks()
        for id in self._marked.keys() | marks.keys():
            if (item := self._canvas.graph.item(id)) is not None:
                item.show_traced(marks.get(id, ""))
        wires = set(self._wires)
        for wire in self._lit | wires:
            if (line := self._canvas.graph.wire_item(wire)) is not None:
                line.set_traced(wire in wires)
        self._marked, self._lit = marks, wires

    def _marks(self) -> dict[str, str]:
        document, marks = self._canvas.document, {}
        every = [(id, PASSED) for id in self._blocks]
        if self._here is not None:
            every.append((self._here, HERE))
        for id, mark in every:
            if id in document.page.blocks:
                shown = shown_at(document.page, id, document.level)
                if shown is not None:
                    marks[shown] = mark
        return marks


def draw_ring(painter: QPainter, body: QRectF, mark: str, radius: float) -> None:
    """The ring around a block that is marked: whole where the number is, dashed elsewhere."""
    pen = QPen(colour(theme().accent), 2.2 if mark == HERE else 1.8)
    if mark != HERE:
        pen.setDashPattern([3.0, 2.4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(
        body.adjusted(-APART, -APART, APART, APART), radius + APART, radius + APART
    )
