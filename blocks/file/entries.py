"""What a page file consists of, entry by entry, as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from blocks.errors import PageFileError
from blocks.file.faults import DEEPEST
from blocks.page.precision import PRECISION
from blocks.page.tables.frames import COLOURS

PAGE = "blockprop-page"
FRAGMENT = "blockprop-fragment"


class PageEntry(Struct):
    """A page or a fragment as a whole."""

    format: str
    version: int
    blocks: list[Any]
    title: str = ""
    precision: Any = PRECISION.default
    wires: list[Any] = []
    layout: dict[str, Any] = {}
    variables: dict[str, int | float | bool | str] = {}
    frames: dict[str, Any] = {}
    groups: dict[str, Any] = {}
    pins: dict[str, Any] = {}


class BlockEntry(Struct):
    """One of `blocks`: a use of an op, with the attributes that differ from their defaults."""

    id: str
    op: str
    attrs: dict[str, Any] = {}
    note: str = ""
    mode: str = ""


class WireEntry(Struct, rename={"source": "from", "target": "to"}):
    """One of `wires`: `block.port` on either side."""

    source: str
    target: str


class LayoutEntry(Struct):
    """One of `layout`, by the block's id: the block's top left corner, in pixels at zoom 1; the
    group it is in; whether it is drawn as a dot; which outputs show tags in place of wires."""

    at: tuple[float, float]
    group: str | None = None
    dot: bool = False
    tags: list[str] = []


class FrameEntry(Struct):
    """One of `frames`, by its id."""

    at: tuple[float, float]
    size: tuple[float, float]
    title: str = ""
    text: str = ""
    colour: str = COLOURS[0]
    group: str | None = None


class GroupEntry(Struct):
    """One of `groups`, by its id. `ports` are inner ports, as `block.port`."""

    at: tuple[float, float]
    title: str = ""
    text: str = ""
    parent: str | None = None
    ports: list[str] = []


Entry = TypeVar("Entry", bound=Struct)
Value = TypeVar("Value")

_KINDS = {
    "`str`": "a text",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`null`": "null",
    "`array`": "a list",
    "`object`": "an object {...}",
}


def entry(raw: object, kind: type[Entry], place: str = "") -> Entry:
    """An entry of plain data, checked.

    Raises PageFileError with the place, as `blocks[2].id`, if a key is missing or a value is of
    another type. Keys that the entry does not have are ignored; see `unknown`.
    """
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as why:
        words, _, path = str(why).partition(" - at `$")
        inner = path.rstrip("`")
        raise PageFileError(_plain(words), (place + inner).lstrip(".") or None) from None


def unknown(raw: Mapping[str, object], kind: type[Struct], place: str = "") -> dict[str, object]:
    """What an object holds beyond the keys of its entry; PageFileError if it cannot be kept."""
    known = _keys(kind)
    if known.issuperset(raw):
        return {}
    return {key: kept(value, place) for key, value in raw.items() if key not in known}


@cache
def _keys(kind: type[Struct]) -> frozenset[str]:
    return frozenset(kind.__struct_encode_fields__)


def kept(value: Value, place: str) -> Value:
    """A value that is kept as it came. Raises PageFileError if brackets are nested in it so deep
    that writing them again might fail."""
    level: list[Any] = [value]
    depth = 0
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        if depth > DEEPEST:
            raise PageFileError(f"more than {DEEPEST} brackets are open here", place or None)
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for items in inner for one in items]
    return value


def _plain(words: str) -> str:
    if missing := re.fullmatch(r"Object missing required field `(.*)`", words):
        return f'"{missing[1]}" is missing'
    for kind, plain in _KINDS.items():
        words = words.replace(kind, plain)
    words = re.sub(r"^Expected (.*), got (.*)$", r"\1 is needed, not \2", words)
    words = re.sub(
        r"^(.*) of length (\d+) is needed, not", r"\1 of \2 is needed, not one of", words
    )
    return words[:1].lower() + words[1:]
