"""What is on a page now, and the one door through which it changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from blocks.page.block import Block, Position, Unread, Wire
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    Change,
    ItemSet,
    PrecisionSet,
    TitleSet,
    WireAdded,
    WireRemoved,
)
from blocks.page.names import numbered, stem_of
from blocks.page.precision import PRECISION
from blocks.page.wiring import Wiring

if TYPE_CHECKING:
    from blocks.page.tables.table import Table


class Contents:
    """Title, precision, blocks, places, wires and tables, to be looked at; `_apply` alone changes
    them."""

    tables: Mapping[str, Table[Any]]
    """The tables of the page by their names; see blocks.page.tables."""

    def __init__(self, title: str, precision: str | Unread) -> None:
        self.title = title
        self._precision = precision
        self._blocks: dict[str, Block] = {}
        self._orders: dict[str, int] = {}
        self._next_order = 0
        self._in_order = True
        self._named: dict[str, str] = {}
        self._positions: dict[str, Position] = {}
        self._wiring = Wiring()
        self._with_formulas: set[str] = set()

    @property
    def precision(self) -> str:
        """How exact the kernels' sums are in a run: "default" or "highest"."""
        return PRECISION.default if isinstance(self._precision, Unread) else self._precision

    @property
    def unread_precision(self) -> Unread | None:
        """What the page's file says of the precision, if that is none; the page cannot run then."""
        return self._precision if isinstance(self._precision, Unread) else None

    @property
    def blocks(self) -> Mapping[str, Block]:
        """The blocks by id, in the page's order."""
        return MappingProxyType(self._sorted())

    @property
    def wires(self) -> tuple[Wire, ...]:
        """The wires in the page's order."""
        return self._wiring.wires

    def has_wire(self, wire: Wire) -> bool:
        """Whether this very wire is on the page."""
        return wire in self._wiring

    def wires_into(self, block: str, port: str | None = None) -> tuple[Wire, ...]:
        """The wires into a block, or into one of its ports, in the page's order."""
        return self._wiring.into(block, port)

    def wires_out_of(self, block: str, port: str | None = None) -> tuple[Wire, ...]:
        """The wires out of a block, or out of one of its ports, in the page's order."""
        return self._wiring.out_of(block, port)

    def leads(self, start: str, goal: str) -> bool:
        """Whether a way along the wires leads from one block to another."""
        return self._wiring.reaches(start, goal)

    def positions(self) -> dict[str, Position]:
        """Where each block stands now."""
        return self._positions.copy()

    def position(self, id: str) -> Position:
        """Where a block, a frame or a group stands."""
        if (at := self._positions.get(id)) is not None:
            return at
        table = self.tables["groups" if id in self.tables["groups"] else "frames"]
        place: Position = table[id].at
        return place

    def named(self, name: str) -> Block | None:
        """The block that was given this name, if there is one."""
        return self._blocks[self._named[name]] if name in self._named else None

    @property
    def scope(self) -> str:
        """The page's name scope, made from its title. Nothing is ever wired to it."""
        words = re.sub(r"[^A-Za-z0-9_.\-]+", "_", self.title).strip("_.-")
        return words or "page"

    def full_name(self, block: str) -> str:
        """`scope/name`, as TensorFlow and enuSpace call the block."""
        return f"{self.scope}/{self._blocks[block].name}"

    def free_id(self, wish: str) -> str:
        """An id that no block has, made from an op's name or from another id."""
        stem = stem_of(wish[:1].lower() + wish[1:])
        number = 0
        while self.has_id(id := numbered(stem, number)) or id in self._named:
            number += 1
        return id

    def has_id(self, id: str) -> bool:
        """Whether a block, a frame or a group has this id: all three share one space."""
        return id in self._blocks or id in self.tables["frames"] or id in self.tables["groups"]

    def _apply(self, change: Change) -> None:
        match change:
            case BlockAdded(block, at, order):
                self._in_order = self._in_order and order >= self._next_order
                self._next_order = max(self._next_order, order + 1)
                self._blocks[block.id] = block
                self._orders[block.id] = order
                self._positions[block.id] = at
                self._note_name(block)
                if block.formulas:
                    self._with_formulas.add(block.id)
            case BlockRemoved(block):
                self._forget_name(block)
                for table in (self._blocks, self._orders, self._positions):
                    del table[block.id]
                self._with_formulas.discard(block.id)
            case WireAdded(wire, order):
                self._wiring.insert(wire, order)
            case WireRemoved(wire):
                self._wiring.remove(wire)
            case AttributeSet(id, name, _, new, _, formula):
                self._replace(self._blocks[id].with_attr(name, new, formula))
            case BlockMoved(id, _, new):
                self._positions[id] = new
            case TitleSet(_, new):
                self.title = new
            case PrecisionSet(_, new):
                self._precision = new
            case ItemSet(table=name):
                self.tables[name].apply(change)

    def _replace(self, block: Block) -> None:
        """Put a block in the place of the one with its id."""
        self._forget_name(self._blocks[block.id])
        self._blocks[block.id] = block
        self._note_name(block)
        self._note_formulas(block)

    def _sorted(self) -> dict[str, Block]:
        if not self._in_order:
            ids = sorted(self._blocks, key=self._orders.__getitem__)
            self._blocks = {id: self._blocks[id] for id in ids}
            self._in_order = True
        return self._blocks

    def _note_formulas(self, block: Block) -> None:
        if block.formulas:
            self._with_formulas.add(block.id)
        else:
            self._with_formulas.discard(block.id)

    def _note_name(self, block: Block) -> None:
        if block.name != block.id:
            self._named[block.name] = block.id

    def _forget_name(self, block: Block) -> None:
        if self._named.get(block.name) == block.id:
            del self._named[block.name]
