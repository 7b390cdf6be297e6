"""From the page to the canvas: fill it, then follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.links import Links
from blocks.drawing.face import face_of
from blocks.page import Edit, Wire
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    WireAdded,
    WireRemoved,
)

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas


class Following:
    """Keeps a canvas in step with its document, from now until `stop`.

    A signal says where to look; what is drawn is made to agree with the page as it is then. So
    one way of doing it serves loading, editing, undo and redo.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._graph = canvas.graph
        self._document = canvas.document
        self._agree(self._document.page.blocks, self._document.page.wires)
        canvas.selecting.show(self._document.selection)
        document = self._document
        self._links = Links()
        self._links.join(self._edited, document.edited)
        self._links.join(self._look_again, document.checked, document.states_changed)
        self._links.join(canvas.selecting.show, document.selection_changed)
        self._links.join(canvas.show_blocks, document.focus_requested)

    def stop(self) -> None:
        """Follow no more."""
        self._links.cut()

    # ---- what the document tells ----------------------------------------------------------

    def _edited(self, edit: Edit) -> None:
        self._canvas.hand.page_was_edited()
        blocks: dict[str, None] = {}
        wires: dict[Wire, None] = {}
        for change in edit.changes:
            match change:
                case BlockAdded(block=block) | BlockRemoved(block=block):
                    blocks[block.id] = None
                case AttributeSet(block=id) | BlockMoved(block=id):
                    blocks[id] = None
                case WireAdded(wire=wire) | WireRemoved(wire=wire):
                    wires[wire] = None
        self._agree(blocks, wires)

    def _look_again(self, ids: Iterable[str]) -> None:
        """Show anew what is known of some blocks, and at the ports that their wires lead to."""
        page = self._document.page
        touched = dict.fromkeys(id for id in ids if id in page.blocks)
        for id in tuple(touched):
            touched.update((wire.target.block, None) for wire in page.wires_out_of(id))
        self._show_faces(touched)

    # ---- making the canvas agree ----------------------------------------------------------

    def _agree(self, blocks: Iterable[str], wires: Iterable[Wire]) -> None:
        page, graph = self._document.page, self._graph
        blocks, wires = tuple(blocks), tuple(wires)
        drawn = set(graph.wires())
        present = {one: one in page.wires_into(*one.target) for one in wires}
        for wire in wires:
            if wire in drawn and not present[wire]:
                graph.take_wire(wire)
        came = [id for id in blocks if not self._agree_about(id)]
        touched = dict.fromkeys(id for id in blocks if id in page.blocks)
        for wire in wires:
            touched.update((end.block, None) for end in wire if end.block in page.blocks)
        self._show_faces(touched)  # first, so that the ports stand where the wires are drawn to
        for wire in wires:
            if wire not in drawn and present[wire]:
                graph.put_wire(wire)
        for id in came:
            if (item := graph.item(id)) is not None:
                item.setSelected(id in self._document.selection)

    def _agree_about(self, id: str) -> bool:
        """Draw, move or remove a block. Returns whether it was there and has stayed."""
        page, graph = self._document.page, self._graph
        block, node = page.blocks.get(id), graph.node(id)
        if node is not None and (block is None or block.op is not node.op):
            graph.take_block(id)
            node = None
        if block is None:
            return True
        if node is None:
            graph.put_block(block, page.position(id))
            return False
        node.item.setPos(*page.position(id))
        return True

    def _show_faces(self, ids: Iterable[str]) -> None:
        for id in ids:
            node = self._graph.node(id)
            if node is None:
                continue
            face = face_of(self._document, id)
            for port in face.inputs:
                node.ensure_input(port.name)
            for port in face.outputs:
                node.ensure_output(port.name)
            node.item.show_face(face)
