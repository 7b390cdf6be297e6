"""The place of the heatmap."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.results.late_tab import LateTab

if TYPE_CHECKING:
    from app.results.heatmap import Heatmap


class HeatmapTab(LateTab):
    """Keeps the tensor for the heatmap. `clicked` tells the index of a cell that was clicked."""

    clicked = Signal(tuple)

    def make(self) -> QWidget:
        """The heatmap."""
        # Here, for what it plots with takes a tenth of a second and more to load.
        from app.results.heatmap import Heatmap

        made = Heatmap(self)
        made.clicked.connect(self.clicked)
        return made

    @property
    def heatmap(self) -> Heatmap:
        """The heatmap; it is made at the first call."""
        return cast("Heatmap", self.made)
