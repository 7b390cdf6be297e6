"""The geometry of a block in words: its padding, a window, what a run of numbers is."""

from __future__ import annotations

from collections.abc import Sequence

from blocks.geometry.axis import SpatialAxis
from blocks.geometry.geometry import Geometry
from blocks.geometry.members import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT

SIDES = {"height": ("top", "bottom"), "width": ("left", "right"), "depth": ("front", "back")}
"""What stands before and after the input along each axis."""

MAKES = {
    FORWARD: "forward",
    INPUT_GRADIENT: "gradient by the input",
    FILTER_GRADIENT: "gradient by the filter",
}
"""What the ops of a role compute."""

_LISTED = 6
"""Positions that are not in a row are named one by one up to so many."""


def counted(axis: SpatialAxis, number: int) -> str:
    """`1 row`, `4 columns`."""
    return f"{number} {axis.noun}{'' if number == 1 else 's'}"


def taps_words(number: int) -> str:
    """`1 tap`, `4 taps`."""
    return f"{number} tap{'' if number == 1 else 's'}"


def sizes_words(axis: SpatialAxis) -> str:
    """The numbers of an axis in a line."""
    gap = f", dilation {axis.dilation}" if axis.dilation != 1 else ""
    given = f"input {axis.input}, {taps_words(axis.taps)}, stride {axis.stride}{gap}"
    return f"{given}: {axis.outputs} out"


def pads_words(axes: Sequence[SpatialAxis]) -> str:
    """`SAME: top 2, bottom 3, left 1, right 1`."""
    mode = axes[0].window.padding
    if not any(pad for axis in axes for pad in axis.pads):
        return f"{mode}: no padding"
    sides = (
        f"{side} {pad}"
        for axis in axes
        for side, pad in zip(SIDES[axis.name], axis.pads, strict=True)
    )
    return f"{mode}: {', '.join(sides)}"


def padding_words(axes: Sequence[SpatialAxis], crops: bool) -> str:
    """The padding in sentences; `crops`: as what is cut off the gradient by the input."""
    words = pads_words(axes)
    if crops and words.endswith("no padding"):
        words = f"{axes[0].window.padding}: nothing is cropped"
    elif crops:
        words = words.replace(": ", " crops ", 1)
    uneven = any(before != after for before, after in (axis.pads for axis in axes))
    if axes[0].window.padding == "SAME" and uneven:
        return f"{words}. SAME puts the larger half behind."
    return f"{words}."


def positions_words(positions: Sequence[int]) -> str:
    """`2`, `2 to 4`, `0, 2, 4`; long lists shortened."""
    if len(positions) == 1:
        return str(positions[0])
    if len(positions) > 2 and positions[-1] - positions[0] == len(positions) - 1:
        return f"{positions[0]} to {positions[-1]}"
    if len(positions) <= _LISTED:
        return ", ".join(map(str, positions))
    return f"{', '.join(map(str, positions[:3]))}, … {positions[-1]}"


def window_words(geometry: Geometry, at: Sequence[int], forward: bool) -> str:
    """What a window reads, or what its cell of out_backprop is spread over."""
    places, padding, count = [], [], 0
    for axis, target in zip(geometry.axes, at, strict=True):
        taps = axis.positions(target)
        places.append(_named(axis, taps))
        if outside := [one for one in _some(taps) if not 0 <= one < axis.input]:
            padding.append(_named(axis, outside))
            count += len(outside)
    index, over = ", ".join(map(str, at)), _listed(places)
    of_filter = geometry.member.role == FILTER_GRADIENT
    if forward:
        said = f"output[{index}] reads {over} of the input."
    elif of_filter:
        said = f"out_backprop[{index}] meets {over} of the input, one cell for each tap."
    else:
        said = f"out_backprop[{index}] is spread over {over} of the gradient."
    if not padding:
        return said
    lie, add = ("lies", "adds") if count == 1 else ("lie", "add")
    end = ": zeros." if forward else f" and {add} nothing." if of_filter else ": cropped."
    where = _listed(padding)
    return f"{said} {where[0].upper()}{where[1:]} {lie} in the padding{end}"


def _named(axis: SpatialAxis, positions: Sequence[int]) -> str:
    """`row 2`, `columns 3, 4`."""
    plural = "" if len(positions) == 1 else "s"
    return f"{axis.noun}{plural} {positions_words(positions)}"


def _some(taps: range) -> Sequence[int]:
    """The taps of a window, of very many only those at both ends."""
    return taps if len(taps) <= 1 << 12 else [*taps[: 1 << 11], *taps[-(1 << 11) :]]


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
