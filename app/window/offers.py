"""The palette under the mouse: for a new block, for one that fits to a wire, for another op."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from app.palette import PalettePopup
from blocks.editing.fitting import fits
from blocks.page import End

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Offers:
    """Opens the pop-up for what the canvas asks for, and has the canvas do what is chosen."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.popup = PalettePopup(window)
        canvas = window.canvas
        canvas.palette_requested.connect(lambda where, at: self._any(where, at))
        canvas.fitting_requested.connect(lambda where, at, end: self._fitting(where, at, end))
        canvas.replacing_requested.connect(lambda where, block: self._other(where, block))

    def _any(self, on_screen: QPoint, at: tuple[float, float]) -> None:
        self.popup.chooser.offer_presets(self._window.preferences.shelf.presets)
        self.popup.open_at(on_screen, lambda op: self._window.add_block(op, at))

    def _fitting(self, on_screen: QPoint, at: tuple[float, float], end: End) -> None:
        self.popup.chooser.offer_presets(None)
        found = {fit.op: fit for fit in fits(self._window.document.check, end)}
        editing = self._window.canvas.editing
        self.popup.open_at(
            on_screen,
            lambda op: editing.add_fitting(found[op], end, at),
            only=tuple(found),
            instead=f"What fits to {end}",
        )

    def _other(self, on_screen: QPoint, block: str) -> None:
        self.popup.chooser.offer_presets(None)
        old = self._window.document.page.blocks[block].op_name
        editing = self._window.canvas.editing
        self.popup.open_at(
            on_screen, lambda op: editing.replace(block, op), instead=f"Replace {old} by …"
        )
