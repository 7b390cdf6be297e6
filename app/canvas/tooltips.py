"""What the canvas says of the thing under the mouse."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint

from app.canvas.view import View
from app.document import Document
from app.theme import theme
from blocks.declaration.known import Known, size_text
from blocks.drawing.face import arriving
from blocks.drawing.words import values_text
from blocks.durations import seconds_text
from blocks.page import End, Wire

_STATES = {
    "never": "never run",
    "fresh": "up to date",
    "stale": "has changed since it last ran",
    "running": "running",
    "failed": "failed",
}


def tooltip_at(document: Document, view: View, at: QPoint) -> str:
    """The thing at a place in the viewport, whatever it is; "" for nothing."""
    if (port := view.port_at(at)) is not None:
        return port_tooltip(document, port.end, is_input=port.is_input)
    if (block := view.block_at(at)) is not None:
        if block.id in document.page.groups:
            return group_tooltip(document, block.id)
        row = block.row_at(block.mapFromScene(view.mapToScene(at)))
        return block_tooltip(document, block.id, row.full if row else None)
    if (wire := view.wire_at(at)) is not None:
        return wire_tooltip(document, wire.wire)
    return ""


def block_tooltip(document: Document, id: str, row: str | None = None) -> str:
    """A block: what is wrong first, then what the op does. `row` is a value in full."""
    block = document.page.blocks[id]
    lines = [f"<b>{escape(block.op_name)}</b> {_dim(document.page.full_name(id))}"]
    lines += [_error(one) for one in reasons(document, id)]
    if row:
        lines.append(escape(row).replace(";", ";<wbr>"))
    if note := document.page.notes.get(id):
        lines.append(f"<i>{escape(note)}</i>".replace("\n", "<br>"))
    if block.op is not None:
        lines.append(escape(block.op.summary))
    state, time = document.state(id), seconds_text(document.seconds(id))
    lines.append(_dim(_STATES.get(state, state) + (f", took {time}" if time else "")))
    if why := document.why(id):
        lines.append(_dim(escape(f"in the last run: {why}")))
    return "<br>".join(lines)


def group_tooltip(document: Document, id: str) -> str:
    """A group: what somebody has written about it, what is in it, what is wrong in it."""
    page = document.page
    blocks = page.groups.all_blocks(id)
    group = page.groups[id]
    lines = [f"<b>{escape(group.title or id)}</b> {_dim(f'group of {len(blocks)}')}"]
    if group.text:
        lines.append(escape(group.text).replace("\n", "<br>"))
    wrong = [f"{block}: {one}" for block in blocks for one in reasons(document, block)]
    lines += [_error(one) for one in wrong[:5]]
    named = ", ".join(blocks[:8]) + (", …" if len(blocks) > 8 else "")
    lines += [escape(named), _dim("a double-click opens it")]
    return "<br>".join(lines)


def reasons(document: Document, id: str) -> list[str]:
    """Everything wrong with a block, as text."""
    found = [one.message for one in document.check.problems_of((id,))]
    failure = document.failure(id)
    return found + ([failure] if failure and failure not in found else [])


def port_tooltip(document: Document, end: End, *, is_input: bool) -> str:
    """A port: what is wrong with it, its help, what it takes, what is known of it."""
    block = document.page.blocks[end.block]
    op = block.op
    port = None if op is None else op.input(end.port) if is_input else op.output(end.port)
    lines = [f"<b>{escape(end.port)}</b> {_dim(end.block)}"]
    lines += [
        _error(one.message)
        for one in document.check.problems_of((end.block,))
        if is_input and one.port == end.port
    ]
    if port is None or op is None:
        lines.append("the op is not known here" if op is None else "the op has no such port")
        return "<br>".join(lines)
    if port.help:
        lines.append(escape(port.help))
    notes = [", ".join(op.allowed(port))]
    notes += ["takes any number of wires"] if port.many else []
    notes += ["may be left open"] if port.optional else []
    lines.append(_dim("; ".join(notes)))
    known = arriving(document, end) if is_input else [document.known(end)]
    lines += [f"<b>{escape(tensor_text(one))}</b>" for one in known[:8]]
    if len(known) > 8:
        lines.append(_dim(f"and {len(known) - 8} more"))
    return "<br>".join(lines)


def wire_tooltip(document: Document, wire: Wire) -> str:
    """A wire: its ends and what flows along it."""
    known = document.known(wire.source)
    return f"{escape(str(wire))}<br><b>{escape(tensor_text(known))}</b>"


def tensor_text(known: Known) -> str:
    """dtype, shape and size, and the values where they are known."""
    words = str(known)
    if known.bytes is not None:
        words += f", {size_text(known.bytes)}"
    if known.value is not None:
        words += f": {values_text(known.value)}"
    return words


def _error(text: str) -> str:
    return f'<span style="color:{theme().error}">{escape(text)}</span>'


def _dim(text: str) -> str:
    return f'<span style="color:{theme().dim}">{escape(text)}</span>'
