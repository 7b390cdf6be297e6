"""The plain way, which takes every call that is not depthwise: gather what a tile's windows read,
then one matmul. What it gathers, and for which op, is in the three modules it stands for."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels import threads
from kernels.convolution.ways import filter_gradient, forward, input_gradient
from kernels.convolution.ways.way import FORWARD, INPUT_GRADIENT, Call, Way

Array = np.ndarray[Any, Any]


def takes(call: Call) -> bool:
    """Every call whose channels meet."""
    return not call.geometry.depthwise


def cost(call: Call) -> float:
    """A product for each tap of each output, and a copy for what each window reads."""
    geometry = call.geometry
    taps = prod(axis.taps for axis in geometry.axes)
    places = prod(axis.targets for axis in geometry.axes) * geometry.output_shape[0]
    read = geometry.group_inputs if call.op != INPUT_GRADIENT else geometry.group_outputs
    copied = places * taps * read * geometry.groups
    products = places * taps * geometry.group_inputs * geometry.group_outputs * geometry.groups
    return products / 35 + copied * 0.5


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Run the tasks of the op's module, stage by stage."""
    if call.op == FORWARD:
        threads.run(forward.plan(call.geometry, first, second, result))
    elif call.op == INPUT_GRADIENT:
        threads.run(input_gradient.plan(call.geometry, first, second, result))
    else:
        for stage in filter_gradient.plan(call.geometry, first, second, result):
            threads.run(stage)


WAY = Way("direct", exact=True, takes=takes, cost=cost, compute=compute)
