"""A fix: a change to one block and to what comes into it, as a value, before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from blocks.declaration.attribute import REQUIRED
from blocks.editing.beside import add_beside
from blocks.editing.chain import put_between
from blocks.fixing.making import make_anew
from blocks.fixing.numbers import Numbers, put_numbers
from blocks.page import Block, End, Page
from blocks.page.block import nothing


@dataclass(frozen=True)
class Through:
    """A block that a wire shall lead through: the wire goes to its first input, and `others` are
    vectors that its further inputs get."""

    op: str
    attrs: Mapping[str, Any] = field(default_factory=nothing)
    others: Mapping[str, Numbers] = field(default_factory=nothing)


@dataclass(frozen=True)
class Fix:
    """What to change, and that in words. One and the same for `blockprop check` and for a button.

    `attrs` are new values of attributes of the block, REQUIRED for "back to the default"; `numbers`
    what vectors of sizes shall come to ports; `through` the block that the wire into a port shall
    lead through; `sources` the output that a port shall be wired to; `shape_of` the output whose
    shape shall come to a port, by a Shape block; `anew` the shape in which the tensor at a port
    shall be made where it is made.
    """

    words: str
    block: str
    attrs: Mapping[str, Any] = field(default_factory=nothing)
    numbers: Mapping[str, Numbers] = field(default_factory=nothing)
    through: Mapping[str, Through] = field(default_factory=nothing)
    sources: Mapping[str, End] = field(default_factory=nothing)
    shape_of: Mapping[str, End] = field(default_factory=nothing)
    anew: Mapping[str, tuple[int, ...]] = field(default_factory=nothing)

    def apply(self, page: Page) -> None:
        """Make the change, as one edit of the page. EditRefused or ValueRefused, and nothing is
        changed, if the page has become another since and cannot take it."""
        with page.edit(self.words):
            for name, value in self.attrs.items():
                page.set_attr(self.block, name, _kept(page.blocks[self.block], name, value))
            for port, source in self.sources.items():
                page.connect(source, End(self.block, port), replace=True)
            for port, source in self.shape_of.items():
                made = add_beside(page, self.block, "Shape")
                page.connect(source, End(made, "input"))
                page.connect(End(made, "output"), End(self.block, port), replace=True)
            for port, shape in self.anew.items():
                make_anew(page, End(self.block, port), shape)
            for port, through in self.through.items():
                (wire,) = page.wires_into(self.block, port)
                made = put_between(page, wire, through.op, through.attrs)
                for other, numbers in through.others.items():
                    put_numbers(page, End(made, other), numbers)
            for port, numbers in self.numbers.items():
                put_numbers(page, End(self.block, port), numbers)

    @property
    def touches(self) -> frozenset[str]:
        """The attributes and the ports that it is about."""
        about = (self.attrs, self.numbers, self.through, self.sources, self.shape_of, self.anew)
        return frozenset(name for one in about for name in one)

    def with_(self, other: Fix) -> Fix:
        """Both together, for two that are about different things."""
        words = f"{self.words}, and {other.words[:1].lower()}{other.words[1:]}"
        return Fix(
            words,
            self.block,
            attrs={**self.attrs, **other.attrs},
            numbers={**self.numbers, **other.numbers},
            through={**self.through, **other.through},
            sources={**self.sources, **other.sources},
            shape_of={**self.shape_of, **other.shape_of},
            anew={**self.anew, **other.anew},
        )

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
            told["numbers"] = {port: _plain(one) for port, one in self.numbers.items()}
        if self.through:
            told["through"] = {port: one.op for port, one in self.through.items()}
        if self.sources:
            told["wires"] = {port: str(one) for port, one in self.sources.items()}
        if self.shape_of:
            told["shape_of"] = {port: str(one) for port, one in self.shape_of.items()}
        if self.anew:
            told["shapes"] = {port: list(one) for port, one in self.anew.items()}
        return told


def _plain(value: Any) -> object:
    return list(value) if isinstance(value, tuple) else value


def _kept(block: Block, name: str, value: Any) -> Any:
    """A vector with the formulas that it has already where its numbers stay the same."""
    formula, now = block.formulas.get(name), block.value(name)
    if not isinstance(formula, list) or not isinstance(now, tuple) or len(now) != len(value):
        return list(value) if isinstance(value, tuple) else value
    return [raw if old == new else new for raw, old, new in zip(formula, now, value, strict=True)]
