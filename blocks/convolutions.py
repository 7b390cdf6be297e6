"""Blocks of the convolution family: which port says what, and what is known of the three tensors.

The ops of the family share one relation of input, filter and output (kernels.convolution.relation).
Each is given two of the three, or the sizes of one, and makes the third; here is which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op
from blocks.ops import OPS
from blocks.ops.convolution import CONVOLUTION
from blocks.ops.convolution_parts import DEPTHWISE_FILTER, FORWARD, VOLUME_FILTER
from blocks.ops.filter_gradients import FILTER_GRADIENTS
from blocks.ops.input_gradients import INPUT_GRADIENTS
from blocks.page import Block, End, Page, Unread
from kernels.convolution.attributes import CONV2D, CONV3D, DEPTHWISE, Attributes, Family, attributes
from kernels.convolution.given import Given
from kernels.convolution.relation import Relation, relate
from kernels.errors import ArgumentError

Look = Callable[[End], Known]
"""What is known at an output."""


@dataclass(frozen=True)
class Roles:
    """The ports of an op that say what input, filter and output are like.

    Ports that end in `_sizes` give a shape as a vector. `makes` is "input", "filter" or "output":
    the one of the three that the op computes.
    """

    family: Family
    input: str
    filter: str
    output: str
    makes: str


def roles_of(op: Op | None) -> Roles | None:
    """The roles of an op's ports; None if it is not of the family."""
    return None if op is None else _ROLES.get(op)


def _roles(op: Op) -> Roles:
    named = {port.axes for port in (*op.inputs, *op.outputs)}
    family = CONV3D if VOLUME_FILTER in named else CONV2D
    makes = "input"
    if op.category == FORWARD:
        makes = "output"
    elif op.input("filter_sizes"):
        makes = "filter"
    return Roles(
        family=DEPTHWISE if DEPTHWISE_FILTER in named else family,
        input="input" if op.input("input") else "input_sizes",
        filter="filter" if op.input("filter") else "filter_sizes",
        output="out_backprop" if op.input("out_backprop") else "output",
        makes=makes,
    )


_ROLES = {
    OPS.built_in[op.name]: _roles(op)
    for op in (*CONVOLUTION, *INPUT_GRADIENTS, *FILTER_GRADIENTS)
}


@dataclass(frozen=True)
class Call:
    """What a block of the family is called with, as far as known: `attrs` are all its attributes,
    `inputs` what is known at each wired input port."""

    roles: Roles
    attrs: Mapping[str, Any]
    inputs: Mapping[str, Known]

    @cached_property
    def attributes(self) -> Attributes | None:
        """The attributes taken apart by axis; None if one of them is wrong."""
        if any(isinstance(one, Unread) for one in self.attrs.values()):
            return None
        names = ("strides", "padding", "explicit_paddings", "data_format", "dilations")
        try:
            return attributes(self.roles.family, *(self.attrs.get(name, ()) for name in names))
        except ArgumentError:
            return None

    @cached_property
    def relation(self) -> Relation | None:
        """How the sizes belong together; None if they do not, or if an attribute is wrong."""
        if self.attributes is None:
            return None
        ports = (self.roles.input, self.roles.filter, self.roles.output)
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
        filter = self.shape(self.roles.filter)
        return self.attributes.layout.join(None, numbers, filter[-2] if filter else None)

    def numbers(self, port: str) -> tuple[int, ...] | None:
        """The numbers that come to a port that takes sizes, None if they are not known."""
        known = self.inputs.get(port)
        if known is None or known.value is None or known.value.ndim != 1:
            return None
        return tuple(int(one) for one in known.value) if known.value.dtype.kind in "iu" else None


def call_of(block: Block, inputs: Mapping[str, Known]) -> Call | None:
    """The call that a block makes; None if its op is not of the family."""
    roles = roles_of(block.op)
    return None if roles is None else Call(roles, block.values(), inputs)


def call_at(page: Page, id: str, look: Look) -> Call | None:
    """The call of a block on a page; `look` says what is known at an output."""
    inputs = {wire.target.port: look(wire.source) for wire in page.wires_into(id)}
    return call_of(page.blocks[id], inputs)
