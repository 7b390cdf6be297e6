"""A sum over windows without gathering them: one matmul a tap, of what it reads as it lies.

In a copy of the source with the padding around it, laid out as one list of places, every tap reads
a run of memory, each from another place on. What lies between the end of a row and the beginning of
the next is computed, too, and dropped. Compared with gathering, values are copied once instead of
once a tap, and the filter is used as it is; instead each tap's product is added to the sums, in
tiles that fit the second cache. That pays where many more channels are read than made.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.conversion import copy
from kernels.convolution.axis import Axis
from kernels.convolution.ways.correlations import Correlation
from kernels.convolution.ways.gather import padded, strip
from kernels.dtypes import accumulator
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]

FEWEST_CHANNELS = 64  # read
MORE_READ = 2  # times the channels made: else the additions take as long as gathering
MOST_COMPUTED = 1.12  # places for each that is kept
TILE_BYTES = 2**20  # of the sums and one tap's product


def takes(correlation: Correlation) -> bool:
    """Windows of more than one tap, of channels enough, with little between the rows."""
    groups, *taps, read, made = correlation.weights.shape
    axes = correlation.axes
    if groups > 1 or prod(taps) == 1 or read < max(FEWEST_CHANNELS, MORE_READ * made):
        return False
    computed = prod(axis.span / axis.targets for axis in _flattened(correlation))
    return all(axis.stride == 1 for axis in axes) and computed <= MOST_COMPUTED


def most_targets(correlation: Correlation) -> int:
    """How many targets a tile holds at most."""
    dtype = accumulator(correlation.weights.dtype)
    made: int = correlation.weights.shape[-1]
    return max(1, TILE_BYTES // (2 * made * dtype.itemsize))


def _flattened(correlation: Correlation) -> Sequence[Axis]:
    """The axes between whose rows something is dropped: the first only if a tile holds images."""
    axes = correlation.axes
    image = prod(axis.targets for axis in axes)
    return axes if image < most_targets(correlation) else axes[1:]


def compute(correlation: Correlation, scratch: Scratch) -> None:
    """Fill the target."""
    weights, axes = correlation.weights[0], correlation.axes
    dtype, made = accumulator(weights.dtype), weights.shape[-1]
    # Copied and summed in the order of the source, be it channels first or last.
    source = correlation.source
    planar = source.strides[-1] > source.itemsize
    if planar:
        values = padded(source, axes, dtype, "strip", scratch, planar=True)
    else:
        values = strip(source, axes, dtype, scratch)
    images, *spans, _, read = values.shape
    rows = values.reshape(-1, read)
    steps = [prod(spans[at + 1 :]) * axis.dilation for at, axis in enumerate(axes)]
    farthest = sum((axis.taps - 1) * step for axis, step in zip(axes, steps, strict=True))
    count = len(rows) - farthest
    sums, term = (_rows(role, len(rows), made, dtype, planar, scratch) for role in ("sums", "term"))
    first, *others = product(*(range(axis.taps) for axis in axes))
    np.matmul(rows[:count], weights[first], out=sums[:count])
    for tap in others:
        cancelling.look()
        start = sum(at * step for at, step in zip(tap, steps, strict=True))
        np.matmul(rows[start : start + count], weights[tap], out=term[:count])
        if tap != others[-1]:
            np.add(sums[:count], term[:count], out=sums[:count])
    kept = (slice(None), *(slice(axis.targets) for axis in axes))
    shape = (images, *spans, made)
    pair = (sums.reshape(shape)[kept], term.reshape(shape)[kept])
    target = correlation.target[..., 0, :]
    if target.dtype == dtype:
        np.add(*pair, out=target)
    else:
        np.add(*pair, out=pair[0])
        copy(target, pair[0], scratch)


def _rows(
    role: str, count: int, made: int, dtype: np.dtype[Any], planar: bool, scratch: Scratch
) -> Array:
    """(count, made), in that order or the other."""
    if planar:
        return scratch.array(role, (made, count), dtype).T
    return scratch.array(role, (count, made), dtype)
