"""What followed a new data_format, with the offer to leave it as it was."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.document import Document
from app.panel.text import line, say
from blocks.editing.data_format import followers, layout_of, set_alone
from blocks.page import Edit


class FormatNotice(QWidget):
    """Shown from a change of data_format to the next edit."""

    def __init__(self, document: Document, id: str) -> None:
        super().__init__()
        self._document, self._id = document, id
        self.words = line("", "", "followed")
        self.alone = QPushButton("Only data_format")
        self.alone.setToolTip("Put the others back in the order that they had")
        self.alone.setProperty("role", "fix")
        self.alone.clicked.connect(self._set_alone)
        self.undo = QPushButton("Undo")
        self.undo.setToolTip("Take all of it back")
        self.undo.setProperty("role", "fix")
        self.undo.clicked.connect(document.undo)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.alone)
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 6, 0, 0)
        lay.setSpacing(4)
        lay.addWidget(self.words)
        lay.addLayout(buttons)
        self.hide()

    def follow(self, edit: Edit) -> None:
        """Tell of an edit what it did besides setting data_format; else be gone."""
        names = followers(edit, self._id)
        self.setVisible(bool(names))
        if names:
            order = layout_of(self._document.page.blocks[self._id])
            verb = "follows" if len(names) == 1 else "follow"
            listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            say(self.words, f"{listed} {verb} data_format, in {order} order now.")
            self._document.message.emit(self.words.text())

    def _set_alone(self) -> None:
        with self._document.telling():
            set_alone(self._document.page, self._id)
