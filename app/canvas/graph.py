"""NodeGraphQt's graph, with everything switched off that would make it more than a view.

The page decides what is legal and holds the history. Here are no undo, no session files, no
search, no menus. What NodeGraphQt does in quadratic time is done in linear time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from NodeGraphQt import NodeGraph
from PySide6.QtCore import QMetaObject, QRectF

from app.canvas.block_item import BlockItem
from app.canvas.blocks import BlockNode, node_for, node_for_group
from app.canvas.ports import INPUT, OUTPUT, PortItem
from app.canvas.view import View
from app.canvas.wires import WireItem
from blocks.drawing.group_face import GroupFace
from blocks.page import Block, End, Position, Wire

_FEW = 200
"""Where more goes at once, the whole canvas may as well be painted."""


class Graph(NodeGraph):
    """Blocks and wires as items in a view."""

    def __init__(self, view: View) -> None:
        super().__init__(viewer=view)
        # NodeGraphQt's own test for cycles walks every path anew and is inverted in connect_to;
        # the page has tested already.
        self.set_acyclic(False)
        self._nodes: dict[str, BlockNode] = {}
        self._wires: dict[Wire, WireItem] = {}

    def get_unique_name(self, name: str) -> str:
        """Names need not be unique: the page has ids. (The original looks at every node.)"""
        return name

    # ---- looking --------------------------------------------------------------------------

    def item(self, block: str) -> BlockItem | None:
        """The item of a block."""
        node = self._nodes.get(block)
        return node.item if node else None

    def items(self) -> dict[str, BlockItem]:
        """All block items by id."""
        return {id: node.item for id, node in self._nodes.items()}

    def block_items(self) -> Iterator[BlockItem]:
        """All block items."""
        return (node.view for node in self._nodes.values())

    def wire_items(self) -> Collection[WireItem]:
        """All wire items."""
        return self._wires.values()

    def node(self, block: str) -> BlockNode | None:
        """The node of a block."""
        return self._nodes.get(block)

    def wire_item(self, wire: Wire) -> WireItem | None:
        """The item of a wire."""
        return self._wires.get(wire)

    def wires(self) -> tuple[Wire, ...]:
        """All wires that are drawn."""
        return tuple(self._wires)

    def blocks_touching(self, rect: QRectF) -> tuple[str, ...]:
        """The blocks that lie in a part of the page, or reach into it."""
        return tuple(id for id, item in self.items().items() if item.place.intersects(rect))

    def port(self, shown: str, end: End, *, is_input: bool) -> PortItem:
        """The port that shows an end of a wire, on the block itself or on a group that it is in."""
        node = self._nodes[shown]
        side = INPUT if is_input else OUTPUT
        name = next(
            (key[1] for key, one in node.item.ends.items() if one == end and key[0] == side),
            end.port,
        )
        return node.ensure_input(name) if is_input else node.ensure_output(name)

    # ---- changing -------------------------------------------------------------------------

    def put_block(self, block: Block, at: Position) -> BlockItem:
        """Draw a block."""
        node = node_for(block)
        self.add_node(node, pos=at, selected=False, push_undo=False)
        self._nodes[block.id] = node
        return node.item

    def put_group(self, id: str, group: GroupFace, at: Position) -> BlockItem:
        """Draw a group, as one block."""
        node = node_for_group(id, group)
        self.add_node(node, pos=at, selected=False, push_undo=False)
        self._nodes[id] = node
        return node.item

    def take_block(self, block: str) -> None:
        """Draw a block or a group no more, nor its wires."""
        node = self._nodes.pop(block)
        for wire in [item.wire for item in node.item.wires]:
            if wire in self._wires:
                self.take_wire(wire)
        self.remove_node(node, push_undo=False)

    def put_wire(self, wire: Wire, start: PortItem, end: PortItem) -> WireItem:
        """Draw a wire between two ports.

        The items are joined, NodeGraphQt's port models are not: nobody asks them, and they look
        through all wires of a port for each new one.
        """
        made: WireItem = self.viewer().establish_connection(start, end)
        self._wires[wire] = made
        return made

    def take_wire(self, wire: Wire) -> None:
        """Draw a wire no more."""
        self._wires.pop(wire).delete()

    def hide_before_taking(self, items: Sequence[BlockItem | WireItem]) -> None:
        """Hide what is about to be taken. For where something is seen and goes, Qt paints the whole
        canvas anew; where it is hidden and that has been noted, only what stood under it."""
        if 0 < len(items) <= _FEW:
            for item in items:
                item.hide()
            scene = self.viewer().scene()
            QMetaObject.invokeMethod(scene, "_q_processDirtyItems")  # type: ignore[call-overload]

    def empty(self) -> None:
        """Draw nothing any more, and let go of every item."""
        for wire in tuple(self._wires):
            self.take_wire(wire)
        for block in tuple(self._nodes):
            self.take_block(block)
