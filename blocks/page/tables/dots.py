"""Blocks that are drawn as a small dot, to lead a wire around others."""

from __future__ import annotations

from blocks.page.tables.table import BlockTable


class Dots(BlockTable[bool]):
    """True by the block's id. Only a block with one input and one output can be a dot."""

    name = "dots"

    def refusal(self, key: str, item: bool) -> str | None:
        if (reason := super().refusal(key, item)) is not None:
            return reason
        op = self._page.blocks[key].op
        if op is not None and (len(op.inputs) != 1 or len(op.outputs) != 1):
            return f"{key} is no dot: {op.name} has not one input and one output"
        return None if item is True else f"{key} is a dot or is not, no {item!r:.60}"

    def label(self, key: str, item: bool | None) -> str:
        return f"Draw {key} as a {'dot' if item else 'block'}"
