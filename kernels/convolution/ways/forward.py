"""The forward op: each output is a sum over the window of the input that it looks at."""

from __future__ import annotations

from typing import Any

import numpy as np

from kernels.convolution.geometry import Geometry
from kernels.convolution.ways import correlation
from kernels.dtypes import accumulator
from kernels.threads import Task

Array = np.ndarray[Any, Any]


def plan(geometry: Geometry, input: Array, filter: Array, output: Array) -> list[Task]:
    """Tasks that fill `output`."""
    return correlation.plan(
        geometry.inputs(input),
        geometry.axes,
        _matrix(geometry, filter),
        geometry.outputs(output),
    )


def _matrix(geometry: Geometry, filter: Array) -> Array:
    """The filter as (groups, taps x input channels, output channels)."""
    taps = [axis.taps for axis in geometry.axes]
    grouped = by_group(geometry, filter)
    ordered = np.moveaxis(grouped, len(taps) + 1, 0)
    matrix = ordered.reshape(geometry.groups, -1, geometry.group_outputs)
    return matrix.astype(accumulator(filter.dtype), copy=False)


def by_group(geometry: Geometry, filter: Array) -> Array:
    """A view of a filter, or its gradient, as (*taps, channels in, groups, channels out).

    Depthwise, the groups are the input channels: (*taps, 1, in_channels, multiplier).
    """
    taps = [axis.taps for axis in geometry.axes]
    return filter.reshape(*taps, geometry.group_inputs, geometry.groups, geometry.group_outputs)
