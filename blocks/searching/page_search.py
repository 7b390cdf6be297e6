"""Finding in a page as one types."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from blocks.checking import Problem
from blocks.searching.entries import (
    About,
    Entry,
    Item,
    Searched,
    Target,
    about,
    block_item,
    other_items,
)


class Hit(NamedTuple):
    """Something that was found: what it is called, why it was found, and where it is.

    `kind` is that of the entry in `text`: "name", "op", "attribute", "note", "error" and so on.
    """

    target: Target
    title: str
    kind: str
    text: str


class PageSearch:
    """Finds on one page. What is said of the page is gathered once, until `forget`."""

    def __init__(self, seen: Searched) -> None:
        self._seen = seen
        self._known: dict[str, tuple[About, Item]] = {}
        self._items: list[Item] | None = None

    def forget(self) -> None:
        """The page, its problems or its states have changed: look again, at what differs."""
        self._items = None

    def find(self, text: str) -> list[Hit]:
        """What has all the words of a text, in any order and case, best first; nothing for none.

        A word may be any part of what is said of a thing, and the words may be in several of its
        entries: `conv same failed` finds the convolutions with padding SAME that failed.
        """
        words = text.lower().split()
        if not words:
            return []
        found = []
        for item in self._gathered():
            everything = item.everything
            if all(word in everything for word in words):
                found.append((_rank(words, item), item))
        found.sort(key=lambda one: one[0])
        return [_hit(words, item) for _, item in found]

    def _gathered(self) -> list[Item]:
        if self._items is None:
            seen = self._seen
            problems = seen.problems()
            by_block: dict[str | None, list[Problem]] = defaultdict(list)
            for problem in problems:
                by_block[problem.block].append(problem)
            known: dict[str, tuple[About, Item]] = {}
            for id in seen.page.blocks:
                now = about(seen, id, tuple(by_block.get(id, ())))
                before = self._known.get(id)
                if before is not None and now.same_as(before[0]):
                    known[id] = before
                else:
                    known[id] = now, block_item(now)
            self._known = known
            self._items = [item for _, item in known.values()]
            self._items += other_items(seen.page, problems)
        return self._items


_BEYOND_NAMES = 4


def _rank(words: list[str], item: Item) -> int:
    """How far what was found is from the name that somebody typed: 0 is best."""
    names = item.entries[0].text.lower()
    op = item.entries[1].text.lower() if item.target.kind == "block" else ""
    return sum(_distance(word, names, op) for word in words)


def _distance(word: str, names: str, op: str) -> int:
    fits = (word == names, names.startswith(word), word in names, op.startswith(word))
    return fits.index(True) if any(fits) else _BEYOND_NAMES


def _hit(words: list[str], item: Item) -> Hit:
    """The hit with the entries that have what its title does not have."""
    name = item.entries[0]
    title = name.text
    left = [word for word in words if word not in title.lower()]
    shown: dict[Entry, None] = {}
    for word in left:
        pairs = zip(item.entries, item.lowered, strict=True)
        shown.setdefault(next(entry for entry, text in pairs if word in text))
    entries = list(shown) or [_second(item)]
    return Hit(item.target, title, entries[0].kind, " · ".join(one.text for one in entries))


def _second(item: Item) -> Entry:
    """What says most of a thing after its name."""
    return item.entries[1] if len(item.entries) > 1 else Entry(item.target.kind, "")
