"""The depthwise ops: each channel by itself, so there is no matmul to make.

Arrays are viewed as (batch, *spatial, channels, multiplier); an input is repeated, without a copy,
for each of the outputs that its channel has. Which steps are taken:

- lines.py, by channelwise.py and channel_products.py: channels last. In place, region by region, or
  in copied strips for halves, multipliers, small images, and channels first with strides or short
  lines.
- planes.py: channels first, windows that step by one and long lines; and the gradient by filters of
  many taps.

The limit. A compiled kernel can keep a few sums in registers while it adds all taps, in vectors of
256 bits. In NumPy a sum over taps is `np.einsum`, which for each tap reads and writes the line of
sums again, in vectors of 128 bits: 0.18 to 0.25 ns a product on one core, where PyTorch takes 0.07
to 0.13 on the large rows. Pairs of ufuncs take 0.5, `np.correlate` 0.3 and more; matmuls by banded
matrices 2.0 to 2.9 ns an output of 3x3 (einsum 1.8) and 6.5 of 7x7 (einsum 9 to 11), and that
without the copies to planes and back that they need. Median milliseconds on two 3 GHz Zen 3 cores,
here and in PyTorch, in turns:

    float32, channels last          forward     input gradient  filter gradient
    8x112x112x32, 3x3               6.0  1.8    6.3  1.8        7.2  3.5
    8x56x56x144, 3x3, stride 2      3.9  1.6    7.4  1.6        4.1  2.0
    8x14x14x384, 3x3                2.0  0.5    2.1  0.6        2.3  0.7
    4x28x28x384, 7x7                9.6  2.2    10   2.8        10   12

The second row has lines of 144 values, and einsum takes 0.35 to 0.5 ns a product on them; on the
third, a sixth of the time has passed before the first sum.

With the channels first, copying all values in and out comes on top, at 0.4 to 0.9 ns each. Large
planes take up to 1.2 times as long as with the channels last; 14x14 pixels, or a stride in the
forward op and the filter gradient, 1.4 to 2.3 times: there are few products to a value copied.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.conversion import copy
from kernels.convolution.axis import Axis
from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import phases
from kernels.convolution.ways.correlations import by_group
from kernels.convolution.ways.depthwise import channel_products, channelwise, planes
from kernels.convolution.ways.depthwise.shares import Work, share_count, tasks
from kernels.convolution.ways.gather import spoilt_by_padding
from kernels.convolution.ways.way import FORWARD, INPUT_GRADIENT, Call, Way
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

MANY_TAPS = 25  # of a filter: its gradient is made faster in planes, even if they are copied to


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
    return _sums(source, geometry.axes, weights, geometry.outputs(output))


def input_gradient(
    geometry: Geometry, filter: Array, out_backprop: Array, result: Array
) -> list[Work]:
    """Works that fill `result`, which comes as zeros; by phases, as correlations.py says."""
    source, target = geometry.outputs(out_backprop), geometry.inputs(result)
    weights = _weights(geometry, filter)
    works: list[Work] = []
    for chosen in product(*(phases(axis) for axis in geometry.axes)):
        taps = tuple(phase.taps for phase in chosen)
        positions = (slice(None), *(phase.positions for phase in chosen))
        axes = tuple(phase.axis for phase in chosen)
        works += _sums(source, axes, weights[taps], target[positions])
    return works


def filter_gradient(
    geometry: Geometry, input: Array, out_backprop: Array, result: Array
) -> tuple[list[Task], list[Task]]:
    """Tasks that sum a share of the tiles each, and a task for after that, which fills `result`."""
    source = _repeated(geometry.inputs(input), geometry.group_outputs)
    axes, backs = geometry.axes, geometry.outputs(out_backprop)
    shape = (*(axis.taps for axis in axes), *backs.shape[-2:])
    # The shares are a fixed number, and each sums its parts in order: the same bits everywhere.
    shares = share_count(prod(backs.shape[:-2]) * prod(shape))
    sums = np.zeros((shares, *shape), accumulator(result.dtype))
    near = _nearer_than_channels(source) or prod(axis.taps for axis in axes) >= MANY_TAPS
    if near and _floats_by_one(source, sums.dtype) and planes.fit(axes):
        every = planes.products(source, axes, backs, sums.dtype, shares)
    else:
        every = channel_products.plan(source, axes, backs, sums.dtype, shares)

    def finish(scratch: Scratch) -> None:
        total = np.expand_dims(sums.sum(axis=0), len(axes))
        copy(by_group(geometry, result), total, scratch)

    return channel_products.added(every, sums), [finish]


def _sums(source: Array, axes: tuple[Axis, ...], weights: Array, target: Array) -> list[Work]:
    """Works for a sum over windows: in planes, or as channelwise.py decides."""
    near = _nearer_than_channels(source) and _nearer_than_channels(target)
    fit = near and _floats_by_one(source, weights.dtype) and planes.fit_sums(axes, len(source))
    if fit and not spoilt_by_padding(axes, weights):
        return planes.sums(source, axes, weights, target)
    return channelwise.plan(source, axes, weights, target)


def _nearer_than_channels(array: Array) -> bool:
    """Do the pixels of a row lie nearer to each other in memory than channels do?"""
    *_, along, channels, _ = array.strides
    return bool(along <= channels)


def _floats_by_one(source: Array, dtype: np.dtype[Any]) -> bool:
    """Are sums of floats, which BLAS takes, and of one multiplier?"""
    return dtype.kind == "f" and source.shape[-1] == 1


def _repeated(inputs: Array, multiplier: int) -> Array:
    """A view of (..., channels, 1) as (..., channels, multiplier)."""
    return np.broadcast_to(inputs, (*inputs.shape[:-1], multiplier))


def _weights(geometry: Geometry, filter: Array) -> Array:
    """The filter as (*taps, channels, multiplier) in the dtype of the sum."""
    weights = np.squeeze(by_group(geometry, filter), axis=len(geometry.axes))
    return weights.astype(accumulator(filter.dtype), copy=False)


WAY = Way("depthwise", exact=True, takes=takes, cost=cost, compute=compute)
