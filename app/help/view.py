"""The help on the op of the selected block."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.document import Document
from app.help.words import op_words
from app.links import Links
from blocks.declaration.op import Op
from blocks.examples import example_path, reads_files, worked

NOTHING = "<p>Select a block and press F1, or pick an op in the palette.</p>"


class HelpView(QWidget):
    """All about one op. While it is seen, it follows the selection."""

    example_wanted = Signal(object)  # Op: put its example on the page
    page_wanted = Signal(object)  # Op: open its example page

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.op: Op | None = None
        self._links = Links()
        self.text = QTextBrowser()
        self.text.setObjectName("help on the op")
        self.text.setAccessibleName("Help on the op")
        self.text.setOpenLinks(False)
        self.insert = QPushButton("&Insert Example")
        self.open = QPushButton("Open Example &Page")
        self.insert.clicked.connect(lambda: self.example_wanted.emit(self.op))
        self.open.clicked.connect(lambda: self.page_wanted.emit(self.op))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 0, 8, 0)
        buttons.addWidget(self.insert)
        buttons.addWidget(self.open)
        buttons.addStretch(1)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 8)
        lay.addWidget(self.text, 1)
        lay.addLayout(buttons)
        self.show_op(None)
        self.set_document(document)

    # ---- the document -----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Follow the selection on another page."""
        self.close_document()
        self._document = document
        self._links.join(self._follow, document.selection_changed)
        self._follow()

    def close_document(self) -> None:
        """Follow no more."""
        self._links.cut()

    @property
    def selected_op(self) -> Op | None:
        """The op of the first block that is selected."""
        blocks = self._document.page.blocks
        chosen = [id for id in self._document.selection if id in blocks]
        return blocks[chosen[0]].op if chosen else None

    # ---- showing ----------------------------------------------------------------------------

    def show_op(self, op: Op | None, about: str = "") -> None:
        """Show an op; `about` is a port or an attribute to be brought into sight."""
        if op is not self.op or not self.text.toPlainText():
            self._fill(op)
        if about:
            self.text.scrollToAnchor(about)

    def _fill(self, op: Op | None) -> None:
        self.op = op
        self.text.setHtml(NOTHING if op is None else op_words(op, worked(op)))
        has_page = op is not None and example_path(op) is not None
        self.open.setEnabled(has_page)
        needs_file = op is not None and reads_files(op)
        self.insert.setEnabled(has_page and not needs_file)
        self.insert.setToolTip(
            "It reads a file beside its page: open the page instead"
            if needs_file
            else "Put the blocks of the example in the middle of what is seen"
        )

    def _follow(self, *_: object) -> None:
        if self.isVisible() and (op := self.selected_op) is not None:
            self.show_op(op)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill(self.op)
