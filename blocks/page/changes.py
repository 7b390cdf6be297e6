"""What can happen to a page: a handful of changes, each of which knows its inverse.

An Edit is what the user did at once: some changes under one name. The page announces every edit,
undone and redone ones too, through its one signal; canvas, panel, check, dirty mark, history and
tests all follow that and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blocks.page.block import Block, Position, Unread, Wire


# The two that a large page is made of are not frozen, though nothing changes them: to make a frozen
# one takes three times as long.
@dataclass(slots=True)
class BlockAdded:
    """A block has come. The smaller `order` is, the earlier it stands among the blocks."""

    block: Block
    at: Position
    order: int

    def inverse(self) -> BlockRemoved:
        return BlockRemoved(self.block, self.at, self.order)


@dataclass(frozen=True, slots=True)
class BlockRemoved:
    """A block has gone. Its wires went before it, each with a change of its own."""

    block: Block
    at: Position
    order: int

    def inverse(self) -> BlockAdded:
        return BlockAdded(self.block, self.at, self.order)


@dataclass(slots=True)
class WireAdded:
    """A wire has come. The smaller `order` is, the earlier it stands among the wires."""

    wire: Wire
    order: int

    def inverse(self) -> WireRemoved:
        return WireRemoved(self.wire, self.order)


@dataclass(frozen=True, slots=True)
class WireRemoved:
    """A wire has gone."""

    wire: Wire
    order: int

    def inverse(self) -> WireAdded:
        return WireAdded(self.wire, self.order)


@dataclass(frozen=True, slots=True)
class AttributeSet:
    """An attribute has another value; REQUIRED stands for one that is not there. A formula is what
    the value was worked out from, None for one that was given as it is."""

    block: str
    name: str
    old: Any
    new: Any
    old_formula: object = None
    new_formula: object = None

    def inverse(self) -> AttributeSet:
        return AttributeSet(
            self.block, self.name, self.new, self.old, self.new_formula, self.old_formula
        )


@dataclass(frozen=True, slots=True)
class BlockMoved:
    """A block stands elsewhere."""

    block: str
    old: Position
    new: Position

    def inverse(self) -> BlockMoved:
        return BlockMoved(self.block, self.new, self.old)


@dataclass(frozen=True, slots=True)
class TitleSet:
    """The page has another title."""

    old: str
    new: str

    def inverse(self) -> TitleSet:
        return TitleSet(self.new, self.old)


@dataclass(frozen=True, slots=True)
class PrecisionSet:
    """The page has another precision; `Unread` is one that a file gave and that is none."""

    old: str | Unread
    new: str | Unread

    def inverse(self) -> PrecisionSet:
        return PrecisionSet(self.new, self.old)


@dataclass(frozen=True, slots=True)
class ItemSet:
    """An item of one of the page's tables is another; None stands for one that is not there.

    `block` is the block that the item belongs to, and `counts` whether it makes a difference to
    results; see blocks.page.tables.
    """

    table: str
    key: str
    old: Any
    new: Any
    block: str | None = None
    counts: bool = False

    def inverse(self) -> ItemSet:
        return ItemSet(self.table, self.key, self.new, self.old, self.block, self.counts)


Change = (
    BlockAdded
    | BlockRemoved
    | WireAdded
    | WireRemoved
    | AttributeSet
    | BlockMoved
    | TitleSet
    | PrecisionSet
    | ItemSet
)


@dataclass(frozen=True, slots=True)
class Edit:
    """What the user did at once, as the words of a menu ("Delete 3 blocks") and its changes.

    `kind` is "do", "undo" or "redo"; "reload" where own ops have been declared anew, and the user
    has edited nothing.
    """

    label: str
    changes: tuple[Change, ...]
    kind: str = "do"

    def inverse(self, kind: str) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.label, tuple(one.inverse() for one in reversed(self.changes)), kind)

    @property
    def touched(self) -> set[str]:
        """The blocks of which the outputs may be others now: those that have come, have another
        attribute, or another wire into them; and those that have gone."""
        ids = set()
        for change in self.changes:
            match change:
                case BlockAdded(block) | BlockRemoved(block):
                    ids.add(block.id)
                case WireAdded(wire) | WireRemoved(wire):
                    ids.add(wire.target.block)
                case AttributeSet(block=id):
                    ids.add(id)
                case ItemSet(block=str(id), counts=True):
                    ids.add(id)
        return ids

    @property
    def sets_precision(self) -> bool:
        """Whether every result of the page may be another."""
        return any(isinstance(one, PrecisionSet) for one in self.changes)

    @property
    def only_moves(self) -> bool:
        """Whether it changes only what is seen, so that no result can differ."""
        return all(
            isinstance(one, BlockMoved | TitleSet) or (isinstance(one, ItemSet) and not one.counts)
            for one in self.changes
        )
