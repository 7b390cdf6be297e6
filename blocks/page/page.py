"""The page model. Every invariant is kept by the one method that could break it.

Ids are unique; a wire joins an output to an input that exist, or to ports that an unknown op may
have; an input port has one wire, unless it takes many; there is no cycle. What breaks one of these
raises EditRefused and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.op import Op
from blocks.errors import EditRefused, ValueRefused
from blocks.ops import OPS
from blocks.page import rules
from blocks.page.block import NOTHING, Block, End, Position, Wire
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    Change,
    Edit,
    TitleSet,
    WireAdded,
    WireRemoved,
)
from blocks.page.history import History
from blocks.page.signal import Signal
from blocks.page.wiring import Wiring


class Page:
    """Blocks and wires.

    `changed` announces each Edit once it is done. `folder` is where files that blocks name are
    looked for, None for a page that was never saved. `extra` keeps what else a file said.
    """

    def __init__(self, title: str = "", folder: Path | None = None) -> None:
        self.title = title
        self.folder = folder
        self.extra: Mapping[str, object] = NOTHING
        self.changed: Signal[Edit] = Signal()
        self._blocks: dict[str, Block] = {}
        self._positions: dict[str, Position] = {}
        self._wiring = Wiring()
        self._open: list[Change] | None = None
        self.history = History(self)

    # ---- looking -------------------------------------------------------------------------

    @property
    def blocks(self) -> Mapping[str, Block]:
        """The blocks by id, in the page's order."""
        return MappingProxyType(self._blocks)

    @property
    def wires(self) -> tuple[Wire, ...]:
        """The wires in the page's order."""
        return self._wiring.wires

    def wires_into(self, block: str, port: str | None = None) -> tuple[Wire, ...]:
        """The wires into a block, or into one of its ports, in the page's order."""
        return self._wiring.into(block, port)

    def wires_out_of(self, block: str, port: str | None = None) -> tuple[Wire, ...]:
        """The wires out of a block, or out of one of its ports, in the page's order."""
        return self._wiring.out_of(block, port)

    def position(self, block: str) -> Position:
        """Where a block stands."""
        return self._positions[block]

    @property
    def scope(self) -> str:
        """The page's name scope, made from its title. Nothing is ever wired to it."""
        words = re.sub(r"[^A-Za-z0-9_.\-]+", "_", self.title).strip("_.-")
        return words or "page"

    def full_name(self, block: str) -> str:
        """`scope/name`, as TensorFlow and enuSpace call the block."""
        return f"{self.scope}/{self._blocks[block].name}"

    # ---- editing -------------------------------------------------------------------------

    @contextmanager
    def edit(self, label: str) -> Iterator[None]:
        """Join all edits within into one, under one label; an error takes all of them back."""
        if self._open is not None:
            yield
            return
        self._open = changes = []
        try:
            yield
        except BaseException:
            for change in reversed(changes):
                self._apply(change.inverse())
            raise
        finally:
            self._open = None
        if changes:
            self.changed.emit(Edit(label, tuple(changes)))

    def add_block(
        self,
        op: str,
        attrs: Mapping[str, object] = NOTHING,
        *,
        id: str | None = None,
        at: tuple[float, float] = (0.0, 0.0),
    ) -> Block:
        """Add a block of an op that exists, with attribute values in any form they can be read in.

        What the op requires and `attrs` does not give gets the op's initial value.
        """
        known = OPS.get(op)
        if known is None:
            raise EditRefused(f"there is no op named {op!r}")
        values = {one.name: one.initial for one in known.attributes if one.required}
        values |= {name: self._read(known, name, raw) for name, raw in attrs.items()}
        kept = {name: one for name, one in values.items() if not rules.is_default(known, name, one)}
        block = Block(id or self.free_id(op), op, known, MappingProxyType(kept))
        with self.edit(f"Add {op}"):
            self.put_block(block, at)
        return block

    def put_block(self, block: Block, at: tuple[float, float]) -> None:
        """Add a block as it is, an unknown one too, as files and the clipboard bring them."""
        if not re.fullmatch(rules.ID, block.id):
            raise EditRefused(
                f"{block.id!r:.60} is no id; letters, digits, _ and - make one, a letter first"
            )
        if block.id in self._blocks:
            raise EditRefused(f"the id {block.id!r} is used twice")
        with self.edit(f"Add {block.op_name}"):
            self._do(BlockAdded(block, Position(*at), len(self._blocks)))

    def remove_blocks(self, ids: Iterable[str]) -> None:
        """Remove blocks with all their wires."""
        gone = list(dict.fromkeys(ids))
        what = f"{len(gone)} blocks" if len(gone) != 1 else self._known(gone[0]).op_name
        with self.edit(f"Delete {what}"):
            for id in gone:
                block = self._known(id)
                for wire in (*self.wires_into(id), *self.wires_out_of(id)):
                    self.disconnect(wire)
                index = list(self._blocks).index(id)
                self._do(BlockRemoved(block, self._positions[id], index))

    def connect(self, source: End | str, target: End | str, *, replace: bool = False) -> Wire:
        """Wire an output to an input. `replace` takes away the wire that is there already."""
        wire = Wire(_end(source), _end(target))
        with self.edit("Connect"):
            if replace and not rules.takes_many(self._blocks, wire.target):
                for old in self.wires_into(*wire.target):
                    if old != wire:
                        self.disconnect(old)
            if (reason := self.refusal(wire)) is not None:
                raise EditRefused(reason)
            self._do(WireAdded(wire, len(self._wiring)))
        return wire

    def disconnect(self, wire: Wire) -> None:
        """Take a wire away."""
        if wire not in self._wiring:
            raise EditRefused(f"there is no wire {wire}")
        with self.edit("Disconnect"):
            self._do(WireRemoved(wire, self._wiring.index(wire)))

    def set_attr(self, block: str, name: str, raw: object) -> None:
        """Set an attribute from any form that it can be read in; REQUIRED takes it away.

        Raises ValueRefused, with the reason, and changes nothing if it cannot take the value.
        """
        known = self._known(block)
        value = raw if raw is REQUIRED else self._read(known.op, name, raw)
        if known.op is not None and rules.is_default(known.op, name, value):
            value = REQUIRED
        old = known.attrs.get(name, REQUIRED)
        if rules.same(known.op, name, old, value):
            return
        if name == "name" and value is not REQUIRED:
            self._refuse_name_twice(known, value)
        with self.edit(f"Set {name} of {block}"):
            self._do(AttributeSet(block, name, old, value))

    def move_blocks(self, to: Mapping[str, tuple[float, float]]) -> None:
        """Move blocks to new places."""
        label = "Move" if len(to) == 1 else f"Move {len(to)} blocks"
        with self.edit(label):
            for id, place in to.items():
                self._known(id)
                new = Position(*place)
                if new != self._positions[id]:
                    self._do(BlockMoved(id, self._positions[id], new))

    def set_title(self, title: str) -> None:
        """Give the page another title."""
        if title != self.title:
            with self.edit("Rename page"):
                self._do(TitleSet(self.title, title))

    def replay(self, edit: Edit) -> None:
        """Apply an edit of the history again or backwards, and announce it."""
        for change in edit.changes:
            self._apply(change)
        self.changed.emit(edit)

    def refusal(self, wire: Wire, *, replace: bool = False) -> str | None:
        """Why the page cannot take a wire, in words for the user; None if it can."""
        return rules.refusal(self, wire, replace=replace)

    def leads(self, start: str, goal: str) -> bool:
        """Whether a way along the wires leads from one block to another."""
        return self._wiring.reaches(start, goal)

    def free_id(self, wish: str) -> str:
        """An id that no block has, made from an op's name or from another id."""
        stem = re.sub(r"_\d+$", "", wish[:1].lower() + wish[1:])
        number = 0
        while (id := f"{stem}_{number}" if number else stem) in self._blocks:
            number += 1
        return id

    def _known(self, id: str) -> Block:
        if id not in self._blocks:
            raise EditRefused(f"there is no block {id!r}")
        return self._blocks[id]

    def _read(self, op: Op | None, name: str, raw: object) -> Any:
        attribute = op.attribute(name) if op else None
        if attribute is None:
            raise ValueRefused(f"{op.name if op else 'an unknown op'} has no attribute {name!r}")
        return attribute.read(raw)

    def _refuse_name_twice(self, block: Block, name: str) -> None:
        for other in self._blocks.values():
            if other.id != block.id and other.name == name:
                raise ValueRefused(f"the block {other.id} is already called {name!r}")

    # ---- the one door through which the page changes --------------------------------------

    def _do(self, change: Change) -> None:
        assert self._open is not None
        self._apply(change)
        self._open.append(change)

    def _apply(self, change: Change) -> None:
        match change:
            case BlockAdded(block, at, index):
                _insert(self._blocks, block.id, block, index)
                self._positions[block.id] = at
            case BlockRemoved(block):
                del self._blocks[block.id]
                del self._positions[block.id]
            case WireAdded(wire, index):
                self._wiring.insert(wire, index)
            case WireRemoved(wire):
                self._wiring.remove(wire)
            case AttributeSet(id, name, _, new):
                self._blocks[id] = self._blocks[id].with_attr(name, new)
            case BlockMoved(id, _, new):
                self._positions[id] = new
            case TitleSet(_, new):
                self.title = new


def _insert(table: dict[str, Block], key: str, value: Block, index: int) -> None:
    """Put an entry at a place in a dict's order; at the end, as nearly always, at no cost."""
    later = list(table.items())[index:] if index < len(table) else []
    for old, _ in later:
        del table[old]
    table[key] = value
    table.update(later)


def _end(end: End | str) -> End:
    if isinstance(end, End):
        return end
    block, _, port = end.partition(".")
    return End(block, port)
