"""What a picture of two spatial axes shows: of each cell, what it is to the window and to all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.geometry.axis import Counts, SpatialAxis

Cells = np.ndarray[Any, np.dtype[np.uint8]]

INSIDE, REACHED, SPANNED, TAPPED = 1, 2, 4, 8
"""Of a cell, added up: it belongs to the input, not the padding; a tap of some window reaches it;
it lies between the first and the last taps of this window; a tap of this window reaches it."""


@dataclass(frozen=True)
class Held:
    """The axis of a volume that a picture does not show: which position of it, which window."""

    axis: SpatialAxis
    position: int
    target: int


@dataclass(frozen=True)
class Plane:
    """Two axes, and where the third stands if there is one."""

    rows: SpatialAxis
    columns: SpatialAxis
    held: Held | None = None

    @property
    def has_windows(self) -> bool:
        """Whether the filter fits at all."""
        axes = (self.rows, self.columns, *((self.held.axis,) if self.held else ()))
        return all(axis.outputs for axis in axes)

    def cells(self, rows: range, columns: range, at: tuple[int, int] | None) -> Cells:
        """What each cell is, of a part of the padded input, to the window at a place."""
        row, column = (None, None) if at is None else at
        found = _kinds(self.rows, rows, row)[:, None] & _kinds(self.columns, columns, column)
        if self.held is not None:
            place = range(self.held.position, self.held.position + 1)
            found &= _kinds(self.held.axis, place, None if at is None else self.held.target)
        return found

    def coverage(self, rows: range, columns: range) -> Counts:
        """How many taps reach each cell of a part of the padded input."""
        counts: Counts = np.multiply.outer(self.rows.coverage(rows), self.columns.coverage(columns))
        if self.held is not None:
            place = range(self.held.position, self.held.position + 1)
            counts *= self.held.axis.coverage(place)
        return counts

    def inside(self, rows: range, columns: range) -> Counts:
        """How many taps lie in the input, for each output of a part."""
        counts: Counts = np.multiply.outer(self.rows.inside(rows), self.columns.inside(columns))
        if self.held is not None:
            place = range(self.held.target, self.held.target + 1)
            counts *= self.held.axis.inside(place)
        return counts


def _kinds(axis: SpatialAxis, part: range, target: int | None) -> Cells:
    """What the positions of one axis are; a cell is what all its axes say."""
    at = np.arange(part.start, part.stop, dtype=np.int64)
    found = np.where((at >= 0) & (at < axis.input), INSIDE, 0)
    found |= np.where(axis.coverage(part) > 0, REACHED, 0)
    if target is not None:
        taps = axis.positions(target)
        spanned = (at >= taps[0]) & (at <= taps[-1])
        found |= np.where(spanned, SPANNED, 0)
        found |= np.where(spanned & ((at - taps[0]) % axis.dilation == 0), TAPPED, 0)
    return found.astype(np.uint8)
