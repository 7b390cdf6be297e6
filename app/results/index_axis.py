"""The axis of a plot that counts: its ticks are whole numbers."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QFontMetricsF

from app.theme import SMALL, font

_GAP = 10
"""Pixels left free between two labels."""

_PARTED = 10_000
"""From here on digits are parted in threes."""


class IndexAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis that has ticks at the whole numbers from 0 up to, but without, `count`, as many as
    there is room for their labels."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.count = 0

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        each = size / max(high - low, 1e-9)
        metrics, step = QFontMetricsF(font(SMALL)), 1
        widest = metrics.horizontalAdvance(_text(max(0, self.count - 1)))
        room = (widest if self.orientation in ("bottom", "top") else metrics.height()) + _GAP
        while step * each < room and step < self.count:
            step = _next(step)
        return [(float(step), 0.0)]

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [
            (step, [one for one in values if 0 <= one < self.count])
            for step, values in super().tickValues(low, high, size)
        ]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [_text(round(value)) for value in values]


def _next(step: int) -> int:
    """1, 2, 5, 10, 20, 50, …"""
    return step * 5 // 2 if str(step).startswith("2") else step * 2


def _text(number: int) -> str:
    return f"{number:,}" if number >= _PARTED else str(number)
