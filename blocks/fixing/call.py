"""What a block of the convolution family is called with, also where it cannot run like that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op
from blocks.geometry import MEMBERS
from blocks.geometry.members import Member
from blocks.ops import OPS
from blocks.page import Block, End, Page, Unread
from kernels.convolution.attributes import Attributes
from kernels.convolution.given import Given
from kernels.convolution.relation import Relation, relate
from kernels.errors import ArgumentError

Look = Callable[[End], Known]
"""What is known at an output."""


def member_of(op: Op | None) -> Member | None:
    """What the op is in the family, None if it is not of it."""
    return None if op is None or OPS.built_in.get(op.name) is not op else MEMBERS.get(op.name)


@dataclass(frozen=True)
class Call:
    """What a block of the family is called with, as far as known: `attrs` are all its attributes,
    `inputs` what is known at each wired input port."""

    member: Member
    attrs: Mapping[str, Any]
    inputs: Mapping[str, Known]

    @cached_property
    def attributes(self) -> Attributes | None:
        """The attributes taken apart by axis; None if one of them is wrong."""
        if any(isinstance(one, Unread) for one in self.attrs.values()):
            return None
        try:
            return self.member.attributes(self.attrs)
        except ArgumentError:
            return None

    @cached_property
    def relation(self) -> Relation | None:
        """How the sizes belong together; None if they do not, or if an attribute is wrong."""
        if self.attributes is None:
            return None
        ports = (self.member.input, self.member.filter, self.member.output)
        try:
            return relate(self.attributes, *(Given(port, self.shape(port)) for port in ports))
        except ArgumentError:
            return None

    def shape(self, port: str) -> Shape:
        """What a port says the shape of its tensor is, as far as known: of its own, or in numbers.

        Two numbers in input_sizes are height and width: the batch is that of out_backprop and the
        channels those of the filter.
        """
        known = self.inputs.get(port)
        if known is None:
            return None
        if not port.endswith("_sizes"):
            return known.shape
        numbers = self.numbers(port)
        if numbers is None or len(numbers) != 2 or self.attributes is None:
            return numbers
        filter = self.shape(self.member.filter)
        return self.attributes.layout.join(None, numbers, filter[-2] if filter else None)

    def numbers(self, port: str) -> tuple[int, ...] | None:
        """The numbers that come to a port that takes sizes, None if they are not known."""
        known = self.inputs.get(port)
        if known is None or known.value is None or known.value.ndim != 1:
            return None
        return tuple(int(one) for one in known.value) if known.value.dtype.kind in "iu" else None


def call_of(block: Block, inputs: Mapping[str, Known]) -> Call | None:
    """The call that a block makes; None if its op is not of the family."""
    member = member_of(block.op)
    return None if member is None else Call(member, block.values(), inputs)


def call_at(page: Page, id: str, look: Look) -> Call | None:
    """The call of a block on a page; `look` says what is known at an output."""
    inputs = {wire.target.port: look(wire.source) for wire in page.wires_into(id)}
    return call_of(page.blocks[id], inputs)
