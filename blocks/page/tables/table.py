"""A table of a page: items by key, each value never changing, and the edits that keep it right.

All tables change by one kind of change, ItemSet, so that the history, the file and the clipboard
treat them alike.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

import numpy as np

from blocks.errors import EditRefused
from blocks.page.changes import ItemSet

if TYPE_CHECKING:
    from blocks.page.page import Page

Item = TypeVar("Item")


class Table(Mapping[str, Item], Generic[Item]):
    """Items by key, in the order of their keys, so that it does not matter how they came."""

    name: ClassVar[str]
    """What the table is called in changes."""

    counts: ClassVar[bool] = False
    """Whether its items make a difference to results, not only to what is seen."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._items: dict[str, Item] = {}

    def __getitem__(self, key: str) -> Item:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._items))

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    # ---- editing ---------------------------------------------------------------------------

    def put(self, key: str, item: Item) -> None:
        """Put an item at a key, in place of what is there. EditRefused if the page cannot have
        it."""
        if (reason := self.refusal(key, item)) is not None:
            raise EditRefused(reason)
        self._set(key, item)

    def drop(self, key: str) -> None:
        """Take an item away, if it is there."""
        if key in self._items:
            self._set(key, None)

    @abstractmethod
    def refusal(self, key: str, item: Item) -> str | None:
        """Why the page cannot have an item, in words for the user; None if it can."""

    @abstractmethod
    def label(self, key: str, item: Item | None) -> str:
        """What the edit is called in the menu; `item` is None where one goes."""

    def block_of(self, key: str) -> str | None:
        """The block that an item belongs to, and goes with; None if it stands by itself."""
        return None

    def leave(self, block: str) -> None:
        """A block is about to go: so do the items that belong to it."""
        for key in [key for key in self._items if self.block_of(key) == block]:
            self.drop(key)

    def _set(self, key: str, new: Item | None) -> None:
        old = self._items.get(key)
        if _same(old, new):
            return
        with self._page.edit(self.label(key, new)):
            self._page.do(ItemSet(self.name, key, old, new, self.block_of(key), self.counts))

    # ---- for the page ----------------------------------------------------------------------

    def apply(self, change: ItemSet) -> None:
        """Take a change in. The page alone calls this."""
        if change.new is None:
            del self._items[change.key]
        else:
            self._items[change.key] = change.new


class BlockTable(Table[Item]):
    """A table with at most one item for each block, by the block's id."""

    def block_of(self, key: str) -> str | None:
        return key

    def leave(self, block: str) -> None:
        self.drop(block)

    def refusal(self, key: str, item: Item) -> str | None:
        return None if key in self._page.blocks else f"there is no block {key!r:.60}"


def _same(one: object, other: object) -> bool:
    if one is other:
        return True
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return False
    return type(one) is type(other) and one == other
