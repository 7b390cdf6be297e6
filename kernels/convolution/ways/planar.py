"""The gradient by the input where the input has few channels, as an image has.

Gathering would copy every value of out_backprop once a tap, for a matmul that makes next to
nothing of it. Here the matmul comes first: out_backprop, with the padding around it, by every tap
and channel at once, planar. Each tap is then one addition of a whole plane to the plane of its
phase, from another place on; what lies between the end of a row and the next is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import inf, prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from kernels import threads
from kernels.conversion import copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import Phase, phases, whole
from kernels.convolution.ways.direct import direct
from kernels.convolution.ways.direct.correlation import FEWEST_TASKS
from kernels.convolution.ways.gather import finite, strip
from kernels.convolution.ways.way import INPUT_GRADIENT, Call, Way
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

MOST_CHANNELS = 32
FEWER_THAN_OUT = 4  # times: with more, additions take longer than gathering
START = 1_600_000  # nanoseconds that all steps take, however little there is to do
TILE_BYTES = 2**23  # of one product: smaller tiles compute more rows twice
LARGEST_TILE_BYTES = 2**24


def takes(call: Call) -> bool:
    """Input gradients of floats without groups that some tap reaches, if the tiles are small."""
    geometry = call.geometry
    if call.op != INPUT_GRADIENT or geometry.groups != 1 or geometry.depthwise:
        return False
    if call.sum_dtype.kind != "f" or not all(map(phases, geometry.axes)):
        return False
    tile = (_shared_rows(geometry.axes[0]) + 1) * _row_bytes(geometry, call.sum_dtype)
    return tile <= LARGEST_TILE_BYTES


def cost(call: Call) -> float:
    """A product for each tap of each output, and an addition for what each product gives."""
    geometry = call.geometry
    taps = prod(axis.taps for axis in geometry.axes)
    inputs = geometry.group_inputs
    if taps == 1 or inputs > min(MOST_CHANNELS, geometry.group_outputs // FEWER_THAN_OUT):
        return inf
    places = prod(geometry.output_shape) // geometry.group_outputs
    return START + places * taps * inputs * (geometry.group_outputs / 30 + 1)


def compute(call: Call, filter: Array, out_backprop: Array, result: Array) -> None:
    """Run the tasks; the direct way's, where zeros around out_backprop would make NaN of a filter
    that is not finite."""
    if finite(filter):
        threads.run(plan(call.geometry, filter, out_backprop, result))
    else:
        direct.compute(call, filter, out_backprop, result)


def plan(geometry: Geometry, filter: Array, out_backprop: Array, result: Array) -> list[Task]:
    """Tasks that fill `result`. A tile is some rows of some images."""
    dtype = accumulator(filter.dtype)
    source, target = geometry.outputs(out_backprop), geometry.inputs(result)[..., 0, :]
    matrix = filter.reshape(-1, filter.shape[-1]).astype(dtype, copy=False)
    by_axis = [phases(axis) for axis in geometry.axes]
    taps = [axis.taps for axis in geometry.axes]
    every = [whole(found) for found in by_axis]
    rows = TILE_BYTES // _row_bytes(geometry, dtype) - _shared_rows(geometry.axes[0])
    count = len(source) * every[0].targets
    limit = max(1, min(rows, -(-count // FEWEST_TASKS)))

    def task_of(box: Box) -> Task:
        def task(scratch: Scratch) -> None:
            images, part = box
            axes = [every[0].some_targets(part), *every[1:]]
            values = strip(source[images], axes, dtype, scratch)
            planes = _products(matrix, values, scratch).reshape(*taps, -1, *values.shape[:-2])
            for chosen in product(*([one.some(part) for one in by_axis[0]], *by_axis[1:])):
                if all(phase.axis.targets > 0 for phase in chosen):
                    _add_up(chosen, axes, planes, target[images], scratch)

        return task

    return [task_of(box) for box in boxes((len(source), every[0].targets), limit)]


def _row_bytes(geometry: Geometry, dtype: np.dtype[Any]) -> int:
    """What one row of out_backprop, with what is around it, makes for all taps and channels."""
    places = prod(whole(phases(axis)).span for axis in geometry.axes[1:])
    taps = prod(axis.taps for axis in geometry.axes)
    return max(1, places * taps * geometry.group_inputs * dtype.itemsize)


def _shared_rows(axis: Axis) -> int:
    """How many rows a tile reads beyond its own: its neighbour computes them, too."""
    return (axis.taps - 1) * axis.dilation // axis.stride + 1


def _products(matrix: Array, values: Array, scratch: Scratch) -> Array:
    """(taps x channels, images x rows x places): each tap's share, not yet in its place."""
    flat = values.reshape(-1, values.shape[-1])
    found = scratch.array("product", (len(matrix), len(flat)), matrix.dtype)
    np.matmul(matrix, flat.T, out=found)
    return found


def _add_up(
    chosen: Sequence[Phase], axes: Sequence[Axis], planes: Array, target: Array, scratch: Scratch
) -> None:
    """Write the positions of one phase: the sum over its taps, each moved to its place.

    planes: (*taps, channels, images, *places).
    """
    rank = len(chosen)
    terms = planes[tuple(phase.taps for phase in chosen)]
    *taps, channels, images = terms.shape[: rank + 2]
    spans = terms.shape[rank + 2 :]
    terms = terms.reshape(*taps, channels, -1)
    sides = list(zip(chosen, axes, strict=True))
    starts = [phase.axis.start - axis.start for phase, axis in sides]
    steps = [prod(spans[at + 1 :]) for at in range(rank)]
    hops = [phase.axis.dilation * step for phase, step in zip(chosen, steps, strict=True)]
    start = sum(at * step for at, step in zip(starts, steps, strict=True))
    count = terms.shape[-1] - start - sum((n - 1) * hop for n, hop in zip(taps, hops, strict=True))
    moved = as_strided(
        terms[..., start:],
        (*taps, channels, count),
        (
            *(tap + hop * terms.itemsize for tap, hop in zip(terms.strides, hops, strict=False)),
            *terms.strides[-2:],
        ),
        writeable=False,
    )
    plane = scratch.array("plane", (channels, terms.shape[-1]), planes.dtype)
    np.add.reduce(moved, axis=tuple(range(rank)), out=plane[:, :count])
    kept = (slice(None), slice(None), *(slice(phase.axis.targets) for phase in chosen))
    positions = (slice(None), *(phase.positions for phase in chosen))
    shaped = plane.reshape(channels, images, *spans)
    copy(target[positions], np.moveaxis(shaped[kept], 0, -1), scratch)


WAY = Way("planar", exact=True, takes=takes, cost=cost, compute=compute)
