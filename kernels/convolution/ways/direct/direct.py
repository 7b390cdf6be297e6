"""The plain way, which takes every call that is not depthwise: gather what a tile's windows read,
then one matmul. correlation.py does so for the forward op and for each phase of an input gradient,
filter_gradient.py for the gradient by the filter."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.conversion import converted_by_all
from kernels.convolution.ways.correlations import correlations
from kernels.convolution.ways.direct import correlation, filter_gradient
from kernels.convolution.ways.way import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT, Call, Way

Array = np.ndarray[Any, Any]

START = 700_000  # nanoseconds that all steps take, however little there is to do
FEWEST_COLUMNS = 8  # fewer take BLAS as long


def takes(call: Call) -> bool:
    """Every call whose channels meet."""
    return not call.geometry.depthwise


def cost(call: Call) -> float:
    """A product for each tap of each output, and a copy for what each window reads."""
    geometry = call.geometry
    taps = prod(axis.taps for axis in geometry.axes)
    places = prod(axis.targets for axis in geometry.axes) * geometry.output_shape[0]
    read = geometry.group_inputs if call.op != INPUT_GRADIENT else geometry.group_outputs
    made = geometry.group_inputs * geometry.group_outputs // read
    copied = places * taps * read * geometry.groups
    per_product = 1 / 30 if call.sum_dtype.kind == "f" else 1  # BLAS multiplies no integers
    return START + copied * (max(made, FEWEST_COLUMNS) * per_product + 0.4)


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Run the tasks of the op's module, stage by stage."""
    if call.op == FILTER_GRADIENT:
        for stage in filter_gradient.plan(call.geometry, first, second, result):
            threads.run(stage)
        return
    with threads.working_memory() as memory:
        if call.op == FORWARD:
            second = converted_by_all(second, call.sum_dtype, "filter", memory)
        else:
            first = converted_by_all(first, call.sum_dtype, "filter", memory)
        every = correlations(call, first, second, result)
        threads.run([task for one in every for task in correlation.plan(one)])


WAY = Way("direct", exact=True, takes=takes, cost=cost, compute=compute)
