"""The edits that the canvas's keys and menus make. Each is one edit of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.canvas.free_place import free_place
from app.canvas.inserting import wire_for_new
from blocks import file
from blocks.editing.chain import add_dot, insert, lift_out
from blocks.editing.fitting import Fit, add_fitting
from blocks.editing.replacing import replace_op
from blocks.page import End, Wire

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_ASIDE = 24.0
_HALF_DOT = 8.0


class Editing:
    """Edits the page of a canvas's document; a refusal goes to the status bar."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def add_block(self, op: str, at: tuple[float, float]) -> str | None:
        """Add a block of an op with its top left corner at a place, or a little further to the
        right if a block stands there, and select it. On a wire that it fits into, it goes into it.

        Returns its id, or None if the page refuses.
        """
        canvas, document = self._canvas, self._canvas.document
        added: str | None = None
        with document.telling():
            wire = wire_for_new(canvas, op, at)
            taken = [canvas.rect_of([id]) for id in canvas.graph.items()]
            place = free_place(taken, QPointF(round(at[0]), round(at[1])))
            with document.page.edit(f"Add {op}"):
                added = document.page.add_block(op, at=(place.x(), place.y())).id
                if wire is not None:
                    insert(document.check, added, wire)
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

    def drop_into(self, block: str, wire: Wire) -> None:
        """A block was dragged over a wire: it stays where it is, and goes into it."""
        document = self._canvas.document
        with document.telling(), document.page.edit(f"Insert {block}"):
            self.commit_moves()
            insert(document.check, block, wire)

    def lift_out(self, *, delete: bool = False) -> None:
        """Take the selected blocks out of their chains, and join what was before and after."""
        document = self._canvas.document
        with document.telling():
            lift_out(document.page, document.selection, delete=delete)

    def replace(self, block: str, op: str) -> None:
        """Make a block a use of another op. Wires that find no port are told of."""
        document = self._canvas.document
        with document.telling():
            lost = replace_op(document.page, block, op)
            document.select((block,))
            if lost:
                gone = ", ".join(map(str, lost))
                document.message.emit(f"{op} has no port for {gone}; Undo brings it back")

    def add_fitting(self, fit: Fit, end: End, at: tuple[float, float]) -> None:
        """Add a block that fits to a wire which was let go at a place, and wire it."""
        document = self._canvas.document
        with document.telling():
            place = (float(round(at[0])), float(round(at[1])))
            document.select((add_fitting(document.page, fit, end, place),))

    def add_dot(self, wire: Wire, at: QPointF) -> None:
        """Lead a wire over a new dot with its middle at a place, and select the dot."""
        document = self._canvas.document
        with document.telling():
            place = (float(round(at.x() - _HALF_DOT)), float(round(at.y() - _HALF_DOT)))
            document.select((add_dot(document.page, wire, place),))

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
        if added := self._canvas.document.paste((round(place.x()), round(place.y()))):
            self._canvas.view.navigation.reveal(self._canvas.rect_of(added))

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
