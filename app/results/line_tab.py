"""The place of the plot of a row or column."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from app.results.late_tab import LateTab

if TYPE_CHECKING:
    from app.results.line import LineView


class LineTab(LateTab):
    """Keeps the tensor for the plot, and the place that the user has gone to meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index: tuple[int, ...] = ()

    def make(self) -> QWidget:
        """The plot."""
        from app.results.line import LineView  # as the heatmap, for what it plots with

        return LineView(self)

    @property
    def line(self) -> LineView:
        """The plot; it is made at the first call."""
        return cast("LineView", self.made)

    def go_to(self, index: tuple[int, ...]) -> None:
        """Show the line through this cell, when somebody looks."""
        self._index = index
        if self.isVisible():
            self._catch_up()
        else:
            self._is_behind = True

    def _catch_up(self) -> None:
        super()._catch_up()
        index, self._index = self._index, ()
        if self._content.array is not None and len(index) == self._content.array.ndim:
            self.line.go_to(index)
