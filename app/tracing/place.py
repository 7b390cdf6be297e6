"""The place of the trace, which is made as soon as somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document import Document
from app.tracing.trail import Cell

if TYPE_CHECKING:
    from app.tracing.view import TraceView


class TracePlace(QWidget):
    """Keeps the number that was gone to last while the trace is not looked at. `lit` is the
    trace's."""

    lit = Signal(object)  # Lights

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._made: TraceView | None = None
        self._cell: Cell | None = None
        self._is_covered = False
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)

    @property
    def view(self) -> TraceView:
        """The trace; it is made at the first call."""
        if self._made is None:
            # Here, for all its parts take a twentieth of a second and more to load and make.
            from app.tracing.view import TraceView

            self._made = TraceView(self._document)
            self._made.lit.connect(self.lit)
            self._lay.addWidget(self._made)
            self.setFocusProxy(self._made)
            self._made.show()  # at once, not when the layout comes to it
        return self._made

    @property
    def is_seen(self) -> bool:
        """Whether somebody can look at it now: Qt takes what is behind another tab of docks for
        visible."""
        return self.isVisible() and not self._is_covered

    def set_document(self, document: Document) -> None:
        """Trace numbers of another page."""
        self._document, self._cell = document, None
        if self._made is not None:
            self._made.set_document(document)

    def close_document(self) -> None:
        """Follow the page no more."""
        self._cell = None
        if self._made is not None:
            self._made.close_document()

    def trace(self, cell: Cell) -> None:
        """Begin anew, at a number; as soon as somebody looks."""
        self._cell = cell
        self._look()

    def uncover(self, on: bool) -> None:
        """It has come before, or gone behind, another tab of docks."""
        self._is_covered = not on
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if self.is_seen:
            self.view.look(on=True)
            if self._cell is not None:
                cell, self._cell = self._cell, None
                self.view.trace(cell)
        elif self._made is not None:
            self._made.look(on=False)
