"""New ids and names for what comes onto a page that has them already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from blocks.file.contents import Contents
from blocks.file.items import Item
from blocks.page import Block, End, Extra, Page, Unread, Wire
from blocks.page.names import FreeNames
from blocks.page.precision import PRECISION
from blocks.page.tables.ends import end_of

Ids = Mapping[str, str]


def renamed(found: Contents, page: Page) -> tuple[Contents, list[str]]:
    """The contents with ids and names that the page does not have, and the ids of the blocks."""
    taken = [*page.blocks, *(block.name for block in page.blocks.values())]
    free = FreeNames([*taken, *page.frames, *page.groups])
    new = {block.id: free.take(block.id) for block in found.blocks}
    shapes = {
        item.key: free.take(item.key) for item in found.items if item.table in ("groups", "frames")
    }
    blocks = [_with_free_name(replace(one, id=new[one.id]), free) for one in found.blocks]
    wires = [
        Wire(End(new[source.block], source.port), End(new[target.block], target.port))
        for source, target in found.wires
    ]
    by_old = dict(zip(found.wires, wires, strict=True))
    extra = Extra(
        wires={by_old[wire]: kept for wire, kept in found.extra.wires.items()},
        layout={new[id]: kept for id, kept in found.extra.layout.items() if id in new},
    )
    places = {new[id]: at for id, at in found.places.items()}
    items = [_renamed(item, new, shapes) for item in found.items]
    renewed = Contents("", PRECISION.default, blocks, wires, places, items, extra)
    return renewed, list(new.values())


def _with_free_name(block: Block, free: FreeNames) -> Block:
    name = block.attrs.get("name")
    if name is None or isinstance(name, Unread) or name == block.id:
        return block
    return block.with_attr("name", free.take(name))


def _renamed(item: Item, blocks: Ids, shapes: Ids) -> Item:
    match item.table:
        case "variables":
            return item
        case "groups":
            ports = tuple(_end(end, blocks) for end in item.value.ports)
            parent = shapes.get(item.value.parent)
            value = replace(item.value, parent=parent, ports=ports)
            return item._replace(key=shapes[item.key], value=value)
        case "frames":
            value = replace(item.value, group=shapes.get(item.value.group, item.value.group))
            return item._replace(key=shapes[item.key], value=value)
        case "members":
            return item._replace(key=blocks[item.key], value=shapes.get(item.value, item.value))
        case "pins" | "tags":
            return item._replace(key=str(_end(end_of(item.key), blocks)))
        case _:
            return item._replace(key=blocks[item.key])


def _end(end: End, blocks: Ids) -> End:
    return End(blocks.get(end.block, end.block), end.port)
