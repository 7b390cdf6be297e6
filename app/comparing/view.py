"""The dock "Compare": made when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document import Document
from app.links import Links

if TYPE_CHECKING:
    from app.comparing.comparing import Comparing


class CompareView(QWidget):
    """While it is seen, it follows the selection, the page's edits and its runs."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: Comparing | None = None
        self._is_behind, self._is_covered = True, False
        self._has_chosen = False
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(280)
        self._links = Links()
        self.set_document(document)

    @property
    def comparing(self) -> Comparing:
        """What is shown; it is made at the first call."""
        if self._made is None:
            # Here, for the start of the editor is not the time to load it.
            from app.comparing.comparing import Comparing

            self._made = Comparing(self._document, self)
            self._lay.addWidget(self._made)
            self._made.show()  # at once, not when the layout comes to it
            self.setFocusProxy(self._made.controls.one)
        return self._made

    def set_document(self, document: Document) -> None:
        """Compare results of another page."""
        self.close_document()
        self._document = document
        if self._made is not None:
            self._made.set_document(document)
        self._links.join(self._choose, document.selection_changed)
        self._links.join(
            self._follow, document.edited, document.states_changed, document.run_finished
        )
        self._choose()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()
        if self._made is not None:
            self._made.forget()

    @property
    def is_seen(self) -> bool:
        """Whether somebody can look at it now."""
        return self.isVisible() and not self._is_covered

    def uncover(self, on: bool) -> None:
        """Whether it can be seen, for Qt takes one behind another tab of docks for shown."""
        self._is_covered = not on
        if on and self._is_behind:
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind and self.is_seen:
            self._catch_up()

    def _choose(self, *_: object) -> None:
        self._has_chosen = False
        self._follow()

    def _follow(self, *_: object) -> None:
        self._is_behind = True
        if self.is_seen:
            self._catch_up()

    def _catch_up(self) -> None:
        self._is_behind = False
        if not self._has_chosen:
            self._has_chosen = True
            self.comparing.choose()
        self.comparing.look()
