"""A page as a flat table of plain values, each by its path in the page file.

The file's form is compared, not the model's: whatever a page can say is in its file, also what a
later version has put there, so that nothing can differ unseen.

    ("title",)                          "A page"
    ("blocks", "dx", "op")              "Conv2DBackpropInput"
    ("blocks", "dx", "attrs", "padding")    "SAME"
    ("wires", "x.output -> dx.filter")  {}
    ("layout", "dx", "at")              [420, 120]
    ("variables", "H")                  8
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path as File
from typing import Any

from blocks.file import loads
from blocks.file.entries import PAGE
from blocks.file.migrate import version
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Page

Path = tuple[str, ...]
Flat = dict[Path, Any]

ORDERED = ("blocks", "wires")
"""What has an order in the file."""

_TABLES = ("variables", "pins")
_DEEP_TABLES = ("layout", "groups", "frames")


def flat(page: Page) -> Flat:
    """All that a page says. Blocks and wires come in the page's order."""
    data = json.loads(written(State.of(page)))
    found: Flat = {}
    for key, value in data.items():
        if key == "blocks":
            for block in value:
                _add_block(found, dict(block))
        elif key == "wires":
            for wire in value:
                source, target = wire.pop("from"), wire.pop("to")
                found[key, f"{source} -> {target}"] = wire
        elif key in _DEEP_TABLES:
            for id, entry in value.items():
                found |= {(key, id, name): one for name, one in entry.items()}
        elif key in _TABLES:
            found |= {(key, name): one for name, one in value.items()}
        elif key not in ("format", "version"):
            found[key,] = value
    return found


def page_of(found: Mapping[Path, Any], folder: File | None = None) -> Page:
    """The page that says this. Raises PageFileError if no page can."""
    data: dict[str, Any] = {"format": PAGE, "version": version(), "blocks": [], "wires": []}
    blocks: dict[str, dict[str, Any]] = {}
    for path, value in found.items():
        match path:
            case (key,):
                data[key] = value
            case ("blocks", id, *inner):
                block = blocks.setdefault(id, {"id": id})
                for name in inner[:-1]:
                    block = block.setdefault(name, {})
                block[inner[-1]] = value
            case ("wires", wire):
                source, _, target = wire.partition(" -> ")
                data["wires"].append({"from": source, "to": target, **value})
            case (key, *inner):
                entry = data.setdefault(key, {})
                for name in inner[:-1]:
                    entry = entry.setdefault(name, {})
                entry[inner[-1]] = value
    data["blocks"] = list(blocks.values())
    return loads(json.dumps(data, ensure_ascii=False), folder)


def order(found: Iterable[Path], key: str) -> tuple[str, ...]:
    """The blocks' ids, or the wires, in their order."""
    return tuple(dict.fromkeys(path[1] for path in found if path[0] == key and len(path) > 1))


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are the same in a file. 1, 1.0 and true are not."""
    return one is other or (one == other and _text(one) == _text(other))


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _add_block(found: Flat, block: dict[str, Any]) -> None:
    id = block.pop("id")
    attrs = block.pop("attrs", {})
    found |= {("blocks", id, key): value for key, value in block.items()}
    found |= {("blocks", id, "attrs", name): value for name, value in attrs.items()}
