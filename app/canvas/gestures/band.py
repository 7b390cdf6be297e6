"""Select by drawing a band around blocks."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QRubberBand

from app.canvas.gestures.gesture import Gesture, Mouse


class Band(Gesture):
    """From an empty place: what the band touches is selected; with Shift or Ctrl in addition.
    A click there selects nothing."""

    def takes(self, mouse: Mouse) -> bool:
        """Every press of the left button that nobody else wants."""
        return mouse.is_left

    def press(self, mouse: Mouse) -> None:
        """Begin at a corner."""
        self._pressed = mouse
        self._before = self.canvas.document.selection if mouse.adds else ()
        self._found: tuple[str, ...] = ()
        self._band: QRubberBand | None = None
        if not mouse.adds:
            self.canvas.selecting.choose(())

    def move(self, mouse: Mouse) -> None:
        """Mark what is touched; the document is told at the end, so that panels wait."""
        if self._band is None:
            if not mouse.is_far_from(self._pressed):
                return
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.view.viewport())
            self._band.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._band.show()
        self._band.setGeometry(QRect(self._pressed.at, mouse.at).normalized())
        touched = QRectF(self._pressed.on_page, mouse.on_page).normalized()
        self._found = self.canvas.graph.blocks_touching(touched)
        self.canvas.selecting.show({*self._before, *self._found})

    def release(self, mouse: Mouse) -> None:
        """Select what the band has touched."""
        if self._band is not None:
            self._drop_band()
            self.canvas.selecting.choose((*self._before, *self._found), keep_wires=True)

    def cancel(self) -> None:
        """Select again what was."""
        self._drop_band()
        self.canvas.selecting.show(self.canvas.document.selection)

    def _drop_band(self) -> None:
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
            self._band = None
