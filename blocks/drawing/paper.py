"""The medium of pictures in files: texts are measured by a table, for there is no font to ask.

The widths are those of DejaVu Sans, which is as wide as any sans serif that a viewer may have
instead of it, so that what fits here fits there.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from blocks.drawing.layout import Layouts, Style

FONTS = "DejaVu Sans, Verdana, Segoe UI, Helvetica, Arial, sans-serif"

# The letters from the space to the tilde, in thousandths of the size.
_PLAIN = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636),
    *(636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698),
    *(770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732),
    *(684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635),
    *(634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592),
    *(525, 636, 337, 636, 838),
)
_BOLD = (
    *(348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696),
    *(696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734),
    *(830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812),
    *(774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716),
    *(712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652),
    *(582, 712, 365, 712, 838),
)
_WIDE, _OTHER, _NONE = 1000, 838, 0
"""A letter of East Asia; any other that has no place in the tables; a mark upon another letter."""


class Box(NamedTuple):
    """A rectangle: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends, downwards."""
        return self.y + self.height

    def moved(self, across: float, down: float) -> Box:
        """The same box elsewhere."""
        return Box(self.x + across, self.y + down, self.width, self.height)

    def grown(self, by: float) -> Box:
        """A box larger by so much at each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def touches(self, other: Box) -> bool:
        """Whether the two have a part in common."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


class Paper:
    """Pictures in files."""

    @staticmethod
    def width(text: str, style: Style) -> float:
        """How wide a text is in a font (size, bold), at most."""
        return _width(text, style)

    @staticmethod
    def shortened(text: str, style: Style, room: float) -> str:
        """The beginning of a text that is too wide, and `…`."""
        room -= _width("…", style)
        kept = 0
        for letter in text:
            room -= _width(letter, style)
            if room < 0:
                break
            kept += 1
        return text[:kept].rstrip() + "…"

    @staticmethod
    def box(x: float, y: float, width: float, height: float) -> Box:
        """A box."""
        return Box(x, y, width, height)


PAPER = Paper()
layout_of = Layouts(PAPER).of


@lru_cache(maxsize=4096)
def _width(text: str, style: Style) -> float:
    size, bold = style
    table = _BOLD if bold else _PLAIN
    return math.fsum(_of(letter, table) for letter in text) * size / 1000


def _of(letter: str, table: tuple[int, ...]) -> int:
    at = ord(letter) - 32
    if 0 <= at < len(table):
        return table[at]
    if unicodedata.combining(letter):
        return _NONE
    if letter == "…" or unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _OTHER
