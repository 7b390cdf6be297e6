"""How often which numbers occur in a tensor."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from blocks.viewing.figures import pieces_of
from blocks.viewing.kept import FIGURES
from blocks.viewing.numbers import Array, as_float, is_floating, short

BINS = 64
"""Of a large tensor; a small one has fewer, or most would be empty."""

_LEAST_BINS = 10


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts of the finite elements between edges; a bin has its lower edge, the last one both.
    Bins of whole numbers lie around them, from a half to a half."""

    edges: Array
    counts: Array
    is_of_whole_numbers: bool

    @property
    def total(self) -> int:
        """All elements that are counted."""
        return int(self.counts.sum())

    def bin_at(self, value: float) -> int | None:
        """The bin that a number falls into; None if it lies outside."""
        if not self.counts.size or not self.edges[0] <= value <= self.edges[-1]:
            return None
        return min(int(np.searchsorted(self.edges, value, "right")) - 1, self.counts.size - 1)

    def words(self, bin: int) -> str:
        """What is to be said of a bin."""
        low, high, count = self.edges[bin], self.edges[bin + 1], int(self.counts[bin])
        share = f"{100 * count / self.total:.3g} %"
        return f"{self._span(low, high)}:  {count:,}  ({share})"

    def _span(self, low: float, high: float) -> str:
        if not self.is_of_whole_numbers:
            return f"{short(low, 4)} to {short(high, 4)}"
        first, last = round(low + 0.5), round(high - 0.5)
        return str(first) if first == last else f"{first} to {last}"


NOTHING = Histogram(np.zeros(1), np.zeros(0, np.int64), False)
"""Of a tensor without finite numbers."""


def histogram_of(array: Array) -> Histogram:
    """Count the elements of a whole tensor, piece by piece."""
    bins = min(BINS, max(_LEAST_BINS, math.ceil(2 * math.sqrt(array.size))))
    figures = FIGURES.of(array)
    if figures.minimum is None:
        return NOTHING
    is_whole = not is_floating(array)
    edges = _edges(float(figures.minimum), float(figures.maximum), bins, is_whole)
    counts = np.zeros(edges.size - 1, np.int64)
    for piece in pieces_of(array):
        values = as_float(piece)
        if not is_whole:
            values = values[np.isfinite(values)]
        if values.size:
            counts += np.histogram(values, edges)[0]
    return Histogram(edges, counts, is_whole)


def _edges(low: float, high: float, bins: int, is_whole: bool) -> Array:
    if is_whole:
        step = max(1, -(-int(high - low + 1) // bins))
        count = -(-int(high - low + 1) // step)
        return low - 0.5 + step * np.arange(count + 1, dtype=np.float64)
    if low == high:
        reach = abs(low) / 2 or 0.5
        return np.array([low - reach, low + reach])
    # Halves, because the distance from -1.7e308 to 1.7e308 is no number.
    places = np.linspace(0.0, 1.0, bins + 1)
    edges: Array = 2 * (low / 2 * (1 - places) + high / 2 * places)
    edges[0], edges[-1] = low, high
    return edges
