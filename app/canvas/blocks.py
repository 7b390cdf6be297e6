"""Node classes, made from the declarations of the ops, for NodeGraphQt."""

from __future__ import annotations

from NodeGraphQt import BaseNode

from app.canvas.block_item import BlockItem
from app.canvas.ports import INPUT, OUTPUT, PortItem
from blocks.declaration.op import Op
from blocks.drawing.group_face import GroupFace
from blocks.page import Block, End


class BlockNode(BaseNode):
    """The node of a block. `op` is None for an op that does not exist here, and for a group."""

    __identifier__ = "blockprop"
    NODE_NAME = "Unknown"
    op: Op | None = None

    def __init__(self) -> None:
        super().__init__(qgraphics_item=BlockItem)
        for port in self.op.inputs if self.op else ():
            self.add_input(port.name, multi_input=port.many)
        for port in self.op.outputs if self.op else ():
            self.add_output(port.name)

    @property
    def item(self) -> BlockItem:
        """What is seen of it."""
        item: BlockItem = self.view
        return item

    def ensure_input(self, name: str) -> PortItem:
        """The input of that name; one that only a wire knows of is made."""
        port = self.get_input(name) or self.add_input(name, multi_input=True)
        item: PortItem = port.view
        return item

    def ensure_output(self, name: str) -> PortItem:
        """The output of that name; one that only a wire knows of is made."""
        port = self.get_output(name) or self.add_output(name)
        item: PortItem = port.view
        return item


def node_for(block: Block) -> BlockNode:
    """A new node for a block, under the block's own id."""
    node = class_for(block.op)()
    node.model.id = node.view.id = block.id
    return node


class GroupNode(BlockNode):
    """The node of a group: its ports stand for those of blocks within."""

    NODE_NAME = "Group"

    def shows(self, group: GroupFace) -> bool:
        """Whether it has just the ports that a group shows."""
        return self.item.ends == _ends(group)


def node_for_group(id: str, group: GroupFace) -> GroupNode:
    """A new node for a group, under the group's own id."""
    node = GroupNode()
    node.model.id = node.view.id = id
    node.item.ends = _ends(group)
    for port in group.face.inputs:
        node.ensure_input(port.name)
    for port in group.face.outputs:
        node.ensure_output(port.name)
    return node


def _ends(group: GroupFace) -> dict[tuple[str, str], End]:
    inputs = {(INPUT, label): end for label, end in group.inputs.items()}
    return inputs | {(OUTPUT, label): end for label, end in group.outputs.items()}


def class_for(op: Op | None) -> type[BlockNode]:
    """The node class of an op, made once."""
    if op is None:
        return BlockNode
    if op.name not in _CLASSES:
        _CLASSES[op.name] = type(op.name, (BlockNode,), {"NODE_NAME": op.name, "op": op})
    return _CLASSES[op.name]


_CLASSES: dict[str, type[BlockNode]] = {}
