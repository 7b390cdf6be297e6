"""The place of a view that is made, and filled, as soon as somebody looks."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from blocks.viewing.figures import Figures
from blocks.viewing.numbers import Array


class TensorWidget(Protocol):
    """What a view of a tensor is told."""

    def show_array(
        self,
        array: Array | None,
        names: tuple[str, ...],
        figures: Figures | None,
        is_gradient: bool,
    ) -> None:
        """Show another tensor; `figures` may come later if they take long."""

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""


class LateTab(QWidget):
    """Keeps the tensor for a view while another tab is what is looked at. A kind of it makes its
    view in `make`, and loads there what that draws with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: QWidget | None = None
        self._array: Array | None = None
        self._names: tuple[str, ...] = ()
        self._figures: Figures | None = None
        self._is_gradient = False
        self._is_behind = False
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)

    def make(self) -> QWidget:
        """The view, which is a TensorWidget."""
        raise NotImplementedError

    @property
    def made(self) -> QWidget:
        """The view; it is made at the first call."""
        if self._made is None:
            self._made = self.make()
            self._lay.addWidget(self._made)
            self._made.show()  # at once, not when the layout comes to it
        return self._made

    def show_array(
        self,
        array: Array | None,
        names: tuple[str, ...],
        figures: Figures | None,
        is_gradient: bool = False,
    ) -> None:
        """Show another tensor; `figures` may come later if they take long."""
        self._array, self._names, self._figures = array, names, figures
        self._is_gradient = is_gradient
        self._is_behind = True
        if self.isVisible():
            self._catch_up()
        elif array is None and self._made is not None:
            self._catch_up()  # nothing is cheap to show, and lets go of the tensor

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""
        self._figures = figures
        if not self._is_behind:
            self._tensor_widget.set_figures(figures)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._catch_up()

    def _catch_up(self) -> None:
        self._is_behind = False
        self._tensor_widget.show_array(self._array, self._names, self._figures, self._is_gradient)

    @property
    def _tensor_widget(self) -> TensorWidget:
        return cast(TensorWidget, self.made)
