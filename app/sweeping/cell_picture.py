"""A cell of the grid as it is drawn: a heatmap and its figures, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from app.axes import axis_names
from app.results.colours import Scale, scale_of
from app.results.slicing import for_picture
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
    """What a cell shows. `plane` is what of the tensor is drawn, and `numbers` its numbers as texts
    where they are few."""

    words: tuple[str, ...]
    figures: Figures | None = None
    plane: Array | None = None
    numbers: tuple[tuple[str, ...], ...] = ()
    is_wrong: bool = False

    def image(self, scale: Scale) -> QImage | None:
        """The heatmap, a pixel a number."""
        if self.plane is None or self.plane.size == 0:
            return None
        paint = np.ascontiguousarray(scale.paint(self.plane, theme().is_dark))
        rows, columns = self.plane.shape
        made = QImage(paint.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        return made.copy()  # the array goes


def shown(page: Page, cell: Cell, name: str) -> Shown:
    """What there is to see of one output in a cell."""
    array = cell.results.get(name)
    if array is None:
        return Shown(cell.problems or ("It has no result.",), is_wrong=bool(cell.problems))
    block, _, port = name.partition(".")
    slicing = for_picture(array.shape, axis_names(page, End(block, port), array.ndim))
    words = (str(Known(Known.of(array).dtype, array.shape)), told(array))
    if slicing.is_empty:
        return Shown(words, figures_of(array))
    plane = slicing.plane(array)
    rows, columns = (-(-size // DRAWN) for size in plane.shape)
    few = plane if plane.size <= NUMBERED else plane[:0]
    numbers = tuple(tuple(short(one, 5) for one in row) for row in few)
    return Shown(words, figures_of(array), plane[::rows, ::columns], numbers)


def common_scale(cells: Iterable[Shown]) -> Scale:
    """One scale for all cells, so that the same colour is the same number."""
    found = [one.figures for one in cells if one.figures is not None]
    found = [one for one in found if one.minimum is not None]
    low = min((float(one.minimum) for one in found), default=None)
    high = max((float(one.maximum) for one in found), default=None)
    return scale_of(low, high, low is not None and high is not None and low < 0 < high)


def own_scale(cell: Shown) -> Scale:
    """The scale of a cell by itself."""
    return common_scale([cell])
