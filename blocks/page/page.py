"""The page model. Every invariant is kept by the one method that could break it.

Ids and names are unique; a wire joins an output to an input that exist, or ports that the ops do
not have and the check will complain of; an input port has one wire, unless it takes many; there is
no cycle. What breaks one of these raises EditRefused and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.op import Op
from blocks.errors import EditRefused, ValueRefused
from blocks.ops import OPS
from blocks.page import formulas, renewing, rules
from blocks.page.block import NOTHING, Block, End, Position, Unread, Wire
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    Change,
    Edit,
    PrecisionSet,
    TitleSet,
    WireAdded,
    WireRemoved,
)
from blocks.page.extra import Extra
from blocks.page.history import History
from blocks.page.names import is_unicode
from blocks.page.precision import PRECISION
from blocks.page.signal import Signal
from blocks.page.with_tables import WithTables


class Page(WithTables):
    """Blocks and wires, and the edits that keep them whole.

    `changed` announces each Edit once it is done. `folder` is where files that blocks name are
    looked for, None for a page that was never saved. `extra` keeps what else a file said.
    """

    def __init__(
        self,
        title: str = "",
        folder: Path | None = None,
        precision: str | Unread = PRECISION.default,
    ) -> None:
        super().__init__(title, precision)
        self.folder = folder
        self.extra = Extra()
        self.changed: Signal[Edit] = Signal()
        self._open: list[Change] | None = None
        self.history = History(self)

    @contextmanager
    def edit(self, label: str) -> Iterator[None]:
        """Join all edits within into one, under one label; an error takes all of them back."""
        if self._open is not None:
            yield
            return
        changes: list[Change] = []
        self._open = changes
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

    @property
    def is_editing(self) -> bool:
        """Whether an edit is open, so that nothing else may come between."""
        return self._open is not None

    # ---- blocks ----------------------------------------------------------------------------

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
        given: dict[str, object] = {}
        for name, raw in attrs.items():
            values[name], formula = self.read(known, name, raw)
            if formula is not None:
                given[name] = formula
        kept = {name: one for name, one in values.items() if not rules.is_default(known, name, one)}
        block = Block(
            id or self.free_id(op),
            op,
            known,
            MappingProxyType(kept),
            formulas=MappingProxyType(given) if given else NOTHING,
        )
        self.put_block(block, at)
        return block

    def put_block(self, block: Block, at: tuple[float, float]) -> None:
        """Add a block as it is, an unknown one too."""
        with self.edit(f"Add {block.op_name}"):
            self._put_block(block, at)

    def put(
        self, blocks: Iterable[tuple[Block, tuple[float, float]]], wires: Iterable[Wire] = ()
    ) -> None:
        """Add many blocks with their places, and wires, as files and the clipboard bring them.

        Wires at ports of ops that are not known come as they are, for the check to tell of.
        It does what one edit after the other would do, in time linear in their number: cycles are
        looked for once, at the end. The error names the `item` that the page cannot take.
        """
        with self.edit("Add blocks"):
            for block, at in blocks:
                self._put_block(block, at)
            for wire in wires:
                if (reason := rules.misfit(self, wire, as_kept=True)) is not None:
                    raise EditRefused(reason, wire)
                self.do(WireAdded(wire, self._wiring.next))
            if cycle := self._wiring.cycle():
                way = " -> ".join([one.source.block for one in cycle] + [cycle[0].source.block])
                last = max(cycle, key=self._wiring.order)
                raise EditRefused(f"{last} closes a cycle: {way}", last)

    def remove_blocks(self, ids: Iterable[str]) -> None:
        """Remove blocks with all their wires, and what the tables hold of them."""
        gone = [self._known(id) for id in dict.fromkeys(ids)]
        what = gone[0].op_name if len(gone) == 1 else f"{len(gone)} blocks"
        with self.edit(f"Delete {what}"):
            for block in gone:
                for wire in (*self.wires_into(block.id), *self.wires_out_of(block.id)):
                    self.disconnect(wire)
                for table in self.tables.values():
                    table.leave(block.id)
                order = self._orders[block.id]
                self.do(BlockRemoved(block, self._positions[block.id], order))

    def set_attr(self, block: str, name: str, raw: object) -> None:
        """Set an attribute from any form that it can be read in; REQUIRED takes it away.

        Raises ValueRefused, with the reason, and changes nothing if it cannot take the value.
        """
        known = self._known(block)
        value, formula = (raw, None) if raw is REQUIRED else self.read(known.op, name, raw)
        if known.op is not None and rules.is_default(known.op, name, value):
            value = REQUIRED
        old, old_formula = known.attrs.get(name, REQUIRED), known.formulas.get(name)
        if formula == old_formula and rules.same(known.op, name, old, value):
            return
        if name == "name" and isinstance(value, str):
            reason = rules.name_refusal(self, block, value)
            if reason is not None:
                raise ValueRefused(reason)
        with self.edit(f"Set {name} of {block}"):
            self.do(AttributeSet(block, name, old, value, old_formula, formula))

    def move_blocks(self, to: Mapping[str, tuple[float, float]]) -> None:
        """Move blocks, frames and groups to new places. What is in a frame does not follow it."""
        label = "Move" if len(to) == 1 else f"Move {len(to)} blocks"
        with self.edit(label):
            for id, place in to.items():
                new = _position(place)
                if id in self.frames:
                    self.frames.alter(id, at=new)
                elif id in self.groups:
                    self.groups.alter(id, at=new)
                elif new != self._positions[self._known(id).id]:
                    self.do(BlockMoved(id, self._positions[id], new))

    def work_out_again(self) -> None:
        """Bring attributes that are given by expressions in line with the variables."""
        scope = self.variables.scope
        with self.edit("Work out expressions"):
            for id in sorted(self._with_formulas):
                block = self._blocks[id]
                for name, new in formulas.worked_out_again(block, scope):
                    old, formula = block.attrs.get(name, REQUIRED), block.formulas[name]
                    if not rules.same(block.op, name, old, new):
                        self.do(AttributeSet(id, name, old, new, formula, formula))

    # ---- wires, title and precision ---------------------------------------------------------

    def connect(self, source: End | str, target: End | str, *, replace: bool = False) -> Wire:
        """Wire an output to an input. `replace` takes away the wire that is there already."""
        wire = Wire(self._end(source), self._end(target))
        with self.edit("Connect"):
            if replace and not rules.takes_many(self.blocks, wire.target):
                for old in self.wires_into(*wire.target):
                    if old != wire:
                        self.disconnect(old)
            if (reason := self.refusal(wire)) is not None:
                raise EditRefused(reason, wire)
            self.do(WireAdded(wire, self._wiring.next))
        return wire

    def disconnect(self, wire: Wire) -> None:
        """Take a wire away."""
        if not self.has_wire(wire):
            raise EditRefused(f"there is no wire {wire}", wire)
        with self.edit("Disconnect"):
            self.do(WireRemoved(wire, self._wiring.order(wire)))

    def refusal(self, wire: Wire, *, replace: bool = False) -> str | None:
        """Why the page cannot take a wire, in words for the user; None if it can."""
        return rules.refusal(self, wire, replace=replace)

    def set_title(self, title: str) -> None:
        """Give the page another title."""
        if not is_unicode(title):
            raise EditRefused(f"the title {title!r:.60} has half of a surrogate pair in it")
        if title != self.title:
            with self.edit("Rename page"):
                self.do(TitleSet(self.title, title))

    def set_precision(self, raw: object) -> None:
        """Say how exact the kernels' sums are in a run; ValueRefused if it is no precision."""
        new = PRECISION.read(raw)
        if new != self._precision:
            with self.edit(f"Set precision to {new}"):
                self.do(PrecisionSet(self._precision, new))

    # ---- how edits are done ----------------------------------------------------------------

    def replay(self, edit: Edit) -> None:
        """Apply an edit of the history again or backwards, and announce it."""
        for change in edit.changes:
            self._apply(renewing.up_to_date(self, change))
        self.changed.emit(edit)

    def renew(self) -> None:
        """Read blocks again whose ops have been declared anew, have gone or are back.

        It is no edit, and there is nothing to undo, but it is announced as one in which these
        blocks have gone with their wires and come back. Returns at once if there are none.
        """
        assert self._open is None, "ops change between edits"
        found = renewing.outdated(self)
        for block in found:
            self._replace(renewing.renewed(block, self.variables.scope))
        if found:
            self.changed.emit(Edit("Reload own ops", self._gone_and_back(found), "reload"))

    def _gone_and_back(self, blocks: Iterable[Block]) -> tuple[Change, ...]:
        ids = [block.id for block in blocks]
        wires = dict.fromkeys(
            wire for id in ids for wire in (*self.wires_into(id), *self.wires_out_of(id))
        )
        gone: list[Change] = [WireRemoved(one, self._wiring.order(one)) for one in wires]
        gone += [
            BlockRemoved(self._blocks[id], self._positions[id], self._orders[id]) for id in ids
        ]
        return (*gone, *(change.inverse() for change in reversed(gone)))

    def do(self, change: Change) -> None:
        """Do one change within the edit that is open. The page and its tables alone call this."""
        assert self._open is not None
        self._apply(change)
        self._open.append(change)

    def _put_block(self, block: Block, at: tuple[float, float]) -> None:
        if (reason := rules.block_refusal(self, block)) is not None:
            raise EditRefused(reason, block)
        self.do(BlockAdded(block, _position(at), self._next_order))

    def _end(self, end: End | str) -> End:
        id, port = end if isinstance(end, End) else end.partition(".")[::2]
        block = self._blocks.get(id)
        return End(id, port) if block is None else block.end(port)

    def _known(self, id: str) -> Block:
        if id not in self._blocks:
            raise EditRefused(f"there is no block {id!r}")
        return self._blocks[id]

    def read(self, op: Op | None, name: str, raw: object) -> tuple[Any, object]:
        """The value of an attribute of an op and its formula, None if it has none. ValueRefused if
        the op cannot take it."""
        attribute = op.attribute(name) if op else None
        if attribute is None:
            raise ValueRefused(f"{op.name if op else 'an unknown op'} has no attribute {name!r}")
        return formulas.read(attribute, raw, self.variables.scope)


def _position(at: tuple[float, float]) -> Position:
    if (reason := rules.position_refusal(at)) is not None:
        raise EditRefused(reason)
    return at if isinstance(at, Position) else Position(*at)
