"""Where a line is interrupted, because a number is none, or endless."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg

from app.results.colours import SPECIAL
from blocks.viewing.numbers import Array

_IS: dict[str, Callable[[Array], Array]] = {
    "NaN": np.isnan,
    "inf": np.isposinf,
    "-inf": np.isneginf,
}


class OddValues:
    """Lines from top to bottom in the colours that a heatmap has for such numbers."""

    def __init__(self) -> None:
        self.marks = {
            name: pg.VTickGroup(pen=pg.mkPen(colour, width=2), yrange=[0, 1])
            for name, colour in SPECIAL.items()
        }

    def add_to(self, plot: pg.PlotWidget) -> None:
        """Draw them in a plot; where they are makes no difference to what it frames."""
        for mark in self.marks.values():
            plot.addItem(mark, ignoreBounds=True)

    def show_values(self, values: Array) -> None:
        """Mark the places of other numbers."""
        for name, mark in self.marks.items():
            mark.setXVals(np.flatnonzero(_IS[name](values)))
