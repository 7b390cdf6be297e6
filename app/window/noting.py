"""The notes of the page, which a lesson brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import Qt

from app.assets import LESSONS
from app.document import Document
from app.notes import NotesView
from blocks.notes import notes_of

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

ROOM = 200
"""How high the notes of a lesson stand, in pixels: most need no more."""


class Noting:
    """Shows the notes of a lesson as soon as it is opened, and leads from one to the next. A dock
    that came with a lesson goes again where a page says nothing, so that its problems are seen."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._met: WeakSet[Document] = WeakSet()
        self._came_by_itself = False
        self.view = NotesView(window.document)
        self.view.page_wanted.connect(window.open_path)
        self.view.start_wanted.connect(lambda: window.starting.open())

    def set_document(self, document: Document) -> None:
        """Show the notes of another page."""
        self.view.set_document(document)
        is_lesson = document.path is not None and document.path.is_relative_to(LESSONS)
        if is_lesson and document not in self._met:
            self._met.add(document)
            self._bring_up()
        elif self._came_by_itself and not notes_of(document.page):
            self._came_by_itself = False
            self._window.notes_dock.hide()

    def close_document(self) -> None:
        """Follow the page no more."""
        self.view.close_document()

    def _bring_up(self) -> None:
        dock = self._window.notes_dock
        self._came_by_itself = self._came_by_itself or dock.isHidden()
        dock.show()
        dock.raise_()
        if dock.height() < ROOM:
            self._window.resizeDocks([dock], [ROOM], Qt.Orientation.Vertical)
        # Now, for the page is framed next, in the room that is left to it.
        if (layout := self._window.layout()) is not None:
            layout.activate()
