"""The gradient by the input where the input has few channels, as an image has.

Gathering would copy every value of out_backprop once a tap, for a matmul that makes next to
nothing of it. Here the matmul comes first: out_backprop by every tap and channel at once, planar,
so that each tap is then one addition along whole rows into the plane of its phase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import inf, prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.conversion import converted, copy
from kernels.convolution.axis import Axis, Box, boxes
from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import Phase, phases
from kernels.convolution.ways.correlation import FEWEST_TASKS
from kernels.convolution.ways.gather import reached
from kernels.convolution.ways.way import INPUT_GRADIENT, Call, Way
from kernels.dtypes import accumulator
from kernels.threads import Scratch, Task

Array = np.ndarray[Any, Any]

MOST_CHANNELS = 32
FEWER_THAN_OUT = 4  # times: with more, additions take longer than gathering
START = 1_600_000  # nanoseconds that all steps take, however little there is to do
TILE_BYTES = 2**22  # of one product: smaller tiles compute more rows twice
LARGEST_TILE_BYTES = 2**23


def takes(call: Call) -> bool:
    """Input gradients of floats without groups, if the tiles are small enough."""
    geometry = call.geometry
    if call.op != INPUT_GRADIENT or geometry.groups != 1 or geometry.depthwise:
        return False
    if call.sum_dtype.kind != "f":
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
    """Run the tasks."""
    threads.run(plan(call.geometry, filter, out_backprop, result))


def plan(geometry: Geometry, filter: Array, out_backprop: Array, result: Array) -> list[Task]:
    """Tasks that fill `result`. A tile is some rows of some images."""
    dtype = accumulator(filter.dtype)
    source, target = geometry.outputs(out_backprop)[..., 0, :], geometry.inputs(result)[..., 0, :]
    matrix = filter.reshape(-1, filter.shape[-1]).astype(dtype, copy=False)
    first, *others = (phases(axis) for axis in geometry.axes)
    rows = max((phase.axis.targets for phase in first), default=0)
    room = TILE_BYTES // _row_bytes(geometry, dtype) - _shared_rows(geometry.axes[0])
    limit = max(1, min(room, -(-len(source) * rows // FEWEST_TASKS)))

    def task_of(box: Box) -> Task:
        def task(scratch: Scratch) -> None:
            images, part = box
            here = [_some(phase, part) for phase in first if part.start < phase.axis.targets]
            low, high = _rows_read([phase.axis for phase in here])
            if low >= high:
                for chosen in product(here, *others):
                    target[(images, *(phase.positions for phase in chosen))].fill(0)
                return
            here = [replace(phase, axis=_from(phase.axis, low, high)) for phase in here]
            products = _products(matrix, source[images, low:high], geometry, scratch)
            for chosen in product(here, *others):
                _add_up(chosen, products, target[images], scratch)

        return task

    return [task_of(box) for box in boxes((len(source), rows), limit)]


def _row_bytes(geometry: Geometry, dtype: np.dtype[Any]) -> int:
    """What one row of out_backprop makes, for all taps and channels."""
    places = prod(axis.targets for axis in geometry.axes[1:])
    taps = prod(axis.taps for axis in geometry.axes)
    return max(1, places * taps * geometry.group_inputs * dtype.itemsize)


def _shared_rows(axis: Axis) -> int:
    """How many rows a tile reads beyond its own: its neighbour computes them, too."""
    return (axis.taps - 1) * axis.dilation // axis.stride + 1


def _some(phase: Phase, part: slice) -> Phase:
    """The phase for some of its positions alone."""
    part = slice(part.start, min(part.stop, phase.axis.targets))
    start, step = phase.positions.start, phase.positions.step
    positions = slice(start + part.start * step, start + (part.stop - 1) * step + 1, step)
    return replace(phase, positions=positions, axis=phase.axis.some_targets(part))


def _rows_read(axes: Sequence[Axis]) -> tuple[int, int]:
    """The rows of out_backprop that any of the axes reads: first and stop."""
    low = min((axis.start for axis in axes), default=0)
    high = max((axis.start + axis.span for axis in axes), default=0)
    return max(0, low), min(high, axes[0].source if axes else 0)


def _from(axis: Axis, low: int, high: int) -> Axis:
    """The axis as it reads the rows from low to high, counted from low."""
    return replace(axis, source=high - low, before=axis.before + low)


def _products(matrix: Array, rows: Array, geometry: Geometry, scratch: Scratch) -> Array:
    """(*taps, channels, images, rows, *places): each tap's share of the gradient, not yet moved."""
    flat = converted(rows, matrix.dtype, "rows", scratch).reshape(-1, rows.shape[-1])
    found = scratch.array("product", (len(matrix), len(flat)), matrix.dtype)
    np.matmul(matrix, flat.T, out=found)
    taps = [axis.taps for axis in geometry.axes]
    return found.reshape(*taps, geometry.group_inputs, *rows.shape[:-1])


def _add_up(chosen: Sequence[Phase], products: Array, target: Array, scratch: Scratch) -> None:
    """Write the positions of one phase: the sum over its taps, each moved to its place."""
    axes = [phase.axis for phase in chosen]
    terms = products[tuple(phase.taps for phase in chosen)]
    channels, images = terms.shape[len(axes) : len(axes) + 2]
    shape = (channels, images, *(axis.targets for axis in axes))
    plane = scratch.array("plane", shape, products.dtype)
    plane.fill(0)
    for tap, written, read in reached(axes):
        place = plane[(slice(None), slice(None), *written)]
        np.add(place, terms[tap][(slice(None), slice(None), *read)], out=place)
    positions = (slice(None), *(phase.positions for phase in chosen))
    copy(target[positions], np.moveaxis(plane, 0, -1), scratch)


WAY = Way("planar", exact=True, takes=takes, cost=cost, compute=compute)
