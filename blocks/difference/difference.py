"""The difference between two pages, as changes by which one becomes the other.

Blocks are the same if their ids are: one that has got another id has gone, and another has come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from blocks.difference.flat import ORDERED, Flat, Path, flat, order, page_of, same
from blocks.errors import EditRefused
from blocks.page import Page


class Absent(Enum):
    """What stands for a value that is not there."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
ORDER = "order"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs, by its path in the page file; ABSENT where it is not there.

    ("order", "blocks") and ("order", "wires") say that those come in another order, beyond what
    comes of those that have gone, or have come and stand last.
    """

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs. It is false if nothing does."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def within(self, *start: str) -> tuple[Change, ...]:
        """The changes whose paths begin so."""
        return tuple(one for one in self.changes if one.path[: len(start)] == start)


def compare(before: Page, after: Page) -> Difference:
    """What must change for one page to become the other."""
    old, new = flat(before), flat(after)
    changes = [
        Change(path, old.get(path, ABSENT), new.get(path, ABSENT))
        for path in dict.fromkeys((*old, *new))
        if path not in old or path not in new or not same(old[path], new[path])
    ]
    for key in ORDERED:
        was, now = order(old, key), order(new, key)
        if _expected(was, now) != now:
            changes.append(Change((ORDER, key), was, now))
    return Difference(tuple(changes))


def apply(page: Page, difference: Difference) -> Page:
    """A new page: this one, with a difference made to it.

    Raises EditRefused if a value is not what the difference changes it from, and PageFileError if
    no page can be what would come of it.
    """
    found = flat(page)
    orders = {key: order(found, key) for key in ORDERED}
    wanted: dict[str, tuple[str, ...]] = {}
    for change in difference.changes:
        if change.path[0] == ORDER and len(change.path) == 2:
            wanted[change.path[1]] = change.new
        else:
            _change(found, change)
    for key, was in orders.items():
        now = order(found, key)
        found = _arranged(found, key, wanted.get(key) or _expected(was, now))
    return page_of(found, page.folder)


def _change(found: Flat, change: Change) -> None:
    there = found.get(change.path, ABSENT)
    if (there is ABSENT) != (change.old is ABSENT) or not same(there, change.old):
        raise EditRefused(f"{'.'.join(change.path)} is not here what the difference begins with")
    if change.new is ABSENT:
        del found[change.path]
    else:
        found[change.path] = change.new


def _expected(was: Iterable[str], now: Iterable[str]) -> tuple[str, ...]:
    """The order if nothing but coming and going had happened: what comes, comes last."""
    there, before = set(now), set(was)
    return (*(one for one in was if one in there), *(one for one in now if one not in before))


def _arranged(found: Flat, key: str, wanted: tuple[str, ...]) -> Flat:
    places = {name: at for at, name in enumerate(wanted)}
    mine = [path for path in found if path[0] == key and len(path) > 1]
    mine.sort(key=lambda path: places.get(path[1], len(places)))
    rest = {path: value for path, value in found.items() if path[0] != key or len(path) == 1}
    return rest | {path: found[path] for path in mine}
