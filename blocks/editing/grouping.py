"""Make one of several, and take it apart again."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from blocks.editing.levels import interface, level_of
from blocks.errors import EditRefused
from blocks.page import End, Page


def group(page: Page, ids: Iterable[str], title: str = "Group") -> str:
    """Put blocks, frames and groups of one level into a new group, and return its id.

    It stands in their middle. The ports that wires cross to stay shown when such a wire is taken
    away. EditRefused if there is no block among them, or they are of several levels.
    """
    chosen = tuple(dict.fromkeys(ids))
    levels = {level_of(page, id) for id in chosen}
    if not any(id in page.blocks or id in page.groups for id in chosen):
        raise EditRefused("a group needs at least one block")
    if len(levels) > 1:
        raise EditRefused("only blocks that are seen together can be grouped")
    corners = [_corner(page, id) for id in chosen]
    at = (round(fmean(x for x, _ in corners)), round(fmean(y for _, y in corners)))
    with page.edit(f"Group {_counted(len(chosen), 'item')}"):
        made = page.groups.add(at, title, levels.pop())
        for id in chosen:
            move_into(page, id, made)
        ports = interface(page, made)
        page.groups.alter(made, ports=(*ports.inputs, *ports.outputs))
    return made


def ungroup(page: Page, ids: Iterable[str]) -> tuple[str, ...]:
    """Take groups away; what was in them is on the level where they stood. Returns that."""
    groups = [id for id in dict.fromkeys(ids) if id in page.groups]
    if not groups:
        raise EditRefused("choose a group to ungroup")
    with page.edit("Ungroup"):
        freed: list[str] = []
        for id in groups:
            freed += (*page.groups.blocks(id), *page.groups.inside(id))
            page.groups.drop(id)
    return tuple(freed)


def remove(page: Page, ids: Iterable[str]) -> None:
    """Remove blocks, frames, and groups with all that is in them."""
    chosen = tuple(dict.fromkeys(ids))
    blocks = [id for id in chosen if id in page.blocks]
    groups = [id for id in chosen if id in page.groups]
    if len(blocks) == len(chosen):
        page.remove_blocks(blocks)
        return
    with page.edit(f"Delete {_counted(len(chosen), 'item')}"):
        for id in groups:
            blocks += page.groups.all_blocks(id)
        page.remove_blocks(blocks)
        for id in chosen:
            if id in page.frames:
                page.frames.drop(id)
        for id in groups:
            _remove_group(page, id)


def move_into(page: Page, id: str, level: str | None) -> None:
    """Put a block, a frame or a group on another level; None is the page itself."""
    if id in page.frames:
        page.frames.alter(id, group=level)
    elif id in page.groups:
        page.groups.alter(id, parent=level)
    else:
        page.members.move(id, level)


def promote(page: Page, end: End, group: str | None = None) -> None:
    """Show a port on a group that its block is in, even while no wire leads there; on the
    innermost, unless told."""
    group = page.members.get(end.block) if group is None else group
    if group is None:
        raise EditRefused(f"{end.block} is in no group")
    ports = page.groups[group].ports
    if end not in ports:
        page.groups.alter(group, ports=(*ports, end))


def demote(page: Page, end: End, group: str | None = None) -> None:
    """Show a port on its group no longer, unless a wire leads there."""
    group = page.members.get(end.block) if group is None else group
    if group is not None:
        ports = page.groups[group].ports
        page.groups.alter(group, ports=tuple(one for one in ports if one != end))


def _remove_group(page: Page, id: str) -> None:
    if id not in page.groups:
        return
    for inner in page.groups.inside(id):
        _remove_group(page, inner)
    for frame in [key for key, one in page.frames.items() if one.group == id]:
        page.frames.drop(frame)
    page.groups.drop(id)


def _corner(page: Page, id: str) -> tuple[float, float]:
    if id in page.frames:
        return page.frames[id].at
    return page.groups[id].at if id in page.groups else page.position(id)


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
