"""Forward op and input gradient as the same thing: correlations of a source with weights.

The forward op is one correlation over the input. The gradient by the input is one over
out_backprop for each phase: with stride s, input positions p of one residue p mod s are reached by
the same taps, so that for each residue the gradient is a plain stride-1 sum. Nothing is added up in
overlapping places, and no zeros are multiplied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from kernels.convolution.axis import Axis
from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import phases
from kernels.convolution.ways.way import FORWARD, Call

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Correlation:
    """Sums of `source` over the windows of `axes`, to be written into `target`; all are views.

    source: (batch, *spatial, groups, read); weights: (groups, *taps, read, made); target: (batch,
    *targets, groups, made).
    """

    source: Array
    axes: Sequence[Axis]
    weights: Array
    target: Array


def correlations(call: Call, first: Array, second: Array, result: Array) -> list[Correlation]:
    """What a forward op or an input gradient that is not depthwise computes."""
    if call.op == FORWARD:
        return [_forward(call.geometry, first, second, result)]
    return _input_gradient(call.geometry, first, second, result)


def _forward(geometry: Geometry, input: Array, filter: Array, output: Array) -> Correlation:
    weights = np.moveaxis(by_group(geometry, filter), -2, 0)
    return Correlation(geometry.inputs(input), geometry.axes, weights, geometry.outputs(output))


def _input_gradient(
    geometry: Geometry, filter: Array, out_backprop: Array, result: Array
) -> list[Correlation]:
    source, target = geometry.outputs(out_backprop), geometry.inputs(result)
    weights = np.moveaxis(by_group(geometry, filter), -2, 0).swapaxes(-1, -2)
    every = []
    for chosen in product(*(phases(axis) for axis in geometry.axes)):
        taps = (slice(None), *(phase.taps for phase in chosen))
        positions = (slice(None), *(phase.positions for phase in chosen))
        axes = [phase.axis for phase in chosen]
        every.append(Correlation(source, axes, weights[taps], target[positions]))
    return every


def correlated_axes(call: Call) -> list[list[Axis]]:
    """The axes of each of these correlations, before there are tensors."""
    if call.op == FORWARD:
        return [list(call.geometry.axes)]
    every = product(*(phases(axis) for axis in call.geometry.axes))
    return [[phase.axis for phase in chosen] for chosen in every]


def by_group(geometry: Geometry, filter: Array) -> Array:
    """A view of a filter, or its gradient, as (*taps, channels in, groups, channels out).

    Depthwise, the groups are the input channels: (*taps, 1, in_channels, multiplier).
    """
    taps = [axis.taps for axis in geometry.axes]
    return filter.reshape(*taps, geometry.group_inputs, geometry.groups, geometry.group_outputs)
