"""The outputs that a thing on the canvas stands for."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from app.canvas.ports import PortItem
from app.canvas.view import View
from app.document import Document
from blocks.page import End


def outputs_of_line(document: Document, view: View, at: QPoint) -> tuple[End, ...]:
    """What flows through the port or along the wire at a place in the viewport: an output port
    itself, else the outputs that are wired there."""
    if (port := view.port_at(at)) is not None:
        return outputs_of_port(document, port)
    wire = view.wire_at(at)
    return () if wire is None else (wire.wire.source,)


def outputs_of_port(document: Document, port: PortItem) -> tuple[End, ...]:
    """An output port itself; of an input, the outputs that are wired to it."""
    if not port.is_input:
        return (port.end,)
    return tuple(wire.source for wire in document.page.wires_into(*port.end))


def outputs_at(document: Document, view: View, at: QPoint) -> tuple[End, ...]:
    """As `outputs_of_line`; of a block or a group all that it gives."""
    if view.port_at(at) is None and (block := view.block_at(at)) is not None:
        return document.outputs((block.id,))
    return outputs_of_line(document, view, at)
