"""The geometry of a block as data and as text, for the terminal."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.geometry.axis import SpatialAxis
from blocks.geometry.coverage_words import coverage_words
from blocks.geometry.geometry import Geometry
from blocks.geometry.words import MAKES, counted, pads_words, positions_words, sizes_words

LISTED = 4096
"""The coverage of a longer axis is told of its first cells alone."""

_IN_LINE = 24


def as_data(geometry: Geometry) -> dict[str, Any]:
    """What JSON holds of it: the numbers of each axis and the words."""
    return {
        "op": geometry.member.op,
        "role": geometry.member.role,
        "lacks": list(geometry.lacks),
        "padding": pads_words(geometry.axes) if geometry.axes else None,
        "axes": [_axis(axis) for axis in geometry.axes],
        "words": coverage_words(geometry.axes) if geometry.axes else [],
    }


def _axis(axis: SpatialAxis) -> dict[str, Any]:
    legal = axis.legal_inputs
    return {
        "name": axis.name,
        "input": axis.input,
        "taps": axis.taps,
        "stride": axis.stride,
        "dilation": axis.dilation,
        "outputs": axis.outputs,
        "pads": list(axis.pads),
        "reach": axis.reach,
        "legal_inputs": [legal[0], legal[-1]] if legal else [],
        "coverage": axis.coverage(range(min(axis.input, LISTED))).tolist(),
    }


def as_text(geometry: Geometry) -> str:
    """The same for people."""
    lines = [f"{geometry.block}: {geometry.member.op}, {MAKES[geometry.member.role]}"]
    lines += [f"  {one}" for one in geometry.lacks]
    if geometry.axes:
        lines.append(f"  padding   {pads_words(geometry.axes)}")
        for axis in geometry.axes:
            lines += _axis_lines(axis)
        lines += ["", *(f"  {one}" for one in coverage_words(geometry.axes))]
    return "\n".join(lines)


def _axis_lines(axis: SpatialAxis) -> list[str]:
    legal = axis.legal_inputs
    sizes = positions_words(legal) if legal else "none"
    return [
        "",
        f"  {axis.name}: {sizes_words(axis)}",
        f"  reach     {counted(axis, axis.reach)}",
        f"  inputs    {sizes} would give {counted(axis, axis.outputs)} out",
        f"  coverage  {_coverage(axis)}",
    ]


def _coverage(axis: SpatialAxis) -> str:
    """The counts in a line, those of a long axis shortened in the middle."""
    if axis.input <= _IN_LINE:
        return _numbers(axis.coverage())
    half = _IN_LINE // 2
    first, last = range(half), range(axis.input - half, axis.input)
    left = axis.input - 2 * half
    return f"{_numbers(axis.coverage(first))} … {left} more … {_numbers(axis.coverage(last))}"


def _numbers(counts: np.ndarray[Any, Any]) -> str:
    return " ".join(map(str, counts.tolist())) or "none"
