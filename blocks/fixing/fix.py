"""A fix: a change to one block and to what comes into it, as a value, before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.dtypes import DTYPES
from blocks.editing.chain import put_between
from blocks.errors import ShapeRefused, ValueRefused
from blocks.finding import Finding, Given, Source, look
from blocks.fixing.call import Look
from blocks.fixing.numbers import put_numbers
from blocks.ops import OPS
from blocks.page import Block, End, Page, Wire
from blocks.page.block import nothing

_AWAY = End("(fix)", "output")
"""Where a wire of a trial comes from: no block has such an id."""


@dataclass(frozen=True)
class Through:
    """A block that a wire shall lead through: the wire goes to its first input, and `others` are
    vectors that its further inputs get."""

    op: str
    attrs: Mapping[str, Any] = field(default_factory=nothing)
    others: Mapping[str, tuple[int, ...]] = field(default_factory=nothing)


@dataclass(frozen=True)
class Fix:
    """What to change, and that in words. One and the same for `blockprop check` and for a button.

    `attrs` are new values of attributes of the block, REQUIRED for "back to the default"; `numbers`
    what vectors of sizes shall come to ports; `through` the block that the wire into a port shall
    lead through; `sources` the output that a port shall be wired to.
    """

    words: str
    block: str
    attrs: Mapping[str, Any] = field(default_factory=nothing)
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=nothing)
    through: Mapping[str, Through] = field(default_factory=nothing)
    sources: Mapping[str, End] = field(default_factory=nothing)

    def apply(self, page: Page) -> None:
        """Make the change, as one edit of the page. EditRefused or ValueRefused, and nothing is
        changed, if the page has become another since and cannot take it."""
        with page.edit(self.words):
            for name, value in self.attrs.items():
                page.set_attr(self.block, name, _kept(page.blocks[self.block], name, value))
            for port, source in self.sources.items():
                page.connect(source, End(self.block, port), replace=True)
            for port, through in self.through.items():
                (wire,) = page.wires_into(self.block, port)
                made = put_between(page, wire, through.op, through.attrs)
                for other, numbers in through.others.items():
                    put_numbers(page, End(made, other), numbers)
            for port, numbers in self.numbers.items():
                put_numbers(page, End(self.block, port), numbers)

    def tried(self, given: Given, look_at: Look) -> Finding | None:
        """What the check would find of the block then; None if the fix cannot be made."""
        block, op = given.block, given.block.op
        if op is None:
            return None
        sources = {one.wire.target.port: one for one in given.sources}
        try:
            for name, value in self.attrs.items():
                block = block.with_attr(name, _read(op.attribute(name), value))
            for port, end in self.sources.items():
                sources[port] = _source(given, port, look_at(end))
            for port, through in self.through.items():
                known = _led_through(through, sources[port].known)
                sources[port] = _source(given, port, known)
            for port, numbers in self.numbers.items():
                known = _vector(op, op.input(port), sources.get(port), numbers)
                sources[port] = _source(given, port, known)
        except (ValueRefused, ShapeRefused, KeyError):
            return None
        return look(given._replace(block=block, sources=tuple(sources.values())))

    @property
    def told(self) -> dict[str, object]:
        """The fix as JSON has it: its words, and what it changes."""
        told: dict[str, object] = {"words": self.words}
        if self.attrs:
            told["attrs"] = {
                name: None if value is REQUIRED else _plain(value)
                for name, value in self.attrs.items()
            }
        if self.numbers:
            told["numbers"] = {port: list(one) for port, one in self.numbers.items()}
        if self.through:
            told["through"] = {port: one.op for port, one in self.through.items()}
        if self.sources:
            told["wires"] = {port: str(one) for port, one in self.sources.items()}
        return told


def _plain(value: Any) -> object:
    return list(value) if isinstance(value, tuple) else value


def _kept(block: Block, name: str, value: Any) -> Any:
    """A vector with the formulas that it has already where its numbers stay the same."""
    formula, now = block.formulas.get(name), block.value(name)
    if not isinstance(formula, list) or not isinstance(now, tuple) or len(now) != len(value):
        return list(value) if isinstance(value, tuple) else value
    return [raw if old == new else new for raw, old, new in zip(formula, now, value, strict=True)]


def _read(attribute: Attribute | None, value: Any) -> Any:
    if value is REQUIRED:
        return value
    if attribute is None:
        raise ValueRefused("there is no such attribute")
    return attribute.read(list(value) if isinstance(value, tuple) else value)


def _source(given: Given, port: str, known: Known) -> Source:
    return Source(Wire(_AWAY, End(given.block.id, port)), None, known)


def _led_through(through: Through, known: Known) -> Known:
    op = OPS[through.op]
    others = [Known.of(np.array(one, np.int32)) for one in through.others.values()]
    attrs = {**op.defaults, **through.attrs}
    return infer(op, [known, *others], attrs)[0]


def _vector(op: Op, port: Port | None, source: Source | None, numbers: tuple[int, ...]) -> Known:
    """The numbers in the dtype that they come in already, if the port takes that."""
    if port is None:
        raise ValueRefused("there is no such port")
    allowed = op.allowed(port)
    dtype = source.known.dtype if source is not None else None
    return Known.of(np.array(numbers, DTYPES[dtype if dtype in allowed else allowed[0]]))
