"""The depthwise ops: each channel by itself, so there is no matmul to make.

Arrays are viewed as (batch, *spatial, channels, multiplier); an input is repeated, without a copy,
for each of the outputs that its channel has. The sums themselves are in channelwise.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.convolution.axis import Box
from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import phases
from kernels.convolution.ways import channelwise
from kernels.convolution.ways.correlations import by_group
from kernels.convolution.ways.way import FORWARD, INPUT_GRADIENT, Call, Way
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]


def takes(call: Call) -> bool:
    """Every depthwise call."""
    return call.geometry.depthwise


def cost(call: Call) -> float:
    """A fused multiply-add for each tap of each output."""
    taps = prod(axis.taps for axis in call.geometry.axes)
    return 0.25 * taps * prod(call.geometry.output_shape)


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Run the tasks of the op, stage by stage."""
    if call.op == FORWARD:
        threads.run(forward(call.geometry, first, second, result))
    elif call.op == INPUT_GRADIENT:
        threads.run(input_gradient(call.geometry, first, second, result))
    else:
        for stage in filter_gradient(call.geometry, first, second, result):
            threads.run(stage)


def forward(geometry: Geometry, input: Array, filter: Array, output: Array) -> list[Task]:
    """Tasks that fill `output`."""
    source = _repeated(geometry.inputs(input), geometry.group_outputs)
    weights = _weights(geometry, filter)
    return channelwise.plan(source, geometry.axes, weights, geometry.outputs(output))


def input_gradient(
    geometry: Geometry, filter: Array, out_backprop: Array, result: Array
) -> list[Task]:
    """Tasks that fill `result`, which comes as zeros; by phases, as input_gradient.py says."""
    source, target = geometry.outputs(out_backprop), geometry.inputs(result)
    weights = _weights(geometry, filter)
    tasks: list[Task] = []
    for chosen in product(*(phases(axis) for axis in geometry.axes)):
        taps = tuple(phase.taps for phase in chosen)
        positions = (slice(None), *(phase.positions for phase in chosen))
        axes = [phase.axis for phase in chosen]
        tasks += channelwise.plan(source, axes, weights[taps], target[positions])
    return tasks


def filter_gradient(
    geometry: Geometry, input: Array, out_backprop: Array, result: Array
) -> tuple[list[Task], list[Task]]:
    """Tasks that sum each tile, and tasks for after that, which fill `result`."""
    source = _repeated(geometry.inputs(input), geometry.group_outputs)
    backs, dtype = geometry.outputs(out_backprop), accumulator(result.dtype)
    axes, target = geometry.axes, by_group(geometry, result)
    tiles = channelwise.tiles(backs.shape[:-2], channelwise.values(backs, dtype))
    sums = np.zeros((channelwise.SHARES, *(axis.taps for axis in axes), *backs.shape[-2:]), dtype)

    def add(part: Sequence[Box], out: Array, scratch: Scratch, by_tap: bool = False) -> None:
        for box in part:
            out += channelwise.products(source, axes, backs, box, scratch, by_tap=by_tap)

    def share(part: Sequence[Box], out: Array) -> Task:
        return lambda scratch: add(part, out, scratch)

    def finish(scratch: Scratch) -> None:
        total = sums.sum(axis=0)
        # Zeros beyond the input, times an infinity, may have made what is no number.
        if np.isnan(total).any():
            total[...] = 0
            add(tiles, total, scratch, by_tap=True)
        target[...] = np.expand_dims(total, len(axes))

    # The shares are a fixed number, and each sums its tiles in order: the same bits everywhere.
    return [share(tiles[at :: len(sums)], out) for at, out in enumerate(sums)], [finish]


def _repeated(inputs: Array, multiplier: int) -> Array:
    """A view of (..., channels, 1) as (..., channels, multiplier)."""
    return np.broadcast_to(inputs, (*inputs.shape[:-1], multiplier))


def _weights(geometry: Geometry, filter: Array) -> Array:
    """The filter as (*taps, channels, multiplier) in the dtype of the sum."""
    weights = np.squeeze(by_group(geometry, filter), axis=len(geometry.axes))
    return weights.astype(accumulator(filter.dtype), copy=False)


WAY = Way("depthwise", exact=True, takes=takes, cost=cost, compute=compute)
