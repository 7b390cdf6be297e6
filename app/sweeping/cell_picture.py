"""A cell of the grid as it is drawn: a heatmap and its figures, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from app.axes import axis_names
from app.results.colours import Scale, scale_of
from app.results.slicing import Slicing
from app.sweeping.slices import fitted
from app.theme import theme
from blocks.declaration.known import Known
from blocks.page import End, Page
from blocks.sweeping import Cell
from blocks.sweeping.table import told
from blocks.viewing.figures import Figures, figures_of
from blocks.viewing.numbers import Array, short

DRAWN = 256
"""Rows and columns of a tensor that are drawn at most; the cells are small."""

NUMBERED = 36
"""Planes of so many numbers show them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: words, and the tensor of which a heatmap is made, where it has one."""

    words: tuple[str, ...]
    figures: Figures | None = None
    array: Array | None = None
    names: tuple[str, ...] = ()
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How all cells of a grid are drawn: the part of each tensor, and one scale for all; without
    it, each cell has its own. `special` are the numbers that are none, as in a ColourBar."""

    slicing: Slicing | None = None
    scale: Scale | None = None
    special: tuple[str, ...] = ()

    def scale_for(self, cell: Shown) -> Scale:
        """The colours of a cell."""
        return self.scale or common_scale([cell])


@dataclass(frozen=True, slots=True)
class Plane:
    """The part of a cell's tensor that is drawn, or in `reason` why there is none. `numbers` are
    its numbers as texts, where they are few."""

    values: Array | None = None
    numbers: tuple[tuple[str, ...], ...] = ()
    reason: str = ""

    def image(self, scale: Scale) -> QImage | None:
        """The heatmap, a pixel a number."""
        if self.values is None:
            return None
        paint = np.ascontiguousarray(scale.paint(self.values, theme().is_dark))
        rows, columns = self.values.shape
        made = QImage(paint.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        return made.copy()  # the array goes


@dataclass(frozen=True, slots=True)
class Found:
    """A cell with the figures of the output that is shown, which take long for large tensors: made
    where the sweep runs, not where it is shown."""

    cell: Cell
    name: str
    figures: Figures | None


def found(cell: Cell, name: str) -> Found:
    """A cell with its figures."""
    array = cell.results.get(name)
    return Found(cell, name, None if array is None else figures_of(array))


def shown(page: Page, one: Found) -> Shown:
    """What there is to see of one output in a cell."""
    cell, name, figures = one.cell, one.name, one.figures
    array = cell.results.get(name)
    if array is None or figures is None:
        return Shown(cell.problems or ("It has no result.",), is_wrong=bool(cell.problems))
    block, _, port = name.partition(".")
    words = (str(Known(Known.of(array).dtype, array.shape)), told(array, figures))
    names = axis_names(page, End(block, port), array.ndim)
    return Shown(words, figures, array, names)


def plane_of(cell: Shown, slicing: Slicing | None) -> Plane:
    """The part of a cell's tensor that the grid shows."""
    array = cell.array
    if array is None or array.size == 0:
        return Plane(reason="no elements")
    mine = fitted(slicing, array.shape, cell.names)
    if mine is None:
        assert slicing is not None
        beyond = next(axis for axis in slicing.fixed if slicing.at[axis] >= array.shape[axis])
        return Plane(reason=f"no index {slicing.at[beyond]} on {cell.names[beyond]}")
    values = mine.plane(array)
    few = values if values.size <= NUMBERED else values[:0]
    rows, columns = (-(-size // DRAWN) for size in values.shape)
    numbers = tuple(tuple(short(one, 5) for one in row) for row in few)
    return Plane(values[::rows, ::columns], numbers)


def common_scale(cells: Iterable[Shown]) -> Scale:
    """One scale for all cells, so that the same colour is the same number."""
    found = [one.figures for one in cells if one.figures is not None]
    found = [one for one in found if one.minimum is not None]
    low = min((float(one.minimum) for one in found), default=None)
    high = max((float(one.maximum) for one in found), default=None)
    return scale_of(low, high, low is not None and high is not None and low < 0 < high)


def special_numbers(cells: Iterable[Shown]) -> tuple[str, ...]:
    """NaN and the infinities, if some cell has them."""
    figures = [one.figures for one in cells if one.figures is not None]
    nans = ("NaN",) if any(one.nans for one in figures) else ()
    return (*nans, "inf", "-inf") if any(one.infinities for one in figures) else nans
