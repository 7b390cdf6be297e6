"""Groups: blocks that are shown as one. Nothing that computes knows of them.

A block's place in a group is in the table `members`. The blocks keep their own places on the page,
so that a group that is dissolved leaves the page as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from blocks.page.block import End, Position, nothing
from blocks.page.names import is_unicode
from blocks.page.rules import id_refusal, position_refusal
from blocks.page.tables.table import BlockTable, Table


@dataclass(frozen=True, slots=True)
class Group:
    """One group. `at` is where it stands as one block on the level of its `parent`, None for the
    page itself. `ports` are the inner ports that it shows even while no wire crosses its border.
    `extra` is what else a file said of it."""

    at: Position
    title: str = ""
    text: str = ""
    parent: str | None = None
    ports: tuple[End, ...] = ()
    extra: Mapping[str, object] = field(default_factory=nothing)


class Groups(Table[Group]):
    """Groups by id."""

    name = "groups"

    def add(self, at: tuple[float, float], title: str = "", parent: str | None = None) -> str:
        """Add an empty group and return its id."""
        id = self._page.free_id("group")
        self.put(id, Group(Position(*at), title, parent=parent))
        return id

    def alter(self, id: str, **changes: Any) -> None:
        """Change a group's title, text, at, parent or ports."""
        self.put(id, replace(self[id], **changes))

    def drop(self, key: str) -> None:
        """Take a group away; what was in it is on the level of its parent then."""
        if key not in self:
            return
        parent = self[key].parent
        with self._page.edit(self.label(key, None)):
            for block in self.blocks(key):
                self._page.members.move(block, parent)
            for id in self.inside(key):
                self.alter(id, parent=parent)
            frames = self._page.frames
            for id in [id for id, frame in frames.items() if frame.group == key]:
                frames.alter(id, group=parent)
            super().drop(key)

    # ---- looking ---------------------------------------------------------------------------

    def inside(self, id: str | None) -> tuple[str, ...]:
        """The groups right within a group, or on the page itself."""
        return tuple(one for one, group in self.items() if group.parent == id)

    def blocks(self, id: str | None) -> tuple[str, ...]:
        """The blocks right within a group, or on the page itself, in the page's order."""
        members = self._page.members
        return tuple(block for block in self._page.blocks if members.get(block) == id)

    def all_blocks(self, id: str) -> tuple[str, ...]:
        """The blocks within a group and within all groups in it, in the page's order."""
        members = self._page.members
        groups = {id, *self.all_inside(id)}
        return tuple(block for block in self._page.blocks if members.get(block) in groups)

    def all_inside(self, id: str) -> tuple[str, ...]:
        """The groups within a group, and those in them."""
        found: list[str] = []
        todo = [id]
        while todo:
            inner = self.inside(todo.pop())
            found += inner
            todo += inner
        return tuple(found)

    def way(self, id: str | None) -> tuple[str, ...]:
        """The groups from the page down to one, it included, as breadcrumbs show them."""
        found: list[str] = []
        while id is not None:
            found.append(id)
            id = self[id].parent
        return tuple(reversed(found))

    # ---- rules -----------------------------------------------------------------------------

    def refusal(self, key: str, item: Group) -> str | None:
        if key not in self and (reason := id_refusal(self._page, key)) is not None:
            return reason
        if (reason := position_refusal(item.at)) is not None:
            return reason
        if not (is_unicode(item.title) and is_unicode(item.text)):
            return f"the texts of {key} have half of a surrogate pair in them"
        if item.parent is not None:
            if item.parent not in self and item.parent != key:
                return f"there is no group {item.parent!r:.60}"
            if item.parent == key or key in self.way(item.parent):
                return f"the group {key} cannot be within itself"
        for end in item.ports:
            if end.block not in self._page.blocks:
                return f"there is no block {end.block!r:.60}"
        return None

    def label(self, key: str, item: Group | None) -> str:
        if item is None:
            return "Ungroup"
        if (before := self.get(key)) is None:
            return "Group"
        return "Move group" if before.at != item.at else "Change group"

    def leave(self, block: str) -> None:
        for id, group in self.items():
            if any(end.block == block for end in group.ports):
                self.alter(id, ports=tuple(end for end in group.ports if end.block != block))


class Members(BlockTable[str]):
    """The group in which a block is, by the block's id; a block on the page itself has no item."""

    name = "members"

    def move(self, block: str, group: str | None) -> None:
        """Put a block into a group, or on the page itself."""
        if group is None:
            self.drop(block)
        else:
            self.put(block, group)

    def refusal(self, key: str, item: str) -> str | None:
        if item not in self._page.groups:
            return f"there is no group {item!r:.60}"
        return super().refusal(key, item)

    def label(self, key: str, item: str | None) -> str:
        return f"Put {key} into {item}" if item is not None else f"Take {key} out of its group"
