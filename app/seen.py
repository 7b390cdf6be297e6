"""Views that cost nothing while nobody looks at them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.document import Document
from app.links import Links


class SeenView(QWidget):
    """While it is seen, it follows a document; what happened meanwhile is made up for as soon as
    somebody looks. A class of it says in `_catch_up` what is shown, and calls `set_document` once
    it is made."""

    FOLLOWS: ClassVar[tuple[str, ...]] = (
        "selection_changed",
        "edited",
        "checked",
        "states_changed",
        "run_finished",
    )
    """The signals of the document after which something else may have to be shown."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._links = Links()
        self._is_behind, self._is_covered = True, False

    def set_document(self, document: Document) -> None:
        """Follow another page."""
        self.close_document()
        self._document = document
        self._begin(document)
        self._links.join(self._follow, *(getattr(document, name) for name in self.FOLLOWS))
        self._follow()

    def _begin(self, document: Document) -> None:
        """What else there is to do with another page, before anything of it is shown."""

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    @property
    def is_seen(self) -> bool:
        """Whether somebody can look at it now."""
        return self.isVisible() and not self._is_covered

    def uncover(self, on: bool) -> None:
        """Whether it can be seen, for Qt takes one behind another tab of docks for shown."""
        self._is_covered = not on
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _follow(self, *_: object) -> None:
        self._is_behind = True
        self._look()

    def _look(self) -> None:
        if self._is_behind and self.is_seen:
            self._is_behind = False
            self._catch_up()

    def _catch_up(self) -> None:
        """Show how things stand now."""
        raise NotImplementedError
