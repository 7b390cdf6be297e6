"""Which wire a block that is dropped somewhere would go into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from app.canvas.wires import WireItem
from blocks.editing.chain import way_into, ways_of
from blocks.ops import OPS
from blocks.page import Block, Wire

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_NEAR = 14.0
"""So far from a wire, in pixels at zoom 1, the middle of a block may be."""


def wire_for(canvas: Canvas, block: str) -> Wire | None:
    """The wire under the middle of a block that the block fits into, if it has no wires that would
    be in the way."""
    item = canvas.graph.item(block)
    if item is None:
        return None
    check = canvas.document.check
    middle = item.layout.body.translated(item.pos()).center()
    for wire in _wires_near(canvas, middle):
        if way_into(check, block, wire) is not None:
            return wire
    return None


def wire_for_new(canvas: Canvas, op: str, at: tuple[float, float]) -> Wire | None:
    """The wire at a place that a new block of an op fits into."""
    declared = OPS.get(op)
    if declared is None:
        return None
    attrs = {one.name: one.initial for one in declared.attributes if one.required}
    block = Block("new", op, declared, attrs)
    for wire in _wires_near(canvas, QPointF(*at)):
        if ways_of(canvas.document.check, block, wire) is not None:
            return wire
    return None


def _wires_near(canvas: Canvas, place: QPointF) -> list[Wire]:
    square = QRectF(place.x() - _NEAR, place.y() - _NEAR, 2 * _NEAR, 2 * _NEAR)
    items = canvas.view.scene().items(square)
    return [item.wire for item in items if isinstance(item, WireItem)]
