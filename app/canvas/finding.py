"""What is at a place on the page.

Asked of the items' own places: Qt would ask for the shape of everything whose bounding box is near,
which takes a tenth of a second on a page of a thousand blocks.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF

from app.canvas.block_item import OVERHANG, BlockItem
from app.canvas.ports import REACH, PortItem, nearest
from app.canvas.wires import GRIP, WireItem


def block_at(blocks: Iterable[BlockItem], at: QPointF) -> BlockItem | None:
    """The uppermost block there."""
    there = [item for item in blocks if item.place.contains(at) and item.isVisible()]
    return max(reversed(there), key=BlockItem.zValue, default=None)


def port_at(blocks: Iterable[BlockItem], at: QPointF, reach: float) -> PortItem | None:
    """The port nearest to a place, within so many pixels of the page around its own area; but
    none that another block covers. Of ports at the same place it is the uppermost."""
    wide, high = REACH.width() / 2 + reach, REACH.height() / 2 + reach
    ports = []
    covering = None
    for item in blocks:
        around = max(wide, OVERHANG)
        if not item.place.adjusted(-around, -high, around, high).contains(at):
            continue
        if not item.isVisible():
            continue
        if item.place.contains(at) and (covering is None or item.zValue() >= covering.zValue()):
            covering = item
        for port in item.ports:
            apart = port.scenePos() - at
            if item.face.is_dot and not port.contains(port.mapFromScene(at)):
                continue
            if abs(apart.x()) <= wide and abs(apart.y()) <= high and port.isVisible():
                ports.append(port)
    if covering is not None and reach == 0:
        ports = [port for port in ports if _is_over(port, covering)]
    ports.sort(key=lambda port: float(port.node.zValue()))
    return nearest(reversed(ports), at)


def wire_at(wires: Iterable[WireItem], at: QPointF) -> WireItem | None:
    """The wire that runs there."""
    grip = QRectF(at.x() - GRIP / 2, at.y() - GRIP / 2, GRIP, GRIP)
    for item in wires:
        if item.bounds.intersects(grip) and item.isVisible() and item.shape().contains(at):
            return item
    return None


def _is_over(port: PortItem, block: BlockItem) -> bool:
    return port.node is block or bool(port.node.zValue() > block.zValue())
