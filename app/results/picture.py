"""A tensor whose channels are red, green and blue, or grey, as a picture."""

from __future__ import annotations

import numpy as np

from app.results.colours import NAN, STEPS, Scale
from app.results.slicing import Slicing
from blocks.viewing.numbers import Array


def channel_axis(slicing: Slicing) -> int | None:
    """The axis that holds the colours: C, or the last one where axes have no names; with 1 or 3
    channels, and not shown as rows or columns. None if there is no such axis."""
    if len(slicing.rows) != 1 or len(slicing.columns) != 1:
        return None
    axis = slicing.names.index("C") if "C" in slicing.names else len(slicing.shape) - 1
    is_free = axis not in slicing.rows and axis not in slicing.columns
    return axis if is_free and slicing.shape[axis] in (1, 3) else None


def picture_of(
    array: Array, slicing: Slicing, channels: int, scale: Scale, rows: int, columns: int
) -> Array:
    """The picture as bytes, [rows, columns, 4], one in `rows` and one in `columns` of them.

    The scale's low is dark and its high is bright. A pixel with something in it that is no number
    has the colour that it has in a heatmap.
    """
    parts = []
    for channel in range(slicing.shape[channels]):
        plane = slicing.with_index(channels, channel).plane(array)
        parts.append(scale.steps(plane[::rows, ::columns]))
    steps = np.stack(parts * (1 if len(parts) == 3 else 3), -1)
    picture = np.full((*steps.shape[:2], 4), 255, np.uint8)
    picture[..., :3] = np.minimum(steps, STEPS - 1)
    odd = steps.max(-1)
    picture[odd >= NAN] = scale.table(dark=True)[odd[odd >= NAN]]
    return picture
