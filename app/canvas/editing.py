"""The edits that the canvas's keys and menus make. Each is one edit of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.canvas.free_place import free_place
from blocks import file
from blocks.page import Wire

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_ASIDE = 24.0


class Editing:
    """Edits the page of a canvas's document; a refusal goes to the status bar."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def add_block(self, op: str, at: tuple[float, float]) -> str | None:
        """Add a block of an op with its top left corner at a place, or a little further to the
        right if a block stands there, and select it.

        Returns its id, or None if the page refuses.
        """
        canvas, document = self._canvas, self._canvas.document
        added: str | None = None
        with document.telling():
            taken = [canvas.rect_of([id]) for id in canvas.graph.items()]
            place = free_place(taken, QPointF(round(at[0]), round(at[1])))
            added = document.page.add_block(op, at=(place.x(), place.y())).id
            document.select((added,))
            canvas.view.navigation.reveal(canvas.rect_of([added]))
        return added

    def commit_moves(self) -> None:
        """Tell the page where blocks have been dragged to: one edit for all of them."""
        page, items = self._canvas.document.page, self._canvas.graph.items()
        moved = {}
        for id, item in items.items():
            if id in page.blocks and item.pos() != QPointF(*page.position(id)):
                moved[id] = (float(round(item.x())), float(round(item.y())))
        if moved:
            page.move_blocks(moved)
            for id in moved:  # rounding may have brought one back to where it was
                items[id].setPos(*page.position(id))

    def nudge(self, step: QPointF) -> None:
        """Push the selected blocks; the page is told when the key is released."""
        for id in self._canvas.document.selection:
            if (item := self._canvas.graph.item(id)) is not None:
                item.setPos(item.pos() + step)

    def delete(self) -> None:
        """Remove the selected blocks and wires, in one edit."""
        document, wires = self._canvas.document, self._canvas.selecting.wires()
        if not wires:
            document.remove()
            return
        page, blocks = document.page, document.selection
        with document.telling(), page.edit("Delete" if blocks else "Disconnect"):
            for wire in wires:
                page.disconnect(wire)
            if blocks:
                page.remove_blocks(blocks)

    def cut_wire(self, wire: Wire) -> None:
        """Take a wire away."""
        with self._canvas.document.telling():
            self._canvas.document.page.disconnect(wire)

    def paste(self, at: QPointF | None = None) -> None:
        """Add what the clipboard holds, at the mouse if it is over the canvas, and show it."""
        place = at if at is not None else self._canvas.mouse_on_page()
        self._canvas.document.paste((round(place.x()), round(place.y())))

    def duplicate(self) -> None:
        """Add the selected blocks once more, a little aside. The clipboard stays as it is."""
        document = self._canvas.document
        page, chosen = document.page, document.selection
        if not chosen:
            return
        left = min(page.position(id).x for id in chosen)
        top = min(page.position(id).y for id in chosen)
        with document.telling():
            text = file.copy(page, chosen)
            document.select(file.paste(page, text, at=(left + _ASIDE, top + _ASIDE)))
