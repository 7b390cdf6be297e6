"""From the plain data of a page to blocks, wires and places, each checked by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from blocks.errors import PageFileError
from blocks.file.entries import (
    BlockEntry,
    LayoutEntry,
    PageEntry,
    WireEntry,
    entry,
    kept,
    unknown,
)
from blocks.file.items import Item, inside, items, items_of_block, items_of_place
from blocks.ops import OPS
from blocks.page import Block, End, Extra, Position, Unread, Wire
from blocks.page.block import NOTHING
from blocks.page.formulas import NO_VARIABLES, read_or_keep
from blocks.page.names import PORT
from blocks.page.precision import PRECISION
from blocks.page.renewing import read_for
from blocks.page.rules import is_default, position_refusal


@dataclass
class Contents:
    """What a page file or a fragment says, before any of it is on a page. Expressions that need
    variables are not worked out yet."""

    title: str
    precision: str | Unread
    blocks: list[Block]
    wires: list[Wire]
    places: dict[str, Position]
    items: list[Item] = field(default_factory=list)
    extra: Extra = field(default_factory=Extra)


def contents(data: Mapping[str, Any]) -> Contents:
    """The contents of a page's plain data, of this version.

    Raises PageFileError with the place for what has not the form of a page. What blockprop does
    not know, or an op cannot take, is kept: unknown keys as extra, attribute values as Unread.
    """
    page = entry(data, PageEntry)
    blocks: list[Block] = []
    found = items(page)
    for at, raw in enumerate(page.blocks):
        place = f"blocks[{at}]"
        said = entry(raw, BlockEntry, place)
        blocks.append(_block(said, raw, place))
        if said.note or said.mode:
            found += items_of_block(said, place)
    _refuse_twice(blocks)
    ids = {block.id: block for block in blocks}
    wires = [_wire(raw, f"wires[{at}]", ids) for at, raw in enumerate(page.wires)]
    places: dict[str, Position] = {}
    for id, raw in page.layout.items():
        place = inside("layout", id)
        there = entry(raw, LayoutEntry, place)
        places[id] = _position(there, place)
        if id in ids and (there.group is not None or there.dot or there.tags):
            found += items_of_place(id, there, place)
    layout = page.layout.items()
    extra = Extra(
        page=unknown(data, PageEntry),
        wires=_extras(zip(wires, page.wires, strict=True), WireEntry, "wires"),
        layout={
            **_extras(((id, raw) for id, raw in layout if id in ids), LayoutEntry, "layout"),
            **{id: kept(raw, "layout") for id, raw in layout if id not in ids},
        },
    )
    return Contents(
        page.title,
        _precision(page.precision),
        _with_names_of_their_own(blocks),
        wires,
        {id: at for id, at in places.items() if id in ids},
        found,
        extra,
    )


def _precision(raw: object) -> str | Unread:
    precision: str | Unread
    precision, _ = read_or_keep(PRECISION, raw, NO_VARIABLES)
    if isinstance(precision, Unread):
        kept(raw, PRECISION.name)
    return precision


def _block(said: BlockEntry, raw: dict[str, Any], place: str) -> Block:
    op = OPS.get(said.op)
    attrs, formulas = {}, {}
    for name, value in said.attrs.items():
        read, formula = read_for(op, said.op, name, value, NO_VARIABLES)
        if isinstance(read, Unread):
            kept(value, f"{place}.attrs")
        if formula is not None:
            formulas[name] = formula
        if op is None or not is_default(op, name, read):
            attrs[name] = read
    extra = unknown(raw, BlockEntry, place)
    return Block(said.id, said.op, op, _read_only(attrs), _read_only(extra), _read_only(formulas))


def _read_only(items: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(items) if items else NOTHING


def _wire(raw: object, place: str, blocks: Mapping[str, Block]) -> Wire:
    said = entry(raw, WireEntry, place)
    source = _end(said.source, f"{place}.from", blocks)
    return Wire(source, _end(said.target, f"{place}.to", blocks))


def _end(said: str, place: str, blocks: Mapping[str, Block]) -> End:
    id, point, port = said.partition(".")
    if not (id and point and PORT.fullmatch(port)):
        raise PageFileError(f"'block.port' is needed, not {said!r:.60}", place)
    block = blocks.get(id)
    if block is None:
        raise PageFileError(f"there is no block {id!r:.60}", place)
    return block.end(port)


def _position(said: LayoutEntry, place: str) -> Position:
    if (reason := position_refusal(said.at)) is not None:
        raise PageFileError(reason, f"{place}.at")
    return Position(*said.at)


def _extras(
    entries: Iterable[tuple[Any, dict[str, object]]], kind: Any, place: str
) -> dict[Any, Any]:
    found = ((key, unknown(raw, kind, place)) for key, raw in entries)
    return {key: extra for key, extra in found if extra}


def _refuse_twice(blocks: list[Block]) -> None:
    first: dict[str, int] = {}
    for at, block in enumerate(blocks):
        if block.id in first:
            raise PageFileError(
                f"the id {block.id!r:.60} is used twice; blocks[{first[block.id]}] has it too",
                f"blocks[{at}].id",
            )
        first[block.id] = at


def _with_names_of_their_own(blocks: list[Block]) -> list[Block]:
    """The blocks, with a name that another block has, as its name or id, kept as Unread."""
    owners = {block.id: block.id for block in blocks}
    result = []
    for block in blocks:
        owner = owners.setdefault(block.name, block.id)
        if owner != block.id:
            reason = f"the block {owner} is already called {block.name!r}"
            block = block.with_attr("name", Unread(block.attrs["name"], reason))
        result.append(block)
    return result
