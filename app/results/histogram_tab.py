"""The place of the histogram."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from app.results.late_tab import LateTab

if TYPE_CHECKING:
    from app.results.histogram import HistogramView


class HistogramTab(LateTab):
    """Keeps the tensor for the histogram."""

    def make(self) -> QWidget:
        """The histogram."""
        from app.results.histogram import HistogramView  # as the heatmap, for what it plots with

        return HistogramView(self)

    @property
    def histogram(self) -> HistogramView:
        """The histogram; it is made at the first call."""
        return cast("HistogramView", self.made)
