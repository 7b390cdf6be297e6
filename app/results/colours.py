"""From numbers to colours: a scale for what has one sign, one for what has both, and colours of
their own for what is no number or endless."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor

from blocks.viewing.numbers import Array, as_float

STEPS = 256
NAN, ABOVE, BELOW = STEPS, STEPS + 1, STEPS + 2
SPECIAL = {"NaN": "#ff2fd0", "inf": "#ffe14d", "-inf": "#00c8ff"}
"""Colours that neither scale has, by what they stand for."""

# Dark to light through one hue after the other, each stop lighter than the one before, so that
# order shows without colour vision too.
_ONE_SIGN = ("#10131c", "#22335e", "#2a5f7f", "#2f8d83", "#6db36a", "#c9ce6a", "#fbf3c4")
_BOTH_SIGNS = ("#67c6ff", "#2f78c8", "#1d3d6b", "#16181d", "#6b2a1d", "#cf5a2c", "#ffc08a")
_BOTH_SIGNS_LIGHT = ("#0b3d7a", "#3b7fc4", "#a9cdea", "#f7f7f5", "#f2bfa0", "#cf5a2c", "#7a1e0b")


@dataclass(frozen=True, slots=True)
class Scale:
    """Colours from `low` to `high`. A scale for both signs has `low == -high`."""

    low: float
    high: float
    both_signs: bool

    def table(self, dark: bool) -> Array:
        """The colours as bytes, [STEPS + 3, 4], the special ones last."""
        stops = (_BOTH_SIGNS if dark else _BOTH_SIGNS_LIGHT) if self.both_signs else _ONE_SIGN
        ramp = _between([QColor(one) for one in stops])
        special = [[*QColor(one).getRgb()] for one in SPECIAL.values()]
        table: Array = np.concatenate([ramp, np.array(special, np.uint8)])
        return table

    def steps(self, plane: Array) -> Array:
        """The place of each element in the table."""
        values = as_float(plane)
        # Halves, because the distance from -1.7e308 to 1.7e308 is no number.
        low, width = self.low / 2, self.high / 2 - self.low / 2
        with np.errstate(all="ignore"):
            place = (values / 2 - values.dtype.type(low)) / values.dtype.type(width or 1.0)
            place = place if width > 0 else np.full_like(place, 0.5)
            found: Array = np.clip(place * (STEPS - 1), 0, STEPS - 1).astype(np.uint16)
        if plane.dtype.kind not in "biu" and not np.isfinite(values).all():
            found[np.isnan(values)] = NAN
            found[np.isposinf(values)] = ABOVE
            found[np.isneginf(values)] = BELOW
        return found

    def paint(self, plane: Array, dark: bool) -> Array:
        """The colours of a plane as bytes, [rows, columns, 4]."""
        whole = self.table(dark).view(np.uint32)[:, 0]  # four bytes at a time
        found: Array = np.take(whole, self.steps(plane))[..., None].view(np.uint8)
        return found


def scale_of(minimum: float | None, maximum: float | None, both_signs: bool) -> Scale:
    """The scale that shows everything from a minimum to a maximum."""
    if minimum is None or maximum is None:
        return Scale(0.0, 1.0, both_signs)
    low, high = float(minimum), float(maximum)
    if both_signs:
        reach = max(abs(low), abs(high))
        return Scale(-reach, reach, True)
    return Scale(low, high, False)


def _between(stops: list[QColor]) -> Array:
    places = np.linspace(0, 1, STEPS)
    known = np.linspace(0, 1, len(stops))
    parts = np.array([one.getRgb() for one in stops], float).T
    between = np.stack([np.interp(places, known, one) for one in parts], -1)
    return between.round().astype(np.uint8)
