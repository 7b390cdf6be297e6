"""The place of the heatmap, which is made, and drawn, as soon as somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from blocks.viewing.figures import Figures
from blocks.viewing.numbers import Array

if TYPE_CHECKING:
    from app.results.heatmap import Heatmap


class HeatmapTab(QWidget):
    """Keeps the tensor for the heatmap while the table is what is looked at. `clicked` tells the
    index of a cell that was clicked."""

    clicked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: Heatmap | None = None
        self._array: Array | None = None
        self._names: tuple[str, ...] = ()
        self._figures: Figures | None = None
        self._is_behind = False
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)

    @property
    def heatmap(self) -> Heatmap:
        """The heatmap; it is made at the first call."""
        if self._made is None:
            # Here, for what it plots with takes a tenth of a second and more to load.
            from app.results.heatmap import Heatmap

            self._made = Heatmap(self)
            self._made.clicked.connect(self.clicked)
            self._lay.addWidget(self._made)
            self._made.show()  # at once, not when the layout comes to it
        return self._made

    def show_array(
        self, array: Array | None, names: tuple[str, ...], figures: Figures | None
    ) -> None:
        """Show another tensor; `figures` may come later if they take long."""
        self._array, self._names, self._figures = array, names, figures
        self._is_behind = True
        if self.isVisible():
            self._catch_up()

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""
        self._figures = figures
        if not self._is_behind:
            self.heatmap.set_figures(figures)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._catch_up()

    def _catch_up(self) -> None:
        self._is_behind = False
        self.heatmap.show_array(self._array, self._names, self._figures)
