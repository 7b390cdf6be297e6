"""The ops of the convolution family: whose gradient each is, and which port gives which tensor.

All ops of a family share one relation of input, filter and output (kernels/convolution/relation);
they differ in which of the three they make, and in whether a port gives a tensor or its sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blocks.declaration.known import Known, Shape
from blocks.ops.convolution_parts import sizes_value
from kernels.convolution import rules
from kernels.convolution.attributes import CONV2D, CONV3D, DEPTHWISE, Attributes, Family, attributes
from kernels.convolution.relation import Relation
from kernels.convolution.ways.way import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT

__all__ = ["FILTER_GRADIENT", "FORWARD", "INPUT_GRADIENT", "MEMBERS", "Member"]


@dataclass(frozen=True)
class Member:
    """An op of the family. `input`, `filter` and `output` are the ports that tell of the three
    tensors; the one that the op makes has none. `two_numbers`: `input_sizes` may be height and
    width alone."""

    op: str
    family: Family
    role: str
    input: str = ""
    filter: str = ""
    output: str = ""
    two_numbers: bool = False

    def attributes(self, values: Mapping[str, Any]) -> Attributes:
        """The attributes of a block, checked. Raises ArgumentError."""
        return attributes(
            self.family,
            values["strides"],
            values["padding"],
            values.get("explicit_paddings", ()),
            values["data_format"],
            values["dilations"],
        )

    def relation(
        self, attributes: Attributes, known: Mapping[str, Known], *, with_output: bool = True
    ) -> Relation:
        """What follows from what is known at the ports. Raises ArgumentError for what does not fit
        together; `with_output` as false leaves the sizes of out_backprop out of it."""
        input = self._sizes(self.input, known, len(attributes.layout.axes))
        filter = self._sizes(self.filter, known, len(self.family.filter_axes))
        output = known[self.output].shape if with_output and self.output else None
        if self.role == FORWARD:
            return rules.forward(attributes, input, filter)
        if self.role == FILTER_GRADIENT:
            return rules.filter_gradient(attributes, input, filter, output)
        if self.input == "input":
            return rules.input_gradient_like(attributes, input, filter, output)
        return rules.input_gradient(attributes, input, filter, output, two_numbers=self.two_numbers)

    def _sizes(self, port: str, known: Mapping[str, Known], rank: int) -> Shape:
        """The shape that a port tells, by its tensor or by its numbers."""
        if not port.endswith("_sizes"):
            return known[port].shape
        counts = (rank, len(self.family.spatial)) if self.two_numbers else (rank,)
        return sizes_value(port, known[port], *counts)


def _forward(op: str, family: Family) -> Member:
    return Member(op, family, FORWARD, "input", "filter")


def _input_gradient(op: str, family: Family, input: str, *, two_numbers: bool = False) -> Member:
    return Member(op, family, INPUT_GRADIENT, input, "filter", "out_backprop", two_numbers)


def _filter_gradient(op: str, family: Family) -> Member:
    return Member(op, family, FILTER_GRADIENT, "input", "filter_sizes", "out_backprop")


MEMBERS: Mapping[str, Member] = {
    one.op: one
    for one in (
        _forward("Conv2D", CONV2D),
        _forward("DepthwiseConv2dNative", DEPTHWISE),
        _forward("Conv3D", CONV3D),
        _input_gradient("Conv2DBackpropInput", CONV2D, "input_sizes", two_numbers=True),
        _input_gradient("Conv2DBackpropInputV2", CONV2D, "input"),
        _input_gradient("DepthwiseConv2dNativeBackpropInput", DEPTHWISE, "input_sizes"),
        _input_gradient("Conv3DBackpropInputV2", CONV3D, "input_sizes"),
        _filter_gradient("Conv2DBackpropFilter", CONV2D),
        _filter_gradient("DepthwiseConv2dNativeBackpropFilter", DEPTHWISE),
        _filter_gradient("Conv3DBackpropFilterV2", CONV3D),
    )
}
"""Each op of the family, by its name."""
