"""What of a page is in its file, as it is at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from blocks.page import Block, Extra, Page, Position, Unread, Wire


@dataclass(frozen=True, slots=True)
class State:
    """A page's contents. Blocks never change, so that this costs little and stays true."""

    title: str
    precision: str | Unread
    blocks: tuple[Block, ...]
    wires: tuple[Wire, ...]
    places: Mapping[str, Position]
    extra: Extra
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The items of each table of the page that has any, in the order of their keys."""

    @classmethod
    def of(cls, page: Page) -> State:
        """The state of a page as it is now."""
        blocks = tuple(page.blocks.values())
        places = page.positions()
        precision = page.unread_precision or page.precision
        tables = {name: dict(table) for name, table in page.tables.items() if table}
        return cls(page.title, precision, blocks, page.wires, places, page.extra, tables)

    def table(self, name: str) -> Mapping[str, Any]:
        """The items of one table."""
        return self.tables.get(name, {})

    def is_identical(self, other: State) -> bool:
        """Whether both hold the very same blocks, which is sure, and quick to see."""
        return (
            len(self.blocks) == len(other.blocks)
            and all(one is two for one, two in zip(self.blocks, other.blocks, strict=True))
            and self.title == other.title
            and self.precision == other.precision
            and self.wires == other.wires
            and self.places == other.places
            and self.extra is other.extra
            and self.tables.keys() == other.tables.keys()
            and all(_identical(one, other.tables[name]) for name, one in self.tables.items())
        )


def _identical(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(item is other[key] for key, item in one.items())
