"""From the page to the canvas: fill it, then follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.canvas.blocks import GroupNode
from app.canvas.faces import Faces
from app.canvas.frames import FrameItems
from app.canvas.tags import TagItems
from app.links import Links
from blocks.drawing.group_face import group_face_of
from blocks.editing.levels import shown_at
from blocks.page import Edit, Wire
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    ItemSet,
    WireAdded,
    WireRemoved,
)

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_LEVELS = ("groups", "members", "tags")
"""Tables that decide what is seen on which level."""


class Following:
    """Keeps a canvas in step with its document, from now until `stop`.

    A signal says where to look; what is drawn is made to agree with the page as it is then. So
    one way of doing it serves loading, editing, undo and redo. Of a page with groups the level is
    drawn that is open: blocks on it as they are, deeper ones as the group that they are in.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._graph = canvas.graph
        self._document = canvas.document
        self.faces = Faces(canvas)
        self._frames = FrameItems(canvas)
        self._tags = TagItems(canvas)
        self._agree_about_all()
        canvas.selecting.show(self._document.selection)
        document = self._document
        self._links = Links()
        self._links.join(self._edited, document.edited)
        self._links.join(self._look_again, document.checked, document.states_changed)
        self._links.join(canvas.selecting.show, document.selection_changed)
        self._links.join(canvas.show_blocks, document.focus_requested)
        self._links.join(self._change_level, document.level_changed)

    def stop(self) -> None:
        """Follow no more, and take what is neither block nor wire off the canvas."""
        self._links.cut()
        self.faces.stop()
        self._frames.empty()
        self._tags.empty()

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
                case ItemSet(table=table) if table in _LEVELS:
                    self._agree_about_all()
                    return
                case ItemSet(table="frames"):
                    self._frames.agree()
                case ItemSet(block=str(id)):
                    blocks[id] = None
        self._agree(blocks, wires)

    def _look_again(self, ids: Iterable[str]) -> None:
        """Show anew what is known of some blocks, and at the ports that their wires lead to."""
        page = self._document.page
        touched = dict.fromkeys(id for id in ids if id in page.blocks)
        for id in tuple(touched):
            touched.update((wire.target.block, None) for wire in page.wires_out_of(id))
        self.faces.show_soon(dict.fromkeys(self._shown(id) for id in touched))

    def _change_level(self) -> None:
        self._canvas.hand.cancel()
        self._agree_about_all()
        self._canvas.selecting.show_found_again()
        self._canvas.frame_all()

    # ---- making the canvas agree ----------------------------------------------------------

    def _agree_about_all(self) -> None:
        page, graph = self._document.page, self._graph
        for id in tuple(graph.items()):
            if id not in page.blocks and id not in page.groups:
                graph.take_block(id)
        self._agree(page.blocks, dict.fromkeys((*page.wires, *graph.wires())))
        self._frames.agree()

    def _agree(self, blocks: Iterable[str], wires: Iterable[Wire]) -> None:
        page, graph = self._document.page, self._graph
        blocks, wires = tuple(blocks), tuple(wires)
        leaving = [wire for wire in wires if graph.wire_item(wire) and not self._is_line(wire)]
        gone = (graph.item(id) for id in blocks if id not in page.blocks)
        items = [*map(graph.wire_item, leaving), *gone]
        graph.hide_before_taking([item for item in items if item is not None])
        for wire in leaving:
            graph.take_wire(wire)
        came = [id for id in blocks if not self._agree_about(id)]
        ends = [end.block for wire in wires for end in wire if end.block in page.blocks]
        touched = {self._shown(id): None for id in (*blocks, *ends) if id in page.blocks}
        if page.groups:
            came += self._agree_about_groups()
        self.faces.show(touched)  # first, so that the ports stand where the wires are drawn to
        for wire in wires:
            if graph.wire_item(wire) is None and self._is_line(wire):
                self._put_wire(wire)
        for id in came:
            if (item := graph.item(id)) is not None:
                item.setSelected(id in self._document.selection)
        self._tags.agree()
        self._canvas.traced.agree()

    def _agree_about(self, id: str) -> bool:
        """Draw, move or remove a block. Returns whether it was there and has stayed."""
        page, graph = self._document.page, self._graph
        block, node = page.blocks.get(id), graph.node(id)
        is_here = block is not None and self._shown(id) == id
        if node is not None and (block is None or not is_here or block.op is not node.op):
            graph.take_block(id)
            node = None
        if block is None or not is_here:
            return True
        if node is None:
            graph.put_block(block, page.position(id))
            return False
        node.item.setPos(*page.position(id))
        return True

    def _agree_about_groups(self) -> list[str]:
        """Draw, move and remove groups. Returns those that have come; a group with other ports
        comes anew, with its wires."""
        page, graph, level = self._document.page, self._graph, self._document.level
        came = []
        for id in page.groups:
            node = graph.node(id)
            if page.groups[id].parent != level:
                if node is not None:
                    graph.take_block(id)
                continue
            face = group_face_of(self._document, id)
            if isinstance(node, GroupNode) and node.shows(face):
                node.item.setPos(*page.groups[id].at)
                node.item.show_face(face.face)
                continue
            if node is not None:
                graph.take_block(id)
            graph.put_group(id, face, page.groups[id].at).show_face(face.face)
            came.append(id)
            inner = set(page.groups.all_blocks(id))
            for wire in page.wires:
                crosses = (wire.source.block in inner) != (wire.target.block in inner)
                if crosses and self._is_line(wire) and graph.wire_item(wire) is None:
                    self._put_wire(wire)
        return came

    def _shown(self, block: str) -> str | None:
        """What shows a block on the open level."""
        page, level = self._document.page, self._document.level
        if level is None and block not in page.members:
            return block
        return shown_at(page, block, level)

    def _is_line(self, wire: Wire) -> bool:
        """Whether a wire is on the page and drawn as a line between two things that are seen."""
        page = self._document.page
        if not page.has_wire(wire) or str(wire.source) in page.tags:
            return False
        source, target = self._shown(wire.source.block), self._shown(wire.target.block)
        return source is not None and target is not None and source != target

    def _put_wire(self, wire: Wire) -> None:
        graph = self._graph
        source, target = self._shown(wire.source.block), self._shown(wire.target.block)
        if source is None or target is None or not (graph.node(source) and graph.node(target)):
            return  # it comes with the group that is not drawn yet
        start = graph.port(source, wire.source, is_input=False)
        graph.put_wire(wire, start, graph.port(target, wire.target, is_input=True))
