"""What of a page is in its file, as it is at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

    @classmethod
    def of(cls, page: Page) -> State:
        """The state of a page as it is now."""
        blocks = tuple(page.blocks.values())
        places = {block.id: page.position(block.id) for block in blocks}
        precision = page.unread_precision or page.precision
        return cls(page.title, precision, blocks, page.wires, places, page.extra)

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
        )
