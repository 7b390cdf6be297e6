"""The gradient by the input, phase by phase.

With stride s, input positions p of one residue p mod s are reached by the same taps. For each
residue the gradient is therefore a plain stride-1 sum over out_backprop: a gather, one matmul and
one strided write. Nothing is added up in overlapping places, and no zeros are multiplied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np

from kernels.convolution.axis import Axis
from kernels.convolution.geometry import Geometry
from kernels.convolution.ways import correlation
from kernels.convolution.ways.forward import by_group
from kernels.dtypes import accumulator
from kernels.threads import Task

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Phase:
    """The input positions of one residue on one axis, and the taps that reach them."""

    positions: slice
    taps: slice  # of the filter, last first
    axis: Axis  # reads out_backprop, writes these positions


def phases(forward: Axis) -> list[Phase]:
    """The phases of an axis that any tap reaches; what no tap reaches has the gradient 0."""
    by_residue: dict[int, list[int]] = {}
    for tap in range(forward.taps):
        residue = (tap * forward.dilation - forward.before) % forward.stride
        by_residue.setdefault(residue, []).append(tap)
    return [
        _phase(forward, residue, taps)
        for residue, taps in sorted(by_residue.items())
        if residue < forward.source
    ]


def _phase(forward: Axis, residue: int, taps: Sequence[int]) -> Phase:
    # Position residue + q s meets tap t at output q + (residue + before - t d) / s, a whole number.
    # From the last tap to the first that output grows by the same step each time.
    first, last = taps[0], taps[-1]
    between = taps[1] - first if len(taps) > 1 else 1
    count = (forward.source - residue - 1) // forward.stride + 1
    before = (last * forward.dilation - residue - forward.before) // forward.stride
    dilation = between * forward.dilation // forward.stride if len(taps) > 1 else 1
    return Phase(
        positions=slice(residue, forward.source, min(forward.stride, forward.source)),
        taps=slice(last, first - 1 if first else None, -between),
        axis=Axis(forward.targets, len(taps), count, 1, dilation, before),
    )


def plan(geometry: Geometry, filter: Array, out_backprop: Array, result: Array) -> list[Task]:
    """Tasks that fill `result`, which comes as zeros."""
    source, target = geometry.outputs(out_backprop), geometry.inputs(result)
    grouped = by_group(geometry, filter)
    tasks: list[Task] = []
    for chosen in product(*(phases(axis) for axis in geometry.axes)):
        taps = tuple(phase.taps for phase in chosen)
        positions = (slice(None), *(phase.positions for phase in chosen))
        axes = [phase.axis for phase in chosen]
        tasks += correlation.plan(source, axes, _matrix(grouped[taps]), target[positions])
    return tasks


def _matrix(grouped: Array) -> Array:
    """Some taps of the filter as (groups, taps x output channels, input channels)."""
    *taps, made, groups, read = grouped.shape
    order = (len(taps) + 1, *range(len(taps)), len(taps) + 2, len(taps))
    matrix = grouped.transpose(order).reshape(groups, prod(taps) * read, made)
    return matrix.astype(accumulator(grouped.dtype), copy=False)
