"""What the panel shows while no block is selected: the page itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.document import Document
from app.panel.entries import Choice, Entry
from app.panel.text import cut_line, heading, line, say, title
from app.variables.view import VariablesView
from blocks.page.precision import PRECISION


class PageView(QWidget):
    """Title, precision, scope, how much there is, and the variables. `sweep_wanted` names one."""

    sweep_wanted = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.editor = Entry("title of the page")
        self.editor.setPlaceholderText("untitled")
        self.editor.settled.connect(self._settle)
        caption = QLabel("Title")
        caption.setBuddy(self.editor)
        self.precision = Choice("precision of the page", PRECISION.options)
        self.precision.setToolTip(PRECISION.help)
        self.precision.setPlaceholderText("choose one")
        self.precision.chosen.connect(lambda name: document.page.set_precision(name))
        exactness = QLabel("Precision")
        exactness.setBuddy(self.precision)
        self.unread = line("", "error", "precision reason")
        self.variables = VariablesView(document)
        self.variables.sweep_wanted.connect(self.sweep_wanted)
        self.scope = cut_line("scope")
        self.count = line("", "dim", "count")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 10, 12, 12)
        lay.setSpacing(6)
        for one in (
            *(title("Page"), caption, self.editor, self.scope),
            *(exactness, self.precision, self.unread, self.count),
            *(heading("Variables"), self.variables),
        ):
            lay.addWidget(one)
        lay.addWidget(line("Select a block to see its attributes and ports.", "dim"))
        lay.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the page as it is now."""
        page = self.document.page
        if not self.editor.is_pending:
            self.editor.put(page.title)
        unread = page.unread_precision
        self.precision.put(None if unread else page.precision)
        say(self.unread, unread.reason if unread else "")
        self.variables.refresh()
        self.scope.show_text(f"scope {page.scope}")
        say(self.count, f"{_count(len(page.blocks), 'block')}, {_count(len(page.wires), 'wire')}")

    def _settle(self) -> None:
        self.document.page.set_title(self.editor.text().strip())
        self.editor.put(self.document.page.title)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
