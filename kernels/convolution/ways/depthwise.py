"""The depthwise ops: each channel by itself, so there is no matmul to make.

Arrays are viewed as (batch, *spatial, channels, multiplier); an input is repeated, without a copy,
for each of the outputs that its channel has. The sums themselves are in channelwise.py.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.conversion import copy
from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import phases
from kernels.convolution.ways import channel_products, channelwise
from kernels.convolution.ways.correlations import by_group
from kernels.convolution.ways.shares import Work, share_count, tasks
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
        threads.run(tasks(forward(call.geometry, first, second, result)))
    elif call.op == INPUT_GRADIENT:
        threads.run(tasks(input_gradient(call.geometry, first, second, result)))
    else:
        for stage in filter_gradient(call.geometry, first, second, result):
            threads.run(stage)


def forward(geometry: Geometry, input: Array, filter: Array, output: Array) -> list[Work]:
    """Works that fill `output`."""
    source = _repeated(geometry.inputs(input), geometry.group_outputs)
    weights = _weights(geometry, filter)
    return channelwise.plan(source, geometry.axes, weights, geometry.outputs(output))


def input_gradient(
    geometry: Geometry, filter: Array, out_backprop: Array, result: Array
) -> list[Work]:
    """Works that fill `result`, which comes as zeros; by phases, as input_gradient.py says."""
    source, target = geometry.outputs(out_backprop), geometry.inputs(result)
    weights = _weights(geometry, filter)
    works: list[Work] = []
    for chosen in product(*(phases(axis) for axis in geometry.axes)):
        taps = tuple(phase.taps for phase in chosen)
        positions = (slice(None), *(phase.positions for phase in chosen))
        axes = [phase.axis for phase in chosen]
        works += channelwise.plan(source, axes, weights[taps], target[positions])
    return works


def filter_gradient(
    geometry: Geometry, input: Array, out_backprop: Array, result: Array
) -> tuple[list[Task], list[Task]]:
    """Tasks that sum a share of the tiles each, and a task for after that, which fills `result`."""
    source = _repeated(geometry.inputs(input), geometry.group_outputs)
    backs, dtype = geometry.outputs(out_backprop), accumulator(result.dtype)
    shape = (*(axis.taps for axis in geometry.axes), *backs.shape[-2:])
    # The shares are a fixed number, and each sums its parts in order: the same bits everywhere.
    sums = np.zeros((share_count(prod(backs.shape[:-2]) * prod(shape)), *shape), dtype)

    def finish(scratch: Scratch) -> None:
        total = np.expand_dims(sums.sum(axis=0), len(geometry.axes))
        copy(by_group(geometry, result), total, scratch)

    return channel_products.plan(source, geometry.axes, backs, sums), [finish]


def _repeated(inputs: Array, multiplier: int) -> Array:
    """A view of (..., channels, 1) as (..., channels, multiplier)."""
    return np.broadcast_to(inputs, (*inputs.shape[:-1], multiplier))


def _weights(geometry: Geometry, filter: Array) -> Array:
    """The filter as (*taps, channels, multiplier) in the dtype of the sum."""
    weights = np.squeeze(by_group(geometry, filter), axis=len(geometry.axes))
    return weights.astype(accumulator(filter.dtype), copy=False)


WAY = Way("depthwise", exact=True, takes=takes, cost=cost, compute=compute)
