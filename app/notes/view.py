"""The texts of a page in a size that can be read, whatever the page's zoom is."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.assets import lessons
from app.document import Document
from app.notes.words import BLOCK, LESSON, START, lesson_words, notes_words, styled
from app.seen import SeenView
from blocks.notes import notes_of

NONE = (
    "<p>This page says nothing yet: C puts a frame with a text around blocks, N writes a note.</p>"
)
COLUMN = 340
"""A column is no narrower, in pixels."""


class NotesView(SeenView):
    """The notes. The names of blocks in them lead to the blocks; a lesson leads to the next one."""

    FOLLOWS: ClassVar[tuple[str, ...]] = ("edited", "path_changed")

    page_wanted = Signal(Path)
    start_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._shown = ""
        self.text = QTextBrowser()
        self.text.setObjectName("notes")
        self.text.setAccessibleName("Notes of the page")
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(2)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow_link)
        self.setFocusProxy(self.text)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.text)
        self.set_document(document)

    def _catch_up(self) -> None:
        said = notes_of(self._document.page)
        columns = max(1, min(2, self.width() // COLUMN))
        words = styled(self._of_lesson() + (notes_words(said, columns) if said else NONE))
        if words != self._shown:  # else what is read would jump to its beginning at each edit
            self._shown = words
            self.text.setHtml(words)

    def _of_lesson(self) -> str:
        found = lessons()
        paths = [path for _, path in found]
        if self._document.path not in paths:
            return ""
        return lesson_words(paths.index(self._document.path), [title for title, _ in found])

    def _follow_link(self, address: QUrl) -> None:
        goal = address.toString()
        if goal.startswith(BLOCK):
            self._document.request_focus([goal.removeprefix(BLOCK)])
        elif goal.startswith(LESSON):
            self.page_wanted.emit(lessons()[int(goal.removeprefix(LESSON))][1])
        elif goal == START:
            self.start_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._follow()
