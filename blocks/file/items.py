"""What the tables of a page are in its file: some with the blocks or places, some by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from blocks.errors import PageFileError, ValueRefused
from blocks.file.entries import (
    BlockEntry,
    FrameEntry,
    GroupEntry,
    LayoutEntry,
    PageEntry,
    entry,
    unknown,
)
from blocks.page import End, Position
from blocks.page.names import ID
from blocks.page.tables.ends import end_of
from blocks.page.tables.frames import Frame, Size
from blocks.page.tables.groups import Group
from blocks.tensors import read_tensor


class Item(NamedTuple):
    """An item of a table, with the place in the file that says it."""

    table: str
    key: str
    value: Any
    place: str


def items(page: PageEntry) -> list[Item]:
    """The items that a page's own keys say, groups after those that they are in."""
    found = [
        Item("variables", name, source, inside("variables", name))
        for name, source in page.variables.items()
    ]
    found += _groups(page.groups)
    found += [_frame(id, raw) for id, raw in page.frames.items()]
    found += [_pin(end, raw) for end, raw in page.pins.items()]
    return found


def items_of_block(said: BlockEntry, place: str) -> Iterator[Item]:
    """The items that the entry of a block says."""
    if said.note:
        yield Item("notes", said.id, said.note, f"{place}.note")
    if said.mode:
        yield Item("modes", said.id, said.mode, f"{place}.mode")


def items_of_place(id: str, said: LayoutEntry, place: str) -> Iterator[Item]:
    """The items that the layout's entry of a block says."""
    if said.group is not None:
        yield Item("members", id, said.group, f"{place}.group")
    if said.dot:
        yield Item("dots", id, True, f"{place}.dot")
    for port in said.tags:
        yield Item("tags", str(End(id, port)), True, f"{place}.tags")


def inside(part: str, key: str) -> str:
    """Where an entry is, as in `layout.dx`; a key that is no id is shown as a text."""
    return f"{part}.{key}" if ID.fullmatch(key) and len(key) <= 60 else f"{part}[{key!r:.60}]"


def _frame(id: str, raw: Any) -> Item:
    place = inside("frames", id)
    said = entry(raw, FrameEntry, place)
    frame = Frame(
        Position(*said.at),
        Size(*said.size),
        said.title,
        said.text,
        said.colour,
        said.group,
        unknown(raw, FrameEntry, place),
    )
    return Item("frames", id, frame, place)


def _groups(said: Mapping[str, Any]) -> list[Item]:
    waiting = {}
    for id, raw in said.items():
        place = inside("groups", id)
        one = entry(raw, GroupEntry, place)
        ports = tuple(_end(end, place) for end in one.ports)
        extra = unknown(raw, GroupEntry, place)
        group = Group(Position(*one.at), one.title, one.text, one.parent, ports, extra)
        waiting[id] = Item("groups", id, group, place)
    return list(_outer_first(waiting))


def _outer_first(waiting: dict[str, Item]) -> Iterable[Item]:
    inner: dict[str | None, list[Item]] = {}
    for item in waiting.values():
        parent = item.value.parent
        if parent is not None and parent not in waiting:
            raise PageFileError(f"there is no group {parent!r:.60}", f"{item.place}.parent")
        inner.setdefault(parent, []).append(item)
    found = list(inner.get(None, ()))
    for item in found:  # It grows while it is gone through.
        found += inner.get(item.key, ())
    if len(found) < len(waiting):
        reached = {item.key for item in found}
        lost = next(item for id, item in waiting.items() if id not in reached)
        raise PageFileError("the group is within itself", f"{lost.place}.parent")
    return found


def _end(said: str, place: str) -> End:
    end = end_of(said)
    if not (end.block and end.port):
        raise PageFileError(f"'block.port' is needed, not {said!r:.60}", f"{place}.ports")
    return end


def _pin(end: str, raw: Any) -> Item:
    place = f"pins[{end!r:.60}]"
    try:
        return Item("pins", end, read_tensor(raw), place)
    except ValueRefused as why:
        raise PageFileError(str(why), place) from None
