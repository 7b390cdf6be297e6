"""Random calls of the convolution family, and a slow answer that is obviously right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

import kernels

Array = np.ndarray[Any, Any]

OPS = {  # forward, gradients by the input, gradient by the filter
    "conv2d": ("conv2d", ("conv2d_backprop_input",), "conv2d_backprop_filter"),
    "depthwise": (
        "depthwise_conv2d_native",
        ("depthwise_conv2d_native_backprop_input",),
        "depthwise_conv2d_native_backprop_filter",
    ),
    "conv3d": ("conv3d", ("conv3d_backprop_input_v2",), "conv3d_backprop_filter_v2"),
}


@dataclass(frozen=True)
class Call:
    """One setting of a family, channels last; the tensors are made from a seed."""

    family: str
    batch: int
    inputs: tuple[int, ...]
    channels: int
    filters: tuple[int, ...]
    filter_channels: int
    last: int  # of the filter: output channels, or the multiplier
    strides: tuple[int, ...]
    dilations: tuple[int, ...]
    padding: str
    pads: tuple[tuple[int, int], ...]
    channels_last: bool = True

    @property
    def attributes(self) -> dict[str, Any]:
        """As the kernel takes them."""
        spatial = "DHW"[-len(self.inputs) :]
        found: dict[str, Any] = {
            "strides": self.order(1, self.strides, 1),
            "dilations": self.order(1, self.dilations, 1),
            "padding": self.padding,
            "data_format": f"N{spatial}C" if self.channels_last else f"NC{spatial}",
        }
        if self.padding == "EXPLICIT":
            pairs = self.order((0, 0), self.pads, (0, 0))
            found["explicit_paddings"] = tuple(pad for pair in pairs for pad in pair)
        return found

    def order(self, batch: Any, spatial: Any, channels: Any) -> tuple[Any, ...]:
        """In the order of the data_format."""
        if self.channels_last:
            return (batch, *spatial, channels)
        return (batch, channels, *spatial)

    @property
    def input_shape(self) -> tuple[int, ...]:
        return self.order(self.batch, self.inputs, self.channels)

    @property
    def filter_shape(self) -> tuple[int, ...]:
        return (*self.filters, self.filter_channels, self.last)

    def tensors(self, seed: int = 0) -> tuple[Array, Array]:
        """An input and a filter of small whole numbers, which float64 sums without rounding."""
        random = np.random.default_rng(seed)
        image = random.integers(-4, 5, self.input_shape).astype(np.float64)
        return image, random.integers(-4, 5, self.filter_shape).astype(np.float64)

    def forward(self, image: Array, filter: Array) -> Array:
        return getattr(kernels, OPS[self.family][0])(image, filter, **self.attributes)

    def input_gradient(self, filter: Array, back: Array) -> Array:
        op = getattr(kernels, OPS[self.family][1][0])
        return op(self.input_shape, filter, back, **self.attributes)

    def filter_gradient(self, image: Array, back: Array) -> Array:
        op = getattr(kernels, OPS[self.family][2])
        return op(image, self.filter_shape, back, **self.attributes)


def pads_of(call: Call, axis: int) -> tuple[int, int]:
    """TensorFlow's definition of the pads, written out for one axis."""
    if call.padding == "VALID":
        return 0, 0
    if call.padding == "EXPLICIT":
        return call.pads[axis]
    size, step = call.inputs[axis], call.strides[axis]
    reach = (call.filters[axis] - 1) * call.dilations[axis] + 1
    total = max(reach - (size % step or step), 0)
    return total // 2, total - total // 2


def slow_forward(call: Call, image: Array, filter: Array) -> Array:
    """One loop an axis and a tap, over a padded copy: nothing to be clever about."""
    if not call.channels_last:
        image = np.moveaxis(image, 1, -1)
    rank = len(call.inputs)
    pads = [pads_of(call, axis) for axis in range(rank)]
    padded = np.pad(image, [(0, 0), *pads, (0, 0)])
    sizes = []
    for axis in range(rank):
        room = padded.shape[axis + 1] - ((call.filters[axis] - 1) * call.dilations[axis] + 1)
        sizes.append(max(0, room // call.strides[axis] + 1))
    depthwise = call.family == "depthwise"
    groups = call.channels // call.filter_channels
    out_channels = call.channels * call.last if depthwise else call.last
    result = np.zeros((call.batch, *sizes, out_channels))
    for place in product(*map(range, result.shape)):
        image_at, *at, made = place
        if depthwise:
            reads = [(made // call.last, made // call.last, made % call.last)]
        else:
            first = made // (call.last // groups) * call.filter_channels
            reads = [(first + c, c, made) for c in range(call.filter_channels)]
        for tap in product(*map(range, call.filters)):
            spot = tuple(
                o * s + t * d
                for o, s, t, d in zip(at, call.strides, tap, call.dilations, strict=True)
            )
            for read, *weight in reads:
                result[place] += padded[(image_at, *spot, read)] * filter[(*tap, *weight)]
    return result if call.channels_last else np.moveaxis(result, -1, 1)


@st.composite
def calls(draw: Any, families: tuple[str, ...] = tuple(OPS), most: int = 7) -> Call:
    """Any small legal call: sizes from nothing up, unlike steps, every padding and layout."""
    family = draw(st.sampled_from(families))
    rank = 3 if family == "conv3d" else 2
    most = 4 if rank == 3 else most

    def each(least: int, largest: int) -> tuple[int, ...]:
        return tuple(draw(st.integers(least, largest)) for _ in range(rank))

    groups = draw(st.integers(1, 3)) if family == "conv2d" else 1
    filter_channels = draw(st.integers(1, 3))
    paddings = ("SAME", "VALID") if rank == 3 else ("SAME", "VALID", "EXPLICIT")
    return Call(
        family=family,
        batch=draw(st.sampled_from([0, 1, 1, 2])),
        inputs=each(0, most),
        channels=groups * filter_channels,
        filters=each(1, 3 if rank == 3 else 4),
        filter_channels=filter_channels,
        last=groups * draw(st.sampled_from([0, 1, 1, 2, 3, 8])),
        strides=(1,) * rank if draw(st.booleans()) else each(1, 4),
        dilations=each(1, 3),
        padding=draw(st.sampled_from(paddings)),
        pads=tuple((draw(st.integers(0, 3)), draw(st.integers(0, 3))) for _ in range(rank)),
        channels_last=draw(st.booleans()),
    )
