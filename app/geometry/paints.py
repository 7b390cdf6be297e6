"""The colours of the grids, out of the theme that is in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtGui import QColor

from app.theme import mixed
from blocks.drawing.colours import Theme
from blocks.geometry.plane import INSIDE, REACHED, SPANNED, TAPPED

Colours = np.ndarray[Any, np.dtype[np.uint8]]

STEPS = 64


@dataclass(frozen=True)
class Paints:
    """What each kind of cell is painted with, as "#rrggbb". `crops`: what falls on the padding is
    lost, where it else reads as zeros."""

    theme: Theme
    crops: bool = False

    @property
    def input(self) -> str:
        """A cell of the input that is nothing special."""
        return self.theme.block

    @property
    def padding(self) -> str:
        """A cell outside the input."""
        return mixed(self.theme.dim, self.theme.window, 0.13)

    @property
    def unreached(self) -> str:
        """A cell of the input that no tap of any window reaches."""
        return mixed(self.theme.error, self.theme.block, 0.3)

    @property
    def gap(self) -> str:
        """A cell of the input between the taps of the window."""
        return mixed(self.theme.accent, self.theme.block, 0.16)

    @property
    def tap(self) -> str:
        """A cell of the input under a tap of the window."""
        return mixed(self.theme.accent, self.theme.block, 0.75)

    @property
    def lost_tap(self) -> str:
        """Padding under a tap: it reads a zero, or what falls there is cropped."""
        paint = self.theme.error if self.crops else self.theme.accent
        return mixed(paint, self.padding, 0.38)

    @property
    def lost_gap(self) -> str:
        """Padding between the taps of the window."""
        return mixed(self.theme.accent, self.padding, 0.1)

    @property
    def hatch(self) -> str:
        """What padding is hatched with: it reads as zeros, or is cropped."""
        return self.theme.error if self.crops else self.theme.dim

    @property
    def most(self) -> str:
        """A cell that the most taps reach."""
        return self._counted(STEPS)

    def _counted(self, step: int) -> str:
        return mixed(self.theme.running, self.theme.block, 0.08 + 0.72 * step / STEPS)

    def of_kinds(self) -> Colours:
        """The colour of each sum of what a cell can be."""
        table = np.zeros((16, 3), np.uint8)
        for kind in range(16):
            table[kind] = _bytes(self._of(kind))
        return table

    def _of(self, kind: int) -> str:
        inside = kind & INSIDE
        if kind & TAPPED:
            return self.tap if inside else self.lost_tap
        if not inside:
            return self.lost_gap if kind & SPANNED else self.padding
        if not kind & REACHED:
            return self.unreached
        return self.gap if kind & SPANNED else self.input

    def of_counts(self) -> Colours:
        """From no tap to the most: none in a colour of its own."""
        table = np.zeros((STEPS + 1, 3), np.uint8)
        table[0] = _bytes(self.unreached)
        for step in range(1, STEPS + 1):
            table[step] = _bytes(self._counted(step))
        return table


def _bytes(text: str) -> tuple[int, int, int]:
    colour = QColor(text)
    return colour.red(), colour.green(), colour.blue()
