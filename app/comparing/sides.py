"""What can be compared, and what is there to see of it, worked out without any widget."""

from __future__ import annotations

from dataclasses import dataclass

from app.axes import axis_names
from app.document import Document
from blocks.comparing import Comparison, compare, difference
from blocks.page import End
from blocks.viewing.figures import Figures, figures_of
from blocks.viewing.numbers import Array

BEFORE = "before the last edit"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: an output, now or as it was before the last edit."""

    end: End
    is_before: bool = False

    def __str__(self) -> str:
        return f"{self.end} {BEFORE}" if self.is_before else str(self.end)

    def array(self, document: Document) -> Array | None:
        """Its tensor, if there is one: of one that has not run as it is now, the last."""
        if self.end.block not in document.page.blocks:
            return None
        if self.is_before:
            return document.result_before(self.end)
        return document.result(self.end)

    def names(self, document: Document, rank: int) -> tuple[str, ...]:
        """The names of its axes."""
        return axis_names(document.page, self.end, rank)


def sides_of(document: Document) -> tuple[Side, Side] | None:
    """The two that a selection means: the first outputs of two blocks; of one, its result now and
    before; None where nothing can be meant."""
    ends = document.outputs(document.selection)
    blocks = list(dict.fromkeys(end.block for end in ends))
    if not ends:
        return None
    if len(blocks) == 1:
        return Side(ends[0]), Side(ends[0], is_before=True)
    second = next(end for end in ends if end.block == blocks[1])
    return Side(ends[0]), Side(second)


def lacks(document: Document, side: Side) -> str:
    """Why a side has no tensor, and what to do."""
    if side.end.block not in document.page.blocks:
        return f"{side.end.block} has gone."
    if side.is_before:
        return (
            f"There is no earlier result of {side.end}. Run the page, edit it and run it again, "
            "then both are compared."
        )
    return f"{side.end} has no result yet. Run the page (F5)."


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two tensors with all that takes long to work out: how far they are apart, the figures of
    both together, so that they have one scale, and their difference."""

    one: Array
    other: Array
    comparison: Comparison
    figures: tuple[Figures, Figures]
    apart: Array | None
    apart_figures: Figures | None


def prepare(one: Array, other: Array) -> Prepared:
    """Compare two tensors."""
    comparison = compare(one, other)
    apart = difference(one, other) if one.shape == other.shape else None
    return Prepared(
        one,
        other,
        comparison,
        _on_one_scale(figures_of(one), figures_of(other)),
        apart,
        None if apart is None else figures_of(apart),
    )


def _on_one_scale(one: Figures, other: Figures) -> tuple[Figures, Figures]:
    """The figures of both, each with the smallest and the largest number of either."""
    lows = [each.minimum for each in (one, other) if each.minimum is not None]
    highs = [each.maximum for each in (one, other) if each.maximum is not None]
    if not lows:
        return one, other
    low, high = min(lows, key=float), max(highs, key=float)
    return _spanning(one, low, high), _spanning(other, low, high)


def _spanning(figures: Figures, low: object, high: object) -> Figures:
    return Figures(figures.known, low, high, figures.mean, figures.nans, figures.infinities)
