"""The canonical form of a page file: a line for each block, wire and place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from blocks.declaration.attribute import Attribute
from blocks.file.entries import PAGE, LayoutEntry
from blocks.file.migrate import version
from blocks.file.state import State
from blocks.page import Block, Position, Unread, Wire
from blocks.page.precision import PRECISION
from blocks.page.tables.ends import end_of
from blocks.page.tables.frames import COLOURS, Frame, Size
from blocks.page.tables.groups import Group
from blocks.tensors import write_tensor

KNOWN = frozenset(LayoutEntry.__struct_encode_fields__)


def written(state: State, format: str = PAGE) -> str:
    """The text of a page, or of a fragment, which has neither title nor precision."""
    head: dict[str, object] = {"format": format, "version": version()}
    if format == PAGE:
        head["title"] = state.title
        if state.precision != PRECISION.default:
            head[PRECISION.name] = _raw(state.precision, PRECISION)
    parts = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    parts += _keyed("variables", state, lambda source: source)
    parts += [
        _listed("blocks", ("[", "]"), (_block(one, state) for one in state.blocks)),
        _listed("wires", ("[", "]"), (_wire(one, state) for one in state.wires)),
        _listed("layout", ("{", "}"), _layout(state)),
    ]
    parts += _keyed("groups", state, _group)
    parts += _keyed("frames", state, _frame)
    parts += _keyed("pins", state, write_tensor)
    parts += [f"{_json(key)}: {_json(value)}" for key, value in state.extra.page.items()]
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"


def _listed(key: str, brackets: tuple[str, str], lines: Iterable[str]) -> str:
    inner = ",\n    ".join(lines)
    start, end = brackets
    return f'"{key}": {start}\n    {inner}\n  {end}' if inner else f'"{key}": {start}{end}'


def _keyed(table: str, state: State, entry: Callable[[Any], object]) -> list[str]:
    """A table by itself, a line for each item; nothing if it is empty."""
    lines = [f"{_json(key)}: {_json(entry(item))}" for key, item in state.table(table).items()]
    return [_listed(table, ("{", "}"), lines)] if lines else []


def _block(block: Block, state: State) -> str:
    entry: dict[str, object] = {"id": block.id, "op": block.op_name}
    names = block.attrs.keys() | block.formulas.keys()
    if names:
        entry["attrs"] = {name: _value(block, name) for name in sorted(names)}
    for key, table in (("note", "notes"), ("mode", "modes")):
        if block.id in state.table(table):
            entry[key] = state.table(table)[block.id]
    return _json(entry | dict(block.extra))


def _value(block: Block, name: str) -> object:
    if name in block.formulas:
        return block.formulas[name]
    return _raw(block.attrs[name], block.op.attribute(name) if block.op else None)


def _raw(value: Any, attribute: Attribute | None) -> object:
    if isinstance(value, Unread):
        return value.raw
    assert attribute is not None, "only a value that was not read has no attribute"
    return attribute.write(value)


def _wire(wire: Wire, state: State) -> str:
    entry = {"from": str(wire.source), "to": str(wire.target)}
    return _json(entry | dict(state.extra.wires.get(wire, {})))


def _layout(state: State) -> Iterable[str]:
    extra = state.extra.layout
    tags: dict[str, list[str]] = {}
    for end in map(end_of, state.table("tags")):
        tags.setdefault(end.block, []).append(end.port)
    for id in (block.id for block in state.blocks):
        entry: dict[str, object] = {"at": _numbers(state.places[id])}
        if id in state.table("members"):
            entry["group"] = state.table("members")[id]
        if id in state.table("dots"):
            entry["dot"] = True
        if id in tags:
            entry["tags"] = tags[id]
        entry |= {key: one for key, one in extra.get(id, {}).items() if key not in KNOWN}
        yield f"{_json(id)}: {_json(entry)}"
    for id, kept in extra.items():
        if id not in state.places and "at" in kept:
            yield f"{_json(id)}: {_json(kept)}"


def _group(group: Group) -> object:
    entry: dict[str, object] = {"at": _numbers(group.at)}
    entry |= _said(title=group.title, text=group.text, parent=group.parent)
    entry |= _said(ports=[str(end) for end in group.ports])
    return entry | dict(group.extra)


def _frame(frame: Frame) -> object:
    entry: dict[str, object] = {"at": _numbers(frame.at), "size": _numbers(frame.size)}
    entry |= _said(title=frame.title, text=frame.text, group=frame.group)
    if frame.colour != COLOURS[0]:
        entry["colour"] = frame.colour
    return entry | dict(frame.extra)


def _said(**values: object) -> dict[str, object]:
    """What is not empty."""
    return {key: value for key, value in values.items() if value}


def _numbers(at: Position | Size) -> list[float]:
    return [int(one) if float(one).is_integer() else one for one in at]


_json: Callable[[Any], str] = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(", ", ": ")
).encode
"""Made once: `json.dumps` makes an encoder for each call, which takes longer than to use it."""
