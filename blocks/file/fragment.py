"""Fragments: a part of a page, as text for the clipboard and for presets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from blocks.errors import EditRefused
from blocks.file.arrange import arranged
from blocks.file.build import put
from blocks.file.contents import Contents, contents
from blocks.file.entries import FRAGMENT, PAGE
from blocks.file.items import Item
from blocks.file.migrate import migrate
from blocks.file.parse import parse
from blocks.file.quoted import fragment_in
from blocks.file.rename import renamed
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Extra, Page, Position
from blocks.page.precision import PRECISION
from blocks.page.tables.ends import end_of

ASIDE = 40.0
"""How far, down and right, a copy goes that would hide a block exactly."""


def copy(page: Page, ids: Iterable[str]) -> str:
    """Blocks, groups with all that is in them, and frames, as a fragment: with the wires between
    them, their places, and the variables that they use, all in the page's order."""
    wanted = set(ids)
    groups = {id for id in wanted if id in page.groups}
    for id in tuple(groups):
        groups.update(page.groups.all_inside(id))
    frames = {id for id in wanted if id in page.frames}
    frames |= {id for id, frame in page.frames.items() if frame.group in groups}
    blocks = wanted - groups - frames
    blocks |= {id for id, group in page.members.items() if group in groups}
    if missing := blocks - set(page.blocks):
        raise EditRefused(f"there is no block {min(missing)!r}")
    return written(_part(page, blocks, groups, frames), FRAGMENT)


def _part(page: Page, blocks: set[str], groups: set[str], frames: set[str]) -> State:
    now = State.of(page)
    chosen = tuple(one for one in now.blocks if one.id in blocks)
    tables: dict[str, dict[str, Any]] = {
        "variables": page.variables.used_by(block.formulas for block in chosen),
        "groups": {
            id: replace(
                group,
                parent=group.parent if group.parent in groups else None,
                ports=tuple(end for end in group.ports if end.block in blocks),
            )
            for id, group in now.table("groups").items()
            if id in groups
        },
        "frames": {
            id: replace(frame, group=frame.group if frame.group in groups else None)
            for id, frame in now.table("frames").items()
            if id in frames
        },
        "members": {
            id: group
            for id, group in now.table("members").items()
            if id in blocks and group in groups
        },
    }
    for name in ("notes", "modes", "dots"):
        tables[name] = {id: one for id, one in now.table(name).items() if id in blocks}
    for name in ("pins", "tags"):
        whole = now.table(name)
        tables[name] = {end: one for end, one in whole.items() if end_of(end).block in blocks}
    return State(
        title="",
        precision=PRECISION.default,
        blocks=chosen,
        wires=tuple(one for one in now.wires if {one.source.block, one.target.block} <= blocks),
        places={id: at for id, at in now.places.items() if id in blocks},
        extra=Extra(
            wires=now.extra.wires,
            layout={id: kept for id, kept in now.extra.layout.items() if id in blocks},
        ),
        tables={name: items for name, items in tables.items() if items},
    )


def paste(
    page: Page, text: str, at: tuple[float, float] | None = None, group: str | None = None
) -> list[str]:
    """Put all that a fragment, or a whole page, holds on a page, as one edit. Other text around it
    is left aside.

    Ids and names that are taken get a number. The top left corner of all goes to `at`; without
    it, all stands where it stood, or a little aside if it would hide others. What is in no
    group goes into `group`. The page keeps its own title, precision, and variables: of one that it
    has, the fragment's is left out. Returns the ids of the new blocks, frames and groups that are
    on the level of `group`, and of the blocks first. Raises PageFileError, and changes nothing,
    for any other text.
    """
    found = contents(migrate(parse(fragment_in(text)), (FRAGMENT, PAGE)))
    found, ids = renamed(found, page)
    found = replace(found, items=list(_into(group, found, page)))
    places = arranged(found)
    inner = {item.key for item in found.items if item.table == "members" and item.value != group}
    shapes = [item for item in found.items if item.table in ("groups", "frames")]
    outer = {item.key: item.value.at for item in shapes if _level(item) == group}
    seen = [*outer.values(), *(at for id, at in places.items() if id not in inner)]
    right, down = _aside(seen, page, at)
    places = {id: Position(x + right, y + down) for id, (x, y) in places.items()}
    found = replace(found, items=[_shifted(item, right, down) for item in found.items])
    with page.edit(f"Paste {len(ids)} block{'s' if len(ids) != 1 else ''}"):
        put(page, found, places)
    page.extra = page.extra.joined(found.extra)
    return [*(id for id in ids if id not in inner), *outer]


def _into(group: str | None, found: Contents, page: Page) -> Iterator[Item]:
    """The items, with those that are in no group put into this one; no variable that the page has
    already."""
    for item in found.items:
        if item.table == "variables" and item.key in page.variables:
            continue
        if group is not None and item.table == "groups" and item.value.parent is None:
            item = item._replace(value=replace(item.value, parent=group))
        if group is not None and item.table == "frames" and item.value.group is None:
            item = item._replace(value=replace(item.value, group=group))
        yield item
    if group is not None:
        inner = {item.key for item in found.items if item.table == "members"}
        for block in found.blocks:
            if block.id not in inner:
                yield Item("members", block.id, group, "layout")


def _level(item: Item) -> str | None:
    level: str | None = item.value.parent if item.table == "groups" else item.value.group
    return level


def _aside(
    corners: list[Position], page: Page, at: tuple[float, float] | None
) -> tuple[float, float]:
    """How far to the right and down all goes, that what is seen of it stands where it shall."""
    if not corners:
        return 0.0, 0.0
    if at is not None:
        return at[0] - min(one.x for one in corners), at[1] - min(one.y for one in corners)
    taken = {page.position(id) for id in (*page.blocks, *page.frames, *page.groups)}
    right = 0.0
    while any(Position(x + right, y + right) in taken for x, y in corners):
        right += ASIDE
    return right, right


def _shifted(item: Item, right: float, down: float) -> Item:
    if item.table not in ("groups", "frames"):
        return item
    x, y = item.value.at
    return item._replace(value=replace(item.value, at=Position(x + right, y + down)))
