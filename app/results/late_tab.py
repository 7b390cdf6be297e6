"""The place of a view that is made, and filled, as soon as somebody looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, cast

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.results.content import NOTHING, Content
from blocks.viewing.figures import Figures


class TensorWidget(Protocol):
    """What a view of a tensor is told."""

    def show_content(self, content: Content) -> None:
        """Show another tensor."""

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""


class LateTab(QWidget):
    """Keeps the tensor for a view while another tab is what is looked at. A kind of it makes its
    view in `make`, and loads there what that draws with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: QWidget | None = None
        self._content = NOTHING
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

    def show_content(self, content: Content) -> None:
        """Show another tensor."""
        self._content = content
        self._is_behind = True
        if self.isVisible():
            self._catch_up()
        elif content.array is None and self._made is not None:
            self._catch_up()  # nothing is cheap to show, and lets go of the tensor

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""
        self._content = replace(self._content, figures=figures)
        if not self._is_behind:
            self._tensor_widget.set_figures(figures)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._catch_up()

    def _catch_up(self) -> None:
        self._is_behind = False
        self._tensor_widget.show_content(self._content)

    @property
    def _tensor_widget(self) -> TensorWidget:
        return cast(TensorWidget, self.made)
