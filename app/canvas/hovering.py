"""The tool tip of the canvas: said at once, and again when a large tensor's figures are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QToolTip

from app.background import Background
from app.canvas.outputs import outputs_of_line
from app.canvas.tensor_tip import array_at
from app.canvas.tooltips import tooltip_at
from blocks.page import End
from blocks.viewing.kept import FIGURES
from blocks.viewing.numbers import Array

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas


class Hovering(QObject):
    """Says what is under the mouse. Large tensors are gone through on another thread, one wire's at
    a time; a tensor's figures are kept, so that it is done once."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._at = QPoint()
        self._ends: tuple[End, ...] = ()
        self._work = Background(self)
        self._work.done.connect(lambda _: self._say_again())
        canvas.view.tooltip_at = self.text_at

    def text_at(self, at: QPoint) -> str:
        """What is to be said of the thing at a place in the viewport."""
        document, view = self._canvas.document, self._canvas.view
        self._at, self._ends = at, outputs_of_line(document, view, at)
        arrays = [array_at(document, end) for end in self._ends]
        large = [one for one in arrays if one is not None and FIGURES.at_once(one) is None]
        if large:
            self._work.start(lambda: _go_through(large))
        return tooltip_at(document, view, at)

    def stop(self) -> None:
        """Another page is to be shown, or none."""
        self._work.forget()
        self._ends = ()

    def _say_again(self) -> None:
        view = self._canvas.view
        here = outputs_of_line(self._canvas.document, view, view.mouse_at)
        if QToolTip.isVisible() and here and here == self._ends:
            place = view.viewport().mapToGlobal(self._at)
            QToolTip.showText(
                place, tooltip_at(self._canvas.document, view, self._at), view.viewport()
            )


def _go_through(arrays: list[Array]) -> None:
    for array in arrays:
        FIGURES.of(array)
