"""Which viewers a page had when it was last closed, kept from one start to the next."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blocks.page import End

MOST_PAGES = 100
"""The pages that were closed last; of others nobody remembers what was open either."""

Place = tuple[int, int, int, int]
"""Left, top, width and height on the screen."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A viewer: its number, the outputs it shows, the tab that is looked at, where it stands, and
    at which side of the window it is docked, if it is."""

    number: int
    ends: tuple[End, ...]
    tab: int
    place: Place
    docked: int | None


class Remembered:
    """A small file beside the other things that the editor remembers. The page's own file is for
    what the page is, not for what somebody looked at. What cannot be read or written is no reason
    to stop."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, page: Path) -> tuple[Kept, ...]:
        """The viewers of a page."""
        return tuple(kept for one in self._read().get(_key(page), ()) if (kept := _load(one)))

    def keep(self, page: Path, viewers: Sequence[Kept]) -> None:
        """Remember the viewers of a page in place of those it had before."""
        pages = self._read()
        before = pages.pop(_key(page), None)
        if viewers:
            pages[_key(page)] = [_dump(one) for one in viewers]
        elif before is None:
            return
        with contextlib.suppress(OSError):
            self._write(dict(list(pages.items())[-MOST_PAGES:]))

    def _read(self) -> dict[str, list[Any]]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        pages = found.items() if isinstance(found, dict) else ()
        return {page: viewers for page, viewers in pages if isinstance(viewers, list)}

    def _write(self, pages: dict[str, list[Any]]) -> None:
        """Put it in its place when it is whole, for another window may read it meanwhile."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=self._file.parent, prefix=f".{self._file.name}.")
        with os.fdopen(number, "w", encoding="utf-8") as file:
            json.dump(pages, file, indent=1)
        os.replace(name, self._file)


def _key(page: Path) -> str:
    return os.path.realpath(page)


def _dump(kept: Kept) -> dict[str, Any]:
    return {
        "number": kept.number,
        "outputs": [list(end) for end in kept.ends],
        "tab": kept.tab,
        "place": list(kept.place),
        "docked": kept.docked,
    }


def _load(data: Any) -> Kept | None:
    """None for what is nothing that `_dump` writes."""
    try:
        left, top, width, height = (int(one) for one in data["place"])
        return Kept(
            int(data["number"]),
            tuple(End(str(block), str(port)) for block, port in data["outputs"]),
            int(data["tab"]),
            (left, top, width, height),
            None if data["docked"] is None else int(data["docked"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
