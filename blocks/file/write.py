"""The canonical form of a page file: a line for each block, wire and place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from blocks.declaration.attribute import Attribute
from blocks.file.entries import PAGE
from blocks.file.migrate import version
from blocks.file.state import State
from blocks.page import Block, Position, Unread, Wire
from blocks.page.precision import PRECISION


def written(state: State, format: str = PAGE) -> str:
    """The text of a page, or of a fragment, which has neither title nor precision."""
    head: dict[str, object] = {"format": format, "version": version()}
    if format == PAGE:
        head["title"] = state.title
        if state.precision != PRECISION.default:
            head[PRECISION.name] = _raw(state.precision, PRECISION)
    parts = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    parts += [
        _listed("blocks", ("[", "]"), map(_block, state.blocks)),
        _listed("wires", ("[", "]"), (_wire(one, state) for one in state.wires)),
        _listed("layout", ("{", "}"), _layout(state)),
    ]
    parts += [f"{_json(key)}: {_json(value)}" for key, value in state.extra.page.items()]
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"


def _listed(key: str, brackets: tuple[str, str], lines: Iterable[str]) -> str:
    inner = ",\n    ".join(lines)
    start, end = brackets
    return f'"{key}": {start}\n    {inner}\n  {end}' if inner else f'"{key}": {start}{end}'


def _block(block: Block) -> str:
    entry: dict[str, object] = {"id": block.id, "op": block.op_name}
    if block.attrs:
        entry["attrs"] = {name: _value(block, name) for name in sorted(block.attrs)}
    return _json(entry | dict(block.extra))


def _value(block: Block, name: str) -> object:
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
    for id, at in state.places.items():
        entry = {"at": _numbers(at)} | {k: v for k, v in extra.get(id, {}).items() if k != "at"}
        yield f"{_json(id)}: {_json(entry)}"
    for id, kept in extra.items():
        if id not in state.places and "at" in kept:
            yield f"{_json(id)}: {_json(kept)}"


def _numbers(at: Position) -> list[float]:
    return [int(one) if float(one).is_integer() else one for one in at]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
