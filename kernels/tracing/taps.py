"""How many taps of a convolution make a number, and what became of the others, in words."""

from __future__ import annotations

from math import prod

from kernels.convolution.geometry import Geometry


def of_output(geometry: Geometry, standing: int) -> str:
    """Of a window, from which an output cell comes."""
    taps = prod(axis.taps for axis in geometry.axes)
    if standing == taps:
        return f"all {taps} taps of the window stand on the input" if taps > 1 else ""
    if not standing:
        return "the window stands on the zeros around the input alone"
    return (
        f"{standing} of the window's {taps} taps {_stand(standing)} on the input, "
        f"{taps - standing} on the zeros around it"
    )


def of_input(geometry: Geometry, standing: int) -> str:
    """Of an input cell, whose gradient comes from every window that has a tap on it."""
    taps = prod(axis.taps for axis in geometry.axes)
    if not standing:
        return "no window has a tap on this cell, so its gradient is 0"
    if standing == taps:
        return f"all {taps} taps stand on this cell, each of another window" if taps > 1 else ""
    each = ", each of another window" if standing > 1 else ""
    return f"{standing} of {taps} taps {_stand(standing)} on this cell{each}"


def of_filter(geometry: Geometry, standing: int) -> str:
    """Of a tap, whose gradient comes from every window in which it stands on the input."""
    windows = geometry.input_shape[0] * prod(axis.targets for axis in geometry.axes)
    if standing == windows:
        return f"this tap stands on the input in all {windows:,} windows" if windows > 1 else ""
    if not standing:
        return "this tap stands on the zeros around the input in every window"
    return (
        f"this tap stands on the input in {standing:,} of {windows:,} windows, in the others on "
        "the zeros around it"
    )


def _stand(count: int) -> str:
    return "stands" if count == 1 else "stand"
