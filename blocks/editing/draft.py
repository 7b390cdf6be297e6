"""Blocks that an edit adds together: wired as they come, and placed once they are all there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from blocks.checking import Check
from blocks.dtypes import DTYPES, FLOATING
from blocks.editing.arranging import Box
from blocks.editing.layout import placed
from blocks.errors import EditRefused
from blocks.page import Block, End
from blocks.page.block import NOTHING

EDITED = 1024
"""Up to so many elements an out_backprop is a Const, in which each number can be changed."""

_APART = 320.0
_ROOM = 40.0
_WIDTH = 220.0
_TITLE, _LINE = 76.0, 24.0

Array = np.ndarray[Any, Any]


class Draft:
    """Adds blocks to a page within an edit that is open, wired as they are added. What is asked of
    the page's tensors is what was known before it. `added` are the blocks so far."""

    def __init__(self, check: Check, near: Iterable[str]) -> None:
        self.page = check.page
        self._check = check
        self._near = tuple(near)
        self._level = self.page.members.get(self._near[0])
        self._shapes: dict[End, End] = {}
        self.added: list[str] = []

    def add(
        self,
        op: str,
        wish: str,
        inputs: Mapping[str, End] = NOTHING,
        attrs: Mapping[str, object] = NOTHING,
    ) -> End:
        """Add a block with an id like the wish, wired to these sources by port. Returns its
        output."""
        page = self.page
        block = page.add_block(op, attrs, id=page.free_id(wish))
        if self._level is not None:
            page.members.put(block.id, self._level)
        for port, source in inputs.items():
            page.connect(source, End(block.id, port))
        self.added.append(block.id)
        return block.outputs[0]

    def const(self, wish: str, value: Array) -> End:
        """Add a Const."""
        return self.add("Const", wish, {}, {"value": value})

    def shape_of(self, end: End) -> End:
        """The shape of a tensor, as a vector that follows it; one block for all who ask."""
        if end not in self._shapes:
            self._shapes[end] = self.add("Shape", f"shape_of_{end.block}", {"input": end})
        return self._shapes[end]

    def scalar(self, wish: str, value: float, like: End) -> End:
        """A number of the dtype of another tensor."""
        return self.const(wish, np.array(value, DTYPES[self.dtype(like)]))

    def ones(self, end: End) -> End:
        """The gradient to begin with: ones, in the shape of an output. Each number can be changed
        while they are few."""
        known = self._check.known(end)
        dtype = DTYPES[self.dtype(end)]
        if known.size is not None and known.size <= EDITED and known.shape is not None:
            return self.const("out_backprop", np.ones(known.shape, dtype))
        one = self.const("one", np.ones((), dtype))
        return self.add("Fill", "out_backprop", {"dims": self.shape_of(end), "value": one})

    def dtype(self, end: End) -> str:
        """The dtype of a tensor, which must have a gradient: EditRefused if it is none of the
        floating ones."""
        dtype = self._check.known(end).dtype
        if dtype not in FLOATING:
            came = "not known yet" if dtype is None else dtype
            raise EditRefused(
                f"the dtype of {end} is {came}; gradients are of {', '.join(FLOATING)}"
            )
        return dtype

    def shape(self, end: End) -> tuple[int, ...]:
        """The shape of a tensor; EditRefused while it is not known."""
        shape = self._check.known(end).shape
        if shape is None or None in shape:
            raise EditRefused(
                f"the shape of {end} must be known before there is a gradient; it is not yet"
            )
        return tuple(size for size in shape if size is not None)

    def numbers(self, end: End) -> tuple[int, ...]:
        """The whole numbers that an output gives, as axes; EditRefused while they are not known."""
        value = self._check.known(end).value
        if value is None:
            raise EditRefused(f"the numbers of {end} must be known before there is a gradient")
        return tuple(int(one) for one in value.ravel())

    def place(self) -> None:
        """Give the new blocks their places: in columns along their wires, right of the blocks that
        they belong to, and where nothing stands yet."""
        page = self.page
        boxes = {id: _box(page.blocks[id], (0.0, 0.0)) for id in self.added}
        joins = [
            (wire.source.block, id)
            for id in self.added
            for wire in page.wires_into(id)
            if wire.source.block in boxes
        ]
        places = placed(boxes, joins)
        near = [page.position(id) for id in self._near]
        left = max(at.x for at in near) + _APART
        top = min(at.y for at in near)
        whole = Box(
            left,
            top,
            max(x for x, _ in places.values()) + _WIDTH,
            max(y + boxes[id].height for id, (_, y) in places.items()),
        )
        down = self._free_top(whole)
        page.move_blocks({id: (left + x, down + y) for id, (x, y) in places.items()})

    def _free_top(self, wanted: Box) -> float:
        """The first height from there down where a box covers no block."""
        new = set(self.added)
        taken = [
            _box(block, self.page.position(id))
            for id, block in self.page.blocks.items()
            if id not in new
        ]
        top = wanted.y
        for other in sorted(taken, key=lambda box: box.y):
            beside = other.x >= wanted.x + wanted.width or other.x + other.width <= wanted.x
            above = other.y + other.height + _ROOM <= top or other.y >= top + wanted.height
            if not beside and not above:
                top = other.y + other.height + _ROOM
        return top


def _box(block: Block, at: tuple[float, float]) -> Box:
    """About as large as the block will be drawn."""
    op = block.op
    ports = 1 if op is None else max(len(op.inputs), 2 * len(op.outputs))
    return Box(*at, _WIDTH, _TITLE + _LINE * (ports + len(block.attrs)))
