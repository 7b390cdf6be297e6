"""The figures of a tensor: smallest, largest, mean, and how many numbers are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.declaration.known import Known, size_text
from blocks.dtypes import FLOATING, name_of
from blocks.viewing.numbers import Array, is_floating, short

PIECE = 1 << 18
"""Elements looked at in one go, so that no second copy of a large tensor is ever made."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be said of a tensor in one line. All but the counts are of finite elements only,
    and None where there is none."""

    known: Known
    minimum: Any
    maximum: Any
    mean: float | None
    nans: int
    infinities: int

    @property
    def has_both_signs(self) -> bool:
        """Whether zero lies between the smallest and the largest, as it does in gradients."""
        return self.minimum is not None and bool(self.minimum < 0 < self.maximum)

    @property
    def counts(self) -> tuple[str, ...]:
        """How many elements are no finite numbers, in words; nothing where none could be."""
        if self.known.dtype not in FLOATING or 0 in (self.known.shape or ()):
            return ()
        infinite = (f"infinite {self.infinities:,}",) if self.infinities else ()
        return (f"NaN {self.nans:,}", *infinite)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Smallest, largest and mean in words; nothing where there is no finite number."""
        if self.minimum is None:
            return ()
        low, high, mean = short(self.minimum), short(self.maximum), short(self.mean)
        return f"min {low}", f"max {high}", f"mean {mean}"

    def __str__(self) -> str:
        return " · ".join((*self.numbers, *self.counts, size_text(self.known.bytes or 0)))


def figures_of(array: Array) -> Figures:
    """The figures of a whole tensor, worked out piece by piece."""
    total, count, nans, infinities = 0.0, 0, 0, 0
    low: Any = None
    high: Any = None
    for piece in pieces_of(array):
        if is_floating(piece):
            finite = np.isfinite(piece)
            if not finite.all():
                missing = int(np.isnan(piece).sum())
                nans += missing
                infinities += piece.size - int(finite.sum()) - missing
                piece = piece[finite]
        if piece.size:
            least, most = piece.min(), piece.max()
            low = least if low is None or least < low else low
            high = most if high is None or most > high else high
            with np.errstate(over="ignore"):
                total += float(piece.sum(dtype=np.float64))
            count += piece.size
    known = Known(name_of(array.dtype), array.shape)  # without the value, which would stay alive
    return Figures(known, low, high, total / count if count else None, nans, infinities)


def pieces_of(array: Array) -> Any:
    """The elements in flat portions; views where memory allows, small copies elsewhere."""
    if array.flags.c_contiguous:
        flat = array.reshape(-1)
        return (flat[at : at + PIECE] for at in range(0, flat.size, PIECE))
    return np.nditer(
        array, flags=["external_loop", "buffered", "zerosize_ok"], buffersize=PIECE, order="K"
    )
