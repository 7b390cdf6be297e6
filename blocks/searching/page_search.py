"""Finding in a page as one types."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(frozen=True)
class Hit:
    """Something that was found. What a hit says is worked out only when it is asked for, since of
    a thousand hits a list shows a few."""

    item: Item
    words: tuple[str, ...]

    @property
    def target(self) -> Target:
        """Where it is."""
        return self.item.target

    @property
    def title(self) -> str:
        """What it is called."""
        return self.item.entries[0].text

    @property
    def kind(self) -> str:
        """What was found of it: "name", "op", "attribute", "note", "error" and so on."""
        return self._entries[0].kind

    @property
    def text(self) -> str:
        """Why it was found."""
        return " · ".join(one.text for one in self._entries)

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        """The entries that have what the title does not have; else what says most of it."""
        entries, title = self.item.entries, self.title.lower()
        found: dict[Entry, None] = {}
        for word in self.words:
            if word not in title:
                pairs = zip(entries, self.item.lowered, strict=True)
                found.setdefault(next(entry for entry, text in pairs if word in text))
        return tuple(found) or entries[1:2] or (Entry(self.target.kind, ""),)


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
        words = tuple(text.lower().split())
        if not words:
            return []
        found = []
        for item in self._gathered():
            everything = item.everything
            if all(word in everything for word in words):
                found.append((_rank(words, item), item))
        found.sort(key=lambda one: one[0])
        return [Hit(item, words) for _, item in found]

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


def _rank(words: tuple[str, ...], item: Item) -> int:
    """How far what was found is from the name that somebody typed: 0 is best."""
    names = item.entries[0].text.lower()
    op = item.entries[1].text.lower() if item.target.kind == "block" else ""
    return sum(_distance(word, names, op) for word in words)


def _distance(word: str, names: str, op: str) -> int:
    fits = (word == names, names.startswith(word), word in names, op.startswith(word))
    return fits.index(True) if any(fits) else _BEYOND_NAMES
