"""Ids and names: what they look like, and how a free one is found."""

from __future__ import annotations

import re
from collections.abc import Iterable

ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""What an id looks like: `block.port` and `block.attribute=value` must be readable."""

PORT = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*")
"""What the name of a port looks like, also of one that no op here has."""


def is_unicode(text: str) -> bool:
    """Whether a file can hold a text: half of a surrogate pair, as some fields give, it cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class FreeNames:
    """Gives out names that are not taken; what it gave is taken from then on."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def take(self, wish: str) -> str:
        """The wish itself if it is free, else its stem with the first number that is."""
        name = wish
        stem = stem_of(wish)
        while name in self._taken:
            number = self._numbers.get(stem, -1) + 1
            self._numbers[stem] = number
            name = numbered(stem, number)
        self._taken.add(name)
        return name


def stem_of(wish: str) -> str:
    """A name without the number at its end."""
    return re.sub(r"_\d+$", "", wish)


def numbered(stem: str, number: int) -> str:
    """The names made from a stem, in the order in which they are tried: `x`, `x_1`, `x_2`, ..."""
    return f"{stem}_{number}" if number else stem
