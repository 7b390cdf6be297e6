"""How a command runs a page: what is set and fed for this run, how exactly, with what it may take.

The options of `run`, `sweep` and `explain`, and what becomes of them, are here and nowhere else.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from blocks.command import options
from blocks.command.overrides import open_page, read_feed_files, read_memory_limit
from blocks.evaluation.requests import Array
from blocks.page import Page
from blocks.threads import use_threads


@dataclass(frozen=True, slots=True)
class Means:
    """What a run may take, and what stands in for results, as `plan` and `Sweeper` take it."""

    feeds: Mapping[str, Array]
    memory_limit: int | None
    use_pins: bool

    @property
    def words(self) -> dict[str, Any]:
        """By the names of the arguments."""
        feeds, limit, pins = self.feeds, self.memory_limit, self.use_pins
        return {"feeds": feeds, "memory_limit": limit, "use_pins": pins}


@dataclass(frozen=True, slots=True)
class How:
    """The options as they were given."""

    settings: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    use_pins: bool = False
    precision: str | None = None
    threads: int | None = None
    memory_limit: str | None = None

    def open(self, path: str) -> Page:
        """The page with what is set for this run. Raises PageFileError or RequestRefused."""
        page = open_page(path, self.settings)
        if self.precision is not None:
            page.set_precision(self.precision)
        return page

    def means(self) -> Means:
        """What the run may take, threads included. Raises RequestRefused."""
        if self.threads is not None:
            use_threads(self.threads)
        limit = read_memory_limit(self.memory_limit)
        return Means(read_feed_files(self.feeds, limit), limit, self.use_pins)


_OPTIONS = (
    options.settings,
    options.feeds,
    options.use_pins,
    options.precision,
    options.threads,
    options.memory_limit,
)


def runs_a_page(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a run, which come to it as one argument, `how`."""

    @functools.wraps(command)
    def collected(**given: Any) -> int:
        mine = {name: given.pop(name) for name in How.__slots__ if name in given}
        return command(**given, how=How(**mine))

    found: Callable[..., int] = collected
    for option in reversed(_OPTIONS):
        found = option(found)
    return found
