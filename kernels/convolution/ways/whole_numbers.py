"""Calls of int32, by the plain ways in float64, which are exact there and as fast as BLAS is.

What is gathered becomes float64 on its way into a tile, and sums become int32 on their way out of
it. See kernels/integers.py for when one such call is enough and when it takes several. The bound
of what is exact is one of all sums of a call. Chosen for every int32 call that is not small.
"""

from __future__ import annotations

from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

from kernels.convolution.ways import planar
from kernels.convolution.ways.direct import direct
from kernels.convolution.ways.way import FORWARD, Call, Way
from kernels.integers import multiply_modulo

Array = np.ndarray[Any, Any]


def takes(call: Call) -> bool:
    """Every call of int32, which no depthwise op and no gradient by the filter takes."""
    return call.dtype == "int32"


def cost(call: Call) -> float:
    """In float64 half as many numbers go through as in float32, if one call is enough."""
    in_floats = _in_floats(call)
    return 2 * _way(in_floats).cost(in_floats)


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Fill the result. The filter is made float64 for the way, which sums in its dtype."""
    in_floats = _in_floats(call)
    way, geometry = _way(in_floats), call.geometry
    channels = geometry.group_inputs if call.op == FORWARD else geometry.group_outputs
    terms = prod(axis.taps for axis in geometry.axes) * channels

    def multiply(left: Array, right: Array, sums: Array) -> None:
        if call.op == FORWARD:
            way.compute(in_floats, left, right.astype(np.float64), sums)
        else:
            way.compute(in_floats, left.astype(np.float64), right, sums)

    multiply_modulo(multiply, first, second, terms, result)


@lru_cache(maxsize=256)
def _in_floats(call: Call) -> Call:
    return Call(call.op, call.geometry, "float64")


def _way(call: Call) -> Way:
    """The cheapest plain way for a call of float64."""
    able = [way for way in (direct.WAY, planar.WAY) if way.takes(call)]
    return min(able, key=lambda way: way.cost(call))


WAY = Way("whole numbers", exact=True, takes=takes, cost=cost, compute=compute)
