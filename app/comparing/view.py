"""The dock "Compare": made when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document import Document
from app.seen import SeenView

if TYPE_CHECKING:
    from app.comparing.comparing import Comparing


class CompareView(SeenView):
    """Two results beside each other."""

    # Another selection is another choice, see `_choose`.
    FOLLOWS = ("edited", "states_changed", "run_finished")

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._made: Comparing | None = None
        self._has_chosen = False
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(280)
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

    def _begin(self, document: Document) -> None:
        self._has_chosen = False
        if self._made is not None:
            self._made.set_document(document)
        self._links.join(self._choose, document.selection_changed)

    def close_document(self) -> None:
        """Follow the page no more."""
        super().close_document()
        if self._made is not None:
            self._made.forget()

    def _choose(self, *_: object) -> None:
        self._has_chosen = False
        self._follow()

    def _catch_up(self) -> None:
        if not self._has_chosen:
            self._has_chosen = True
            self.comparing.choose()
        self.comparing.look()
