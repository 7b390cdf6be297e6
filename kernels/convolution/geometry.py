"""The full numbers of one call, made once from the relation of its tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kernels.arguments import shape_text
from kernels.convolution.attributes import Layout
from kernels.convolution.axis import Axis
from kernels.convolution.relation import Relation
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Geometry:
    """What the ways to compute need to know. Each axis is the forward one: input to output."""

    layout: Layout
    depthwise: bool  # each input channel is then a group of its own
    axes: tuple[Axis, ...]
    groups: int
    group_inputs: int  # input channels of one group
    group_outputs: int  # output channels of one group
    input_shape: tuple[int, ...]
    filter_shape: tuple[int, ...]
    output_shape: tuple[int, ...]

    def by_group(self, array: Array, channels: int) -> Array:
        """A view of an input or output as (batch, *spatial, groups, channels of a group)."""
        if not self.layout.channels_last:
            array = np.moveaxis(array, 1, -1)
        return array.reshape(*array.shape[:-1], self.groups, channels)

    def inputs(self, array: Array) -> Array:
        """The input, or its gradient, by groups."""
        return self.by_group(array, self.group_inputs)

    def outputs(self, array: Array) -> Array:
        """The output, or its gradient, by groups."""
        return self.by_group(array, self.group_outputs)


def geometry(relation: Relation) -> Geometry:
    """The geometry of a relation in which every size is known."""
    channels = relation.channels
    inputs, filters, outputs = (
        _known(sizes) for sizes in (relation.inputs, relation.filters, relation.outputs)
    )
    in_channels, filter_channels, out_channels = _known(
        (channels.input, channels.filter, channels.output)
    )
    axes = tuple(
        Axis(
            source=source,
            taps=taps,
            targets=targets,
            stride=window.stride,
            dilation=window.dilation,
            before=window.resolved(source, taps)[0],
        )
        for window, source, taps, targets in zip(
            relation.attributes.windows, inputs, filters, outputs, strict=True
        )
    )
    depthwise = relation.attributes.family.depthwise
    groups = in_channels if depthwise else in_channels // filter_channels
    return Geometry(
        layout=relation.attributes.layout,
        depthwise=depthwise,
        axes=axes,
        groups=groups,
        group_inputs=in_channels // groups,
        group_outputs=out_channels // groups,
        input_shape=_known(relation.input_shape),
        filter_shape=_known(relation.filter_shape),
        output_shape=_known(relation.output_shape),
    )


def new(argument: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """A result with any content; `ArgumentError` laid to `argument` if no memory is left for it."""
    try:
        return np.empty(shape, dtype)
    except (MemoryError, ValueError, OverflowError):
        raise ArgumentError(
            argument,
            f"{argument} asks for a result of shape {shape_text(shape)} in {dtype.name}, which is"
            " more than there is memory for",
        ) from None


def _known(sizes: tuple[int | None, ...]) -> tuple[int, ...]:
    assert None not in sizes, "a kernel's tensors have full shapes"
    return tuple(size for size in sizes if size is not None)
