"""The one step of the depthwise ops: multiply and add along lines of memory.

`np.einsum` over a strided view of all windows multiplies and adds in one pass a tap, where ufuncs
take two, and makes no copy. Its inner loop runs along the last axis, in vectors of 128 bits: that
is what NumPy's builds for x86-64 have. Measured on a 3 GHz Zen 3 core: 0.18 to 0.25 ns a tap and
value on lines of 2,000 values or more, and some 20 ns to start a line; ufuncs took 0.5 ns.

Arrays are (batch, *spatial, channels, multiplier), with the last two axes one run of memory.
Where windows step by one along the last spatial axis, that axis is part of the line, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

from kernels.convolution.axis import Axis
from kernels.convolution.ways.depthwise.regions import Piece

Array = np.ndarray[Any, Any]


def one_run(array: Array, dtype: np.dtype[Any]) -> bool:
    """Are the channels at each position one run of memory, in this dtype?"""
    return bool(array.dtype == dtype and array[(0,) * (array.ndim - 2)].flags.c_contiguous)


def joined(array: Array) -> bool:
    """Do these runs follow each other along the last spatial axis?"""
    run = prod(array.shape[-2:]) * array.itemsize
    return bool(array.shape[-3] == 1 or array.strides[-3] == run)


def of(array: Array, long: bool) -> Array:
    """A view of such an array as its lines; `long` ones hold the last spatial axis."""
    outer = -3 if long else -2
    return array.reshape(*array.shape[:outer], prod(array.shape[outer:]), copy=False)


def repeated(weights: Array, length: int) -> Array:
    """Weights (*taps, channels, multiplier) for a line of so many positions: (*taps, line)."""
    *taps, channels, multiplier = weights.shape
    line = np.broadcast_to(weights[..., None, :, :], (*taps, length, channels, multiplier))
    return line.reshape(*taps, -1)


def windows(source: Array, axes: Sequence[Axis], long: bool) -> Array:
    """What each tap reads where the first one reads a line: (batch, *spatial, *taps, line).

    A view that goes beyond the source's end. A piece takes from it only what exists.
    """
    lined = of(source, long)
    # Taps that both read the source lie less than its size apart; others are never taken.
    hops = [
        step * min(axis.dilation, axis.source)
        for step, axis in zip(source.strides[1:-2], axes, strict=True)
    ]
    shape = (*lined.shape[:-1], *(axis.taps for axis in axes), lined.shape[-1])
    strides = (*lined.strides[:-1], *hops, lined.itemsize)
    return as_strided(lined, shape, strides, writeable=False)


def sums(view: Array, weights: Array, target: Array, piece: Piece) -> None:
    """Write into `target` the sums of a piece over its windows.

    view: of `windows`; weights: of `repeated`; target: of `of`.
    """
    out = target[piece.write]
    if not piece.products:
        out.fill(0)
        return
    outer, taps = _letters(view.ndim, weights.ndim)
    expression = f"{outer}{taps}l,{taps}l->{outer}l"
    np.einsum(expression, view[piece.read], weights[piece.weights], out=out)


def add_products(view: Array, backs: Array, total: Array, piece: Piece) -> None:
    """Add to `total` what each tap read times what came back, summed over a piece.

    view: of `windows`; backs: of `of`; total: (*taps, channels, multiplier).
    """
    if not piece.products:
        return
    outer, taps = _letters(view.ndim, total.ndim - 1)
    expression = f"{outer}{taps}l,{outer}l->{taps}l"
    found = np.einsum(expression, view[piece.read], backs[piece.write])
    part = total[piece.taps]
    by_position = found.reshape(*part.shape[:-2], -1, *part.shape[-2:])
    part += by_position.sum(axis=-3)


@lru_cache
def _letters(of_windows: int, of_weights: int) -> tuple[str, str]:
    """Names for einsum of the axes of a view before its line: those of all lines, the taps."""
    return "nzyx"[: of_windows - of_weights], "abc"[: of_weights - 1]
