"""What the canvas says of the thing under the mouse."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint

from app.canvas.platform_marks import trouble_lines
from app.canvas.tensor_tip import GESTURE, array_at, tensor_lines
from app.canvas.tip_text import dim, wrong
from app.canvas.view import View
from app.document import Document
from blocks.durations import seconds_text
from blocks.page import End, Wire

_STATES = {
    "never": "never run",
    "fresh": "up to date",
    "stale": "has changed since it last ran",
    "running": "running",
    "failed": "failed",
}

_MOST = 8
"""So many tensors that come into one port are told of."""


def tooltip_at(document: Document, view: View, at: QPoint) -> str:
    """The thing at a place in the viewport, whatever it is; "" for nothing."""
    if (port := view.port_at(at)) is not None:
        return port_tooltip(document, port.end, is_input=port.is_input)
    if (block := view.block_at(at)) is not None:
        if block.id in document.page.groups:
            return group_tooltip(document, block.id)
        row = block.row_at(block.mapFromScene(view.mapToScene(at)))
        words = block_tooltip(document, block.id, row.full if row else None)
        return "<br>".join([words, *trouble_lines(block.troubles)])
    if (wire := view.wire_at(at)) is not None:
        return wire_tooltip(document, wire.wire)
    return ""


def block_tooltip(document: Document, id: str, row: str | None = None) -> str:
    """A block: what is wrong first, then what the op does. `row` is a value in full."""
    block = document.page.blocks[id]
    lines = [f"<b>{escape(block.op_name)}</b> {dim(document.page.full_name(id))}"]
    lines += [wrong(one) for one in reasons(document, id)]
    if row:
        lines.append(escape(row).replace(";", ";<wbr>"))
    if note := document.page.notes.get(id):
        lines.append(f"<i>{escape(note)}</i>".replace("\n", "<br>"))
    if block.op is not None:
        lines.append(escape(block.op.summary))
    state, time = document.state(id), seconds_text(document.seconds(id))
    lines.append(dim(_STATES.get(state, state) + (f", took {time}" if time else "")))
    if (verdict := document.verdict(id)) is not None:
        words = escape(verdict.words)
        lines.append(words if verdict.met else wrong(verdict.words))
    if why := document.why(id):
        lines.append(dim(f"in the last run: {why}"))
    return "<br>".join(lines)


def group_tooltip(document: Document, id: str) -> str:
    """A group: what somebody has written about it, what is in it, what is wrong in it."""
    page = document.page
    blocks = page.groups.all_blocks(id)
    group = page.groups[id]
    lines = [f"<b>{escape(group.title or id)}</b> {dim(f'group of {len(blocks)}')}"]
    if group.text:
        lines.append(escape(group.text).replace("\n", "<br>"))
    found = [f"{block}: {one}" for block in blocks for one in reasons(document, block)]
    lines += [wrong(one) for one in found[:5]]
    named = ", ".join(blocks[:8]) + (", …" if len(blocks) > 8 else "")
    lines += [escape(named), dim("a double-click opens it")]
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
    lines = [f"<b>{escape(end.port)}</b> {dim(end.block)}"]
    lines += [
        wrong(one.message)
        for one in document.check.problems_of((end.block,))
        if is_input and one.port == end.port
    ]
    if port is None or op is None:
        lines.append("the op is not known here" if op is None else "the op has no such port")
        return "<br>".join(lines)
    if port.help:
        lines.append(escape(port.help))
    ends = [wire.source for wire in document.page.wires_into(*end)] if is_input else [end]
    is_told = any(document.known(one).dtype is not None for one in ends)
    is_wrong = any(one.port == end.port for one in document.check.problems_of((end.block,)))
    notes = [", ".join(op.allowed(port))] if is_wrong or not is_told else []
    notes += ["takes any number of wires"] if port.many else []
    notes += ["may be left open"] if port.optional and not ends else []
    lines += [dim("; ".join(notes))] if notes else []
    for one in ends[:_MOST]:
        lines += tensor_lines(document, one)
    if len(ends) > _MOST:
        lines.append(dim(f"and {len(ends) - _MOST} more"))
    lines += _gesture(document, ends)
    return "<br>".join(lines)


def wire_tooltip(document: Document, wire: Wire) -> str:
    """A wire: its ends and what flows along it."""
    lines = [escape(str(wire)), *tensor_lines(document, wire.source)]
    return "<br>".join((*lines, *_gesture(document, [wire.source])))


def _gesture(document: Document, ends: list[End]) -> list[str]:
    there = any(array_at(document, end) is not None for end in ends)
    return [dim(GESTURE)] if there else []
