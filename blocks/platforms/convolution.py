"""The numbers of a call of the convolution family, worked out of shapes and attributes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blocks.platforms.call import Call
from kernels.convolution import attributes as attributes_of
from kernels.convolution import rules
from kernels.convolution.attributes import Attributes, Family
from kernels.convolution.relation import Relation

FORWARD, INPUT_GRADIENT, FILTER_GRADIENT = "forward", "input gradient", "filter gradient"

_PLANAR, _DEPTHWISE, _VOLUME = (
    attributes_of.CONV2D,
    attributes_of.DEPTHWISE,
    attributes_of.CONV3D,
)
_OPS = {
    "Conv2D": (_PLANAR, FORWARD),
    "Conv2DBackpropInput": (_PLANAR, INPUT_GRADIENT),
    "Conv2DBackpropInputV2": (_PLANAR, INPUT_GRADIENT),
    "Conv2DBackpropFilter": (_PLANAR, FILTER_GRADIENT),
    "DepthwiseConv2dNative": (_DEPTHWISE, FORWARD),
    "DepthwiseConv2dNativeBackpropInput": (_DEPTHWISE, INPUT_GRADIENT),
    "DepthwiseConv2dNativeBackpropFilter": (_DEPTHWISE, FILTER_GRADIENT),
    "Conv3D": (_VOLUME, FORWARD),
    "Conv3DBackpropInputV2": (_VOLUME, INPUT_GRADIENT),
    "Conv3DBackpropFilterV2": (_VOLUME, FILTER_GRADIENT),
}
FAMILY = tuple(_OPS)
"""The ops of the family, by name."""


@dataclass(frozen=True, slots=True)
class Spatial:
    """One spatial axis of a call, in the letters of the help: n inputs, k taps, o outputs."""

    name: str
    n: int
    k: int
    o: int
    stride: int
    dilation: int
    before: int
    after: int

    @property
    def reach(self) -> int:
        """K: from the first tap to the last, both counted."""
        return (self.k - 1) * self.dilation + 1

    @property
    def rest(self) -> int:
        """So many of the padded input lie behind the last window: what PyTorch and ONNX call
        output_padding where the pads are the same on both sides."""
        padded = self.n + self.before + self.after
        return padded - self.reach - (self.o - 1) * self.stride

    @property
    def is_even(self) -> bool:
        """Whether there are as many zeros before as after."""
        return self.before == self.after


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of a call, all known."""

    batch: int
    axes: tuple[Spatial, ...]
    groups: int
    input_channels: int
    filter_channels: int
    last: int  # the filter's last axis: output channels or, depthwise, the multiplier
    output_channels: int
    input: tuple[int, ...]
    filter: tuple[int, ...]
    output: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Whether one of the three tensors holds no number."""
        return any(0 in shape for shape in (self.input, self.filter, self.output))


@dataclass(frozen=True, slots=True)
class Convolution:
    """A call of the family: what its attributes say, and its sizes once they are known."""

    call: Call
    op: str
    kind: str
    depthwise: bool
    rank: int
    dtype: str | None
    data_format: str
    padding: str
    strides: tuple[int, ...]  # of the spatial axes, as the two that follow
    dilations: tuple[int, ...]
    known: Sizes | None

    @property
    def is_sized(self) -> bool:
        """Whether all sizes are known."""
        return self.known is not None

    @property
    def sizes(self) -> Sizes:
        """The sizes, where a rule has been told that they are known."""
        assert self.known is not None, "a rule that needs sizes was asked without them"
        return self.known

    @property
    def channels_last(self) -> bool:
        """NHWC and NDHWC."""
        return self.data_format.endswith("C")

    @property
    def is_gradient(self) -> bool:
        """By the input or by the filter."""
        return self.kind != FORWARD

    @property
    def is_dilated(self) -> bool:
        """Are there gaps between the taps?"""
        return any(one != 1 for one in self.dilations)

    @property
    def is_strided(self) -> bool:
        """Does the filter skip any place?"""
        return any(one != 1 for one in self.strides)


def convolution_of(call: Call) -> Convolution:
    """The numbers of a call of the family."""
    family, kind = _OPS[call.op.name]
    attrs = call.attrs
    found = attributes_of.attributes(
        family,
        attrs["strides"],
        attrs["padding"],
        attrs.get("explicit_paddings", ()),
        attrs["data_format"],
        attrs["dilations"],
    )
    short = kind == INPUT_GRADIENT and _has_short_sizes(call, family)
    return Convolution(
        call=call,
        op=call.op.name,
        kind=kind,
        depthwise=family.depthwise,
        rank=len(family.spatial),
        dtype=_dtype(call),
        data_format=found.layout.data_format,
        padding=attrs["padding"],
        strides=tuple(one.stride for one in found.windows),
        dilations=tuple(one.dilation for one in found.windows),
        known=_sizes(_relation(call, found, kind, short)),
    )


def _dtype(call: Call) -> str | None:
    """The one dtype of the tensors: known of one, it is known of all."""
    for port in call.op.inputs:
        if port.type == "T" and (dtype := call.known(port.name).dtype) is not None:
            return dtype
    return None


def _has_short_sizes(call: Call, family: Family) -> bool:
    if "input_sizes" not in call.inputs:
        return False
    shape = call.known("input_sizes").shape
    return shape is not None and shape == (len(family.spatial),)


def _relation(call: Call, found: Attributes, kind: str, short: bool) -> Relation:
    def shape(port: str) -> Any:
        return call.known(port).shape

    def vector(port: str) -> Any:
        value = call.known(port).value
        return None if value is None else tuple(map(int, value))

    if kind == FORWARD:
        return rules.forward(found, shape("input"), shape("filter"))
    if kind == FILTER_GRADIENT:
        sizes = vector("filter_sizes")
        return rules.filter_gradient(found, shape("input"), sizes, shape("out_backprop"))
    if "input" in call.inputs:
        return rules.input_gradient_like(
            found, shape("input"), shape("filter"), shape("out_backprop")
        )
    sizes = vector("input_sizes")
    return rules.input_gradient(
        found, sizes, shape("filter"), shape("out_backprop"), two_numbers=short
    )


def _sizes(relation: Relation) -> Sizes | None:
    channels = relation.channels
    shapes = relation.input_shape, relation.filter_shape, relation.output_shape
    if any(None in shape for shape in shapes):
        return None
    axes = []
    for window, n, k, o in zip(
        relation.attributes.windows,
        relation.inputs,
        relation.filters,
        relation.outputs,
        strict=True,
    ):
        assert n is not None
        assert k is not None
        assert o is not None
        before, after = window.resolved(n, k)
        axes.append(Spatial(window.name, n, k, o, window.stride, window.dilation, before, after))
    input, filter, output = (tuple(int(one or 0) for one in shape) for shape in shapes)
    in_channels = int(channels.input or 0)
    filter_channels = int(channels.filter or 0)
    depthwise = relation.attributes.family.depthwise
    return Sizes(
        batch=int(relation.batch or 0),
        axes=tuple(axes),
        groups=in_channels if depthwise else in_channels // filter_channels,
        input_channels=in_channels,
        filter_channels=filter_channels,
        last=int(channels.last or 0),
        output_channels=int(channels.output or 0),
        input=input,
        filter=filter,
        output=output,
    )
