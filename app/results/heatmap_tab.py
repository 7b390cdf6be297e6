"""The place of the heatmap."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.results.late_tab import LateTab
from app.results.lit import Lit

if TYPE_CHECKING:
    from app.results.heatmap import Heatmap


class HeatmapTab(LateTab):
    """Keeps the tensor for the heatmap, and tells what it tells."""

    pointed = Signal(tuple)
    clicked = Signal(tuple)

    _lit: Lit = ()
    _goes_to_lit = False

    def make(self) -> QWidget:
        """The heatmap."""
        # Here, for what it plots with takes a tenth of a second and more to load.
        from app.results.heatmap import Heatmap

        made = Heatmap(self)
        made.pointed.connect(self.pointed)
        made.clicked.connect(self.clicked)
        made.light(self._lit)
        return made

    def go_to_lit(self) -> None:
        """Show a slice that has lit cells, as soon as somebody looks."""
        self._goes_to_lit = True
        if self._made is not None and not self._is_behind:
            self._catch_up_with_lit()

    def _catch_up(self) -> None:
        super()._catch_up()
        self._catch_up_with_lit()

    def _catch_up_with_lit(self) -> None:
        if self._goes_to_lit:
            self._goes_to_lit = False
            self.heatmap.go_to_lit()

    def light(self, lit: Lit) -> None:
        """Have other cells outlined, as a trace does."""
        self._lit = lit
        if self._made is not None:
            self.heatmap.light(lit)

    @property
    def heatmap(self) -> Heatmap:
        """The heatmap; it is made at the first call."""
        return cast("Heatmap", self.made)
