"""The edits that the canvas's keys and menus make. Each is one edit of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from app.canvas.frames import HEAD
from app.canvas.free_place import free_place
from app.canvas.inserting import wire_for_new
from blocks import file
from blocks.editing import grouping
from blocks.editing.chain import add_dot, insert, lift_out
from blocks.editing.expecting import ends_to_expect, expect
from blocks.editing.fitting import Fit, add_fitting
from blocks.editing.gradients import add_gradients
from blocks.editing.replacing import replace_op
from blocks.page import End, Wire
from blocks.page.tables.frames import Size

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_ASIDE = 24.0
_HALF_DOT = 8.0
_FRAME_ROOM = 24.0


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
                document.page.members.move(added, document.level)
                if wire is not None:
                    insert(document.check, added, wire)
            document.select((added,))
            canvas.view.navigation.reveal(canvas.rect_of([added]))
        return added

    def commit_moves(self) -> None:
        """Tell the page where blocks, groups and frames have been dragged to: one edit for all of
        them."""
        page = self._canvas.document.page
        moved = {}
        for id in (*self._canvas.graph.items(), *self._canvas.frame_items):
            item = self._canvas.item(id)
            if item is None or not page.has_id(id):
                continue
            if item.pos() != QPointF(*page.position(id)):
                moved[id] = (float(round(item.x())), float(round(item.y())))
        if moved:
            page.move_blocks(moved)
            self.put_back(moved)  # rounding may have brought one back to where it was

    def put_back(self, ids: Iterable[str]) -> None:
        """Show blocks, groups and frames where the page has them."""
        page = self._canvas.document.page
        for id in ids:
            if page.has_id(id) and (item := self._canvas.item(id)) is not None:
                item.setPos(*page.position(id))

    def stretch_frame(self, id: str, size: tuple[float, float]) -> None:
        """Give a frame another size."""
        document = self._canvas.document
        with document.telling():
            document.page.frames.alter(id, size=Size(*size))
        if id in document.page.frames:
            self._canvas.frame_items[id].show_frame(document.page.frames[id])

    def group(self) -> None:
        """Make a group of what is selected."""
        document = self._canvas.document
        with document.telling():
            document.select((grouping.group(document.page, document.selection),))

    def ungroup(self) -> None:
        """Take the selected groups apart."""
        document = self._canvas.document
        with document.telling():
            document.select(grouping.ungroup(document.page, document.selection))

    def open_group(self, id: str | None = None) -> bool:
        """Look into a group, the selected one unless told. Returns whether it is one."""
        document = self._canvas.document
        wanted = document.selection if id is None else (id,)
        groups = [one for one in wanted if one in document.page.groups]
        if len(groups) != 1:
            return False
        document.open_level(groups[0])
        return True

    def leave_group(self) -> None:
        """Look at the level above, with the group selected that was open."""
        document = self._canvas.document
        left = document.level
        if left is not None:
            document.open_level(document.page.groups[left].parent)
            document.select((left,))

    def add_frame(self, at: QPointF | None = None) -> None:
        """Put a frame around what is selected, with the notes under it; or an empty one at a
        place, without one in the middle of what is seen."""
        canvas, document = self._canvas, self._canvas.document
        rect = QRectF()
        for id in document.selection if at is None else ():
            if (item := canvas.item(id)) is not None:
                rect = rect.united(item.whole)
        if rect.isEmpty():
            rect = QRectF(0, 0, 320, 200)
            rect.moveCenter(at or canvas.view.navigation.visible().center())
        rect = rect.adjusted(-_FRAME_ROOM, -_FRAME_ROOM - HEAD, _FRAME_ROOM, _FRAME_ROOM)
        with document.telling():
            corner = (round(rect.x()), round(rect.y()))
            size = (round(rect.width()), round(rect.height()))
            made = document.page.frames.add(corner, size, "Frame", document.level)
            document.select((made,))

    def change_tags(self) -> None:
        """Draw the wires out of the selected blocks as tags, or as lines again."""
        document = self._canvas.document
        page = document.page
        ends = [str(end) for id in document.selected_blocks for end in page.blocks[id].outputs]
        as_lines = all(end in page.tags for end in ends)
        with document.telling(), page.edit("Show as lines" if as_lines else "Show as tags"):
            for end in ends:
                if as_lines:
                    page.tags.drop(end)
                else:
                    page.tags.put(end, True)

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

    def add_gradients(self, *, checked: bool = False) -> None:
        """Add the gradients of the selected blocks by their inputs, with checks of them if wanted,
        and select what was added."""
        canvas, document = self._canvas, self._canvas.document
        with document.telling():
            added = add_gradients(document.check, document.selected_blocks, checked=checked)
            document.select(added)
            canvas.view.navigation.reveal(canvas.rect_of(added))

    def expect_results(self) -> None:
        """Add blocks that expect the results of the selected blocks as they are now; one that
        expects something already takes what it gets now."""
        canvas, document = self._canvas, self._canvas.document
        chosen = document.selected_blocks
        found = {end: document.result(end) for end in ends_to_expect(document.page, chosen)}
        there = {end: one for end, one in found.items() if one is not None}
        with document.telling():
            expecting = expect(document.check, chosen, there)
            document.select(expecting)
            canvas.view.navigation.reveal(canvas.rect_of(expecting))

    def add_dot(self, wire: Wire, at: QPointF) -> None:
        """Lead a wire over a new dot with its middle at a place, and select the dot."""
        document = self._canvas.document
        with document.telling():
            place = (float(round(at.x() - _HALF_DOT)), float(round(at.y() - _HALF_DOT)))
            document.select((add_dot(document.page, wire, place),))

    def nudge(self, step: QPointF) -> None:
        """Push the selected blocks; the page is told when the key is released."""
        for id in self._canvas.document.selection:
            if (item := self._canvas.item(id)) is not None:
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
                grouping.remove(page, blocks)

    def cut_wire(self, wire: Wire) -> None:
        """Take a wire away."""
        with self._canvas.document.telling():
            self._canvas.document.page.disconnect(wire)

    def paste(self, at: QPointF | None = None) -> None:
        """Add what the clipboard holds, at the mouse if it is over the canvas, and show it."""
        place = at if at is not None else self._canvas.mouse_on_page()
        if added := self._canvas.document.clipboard.paste((round(place.x()), round(place.y()))):
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
            at = (left + _ASIDE, top + _ASIDE)
            document.select(file.paste(page, text, at=at, group=document.level))
