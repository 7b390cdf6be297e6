"""What the panel shows while no block is selected: the page itself."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.document import Document
from app.panel.entries import Entry
from app.panel.text import line, say, title


class PageView(QWidget):
    """Title, scope and how much there is."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.editor = Entry("title of the page")
        self.editor.setPlaceholderText("untitled")
        self.editor.settled.connect(self._settle)
        caption = QLabel("Title")
        caption.setBuddy(self.editor)
        self.scope = line("", "dim", "scope")
        self.count = line("", "dim", "count")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 10, 12, 12)
        lay.setSpacing(6)
        for one in (title("Page"), caption, self.editor, self.scope, self.count):
            lay.addWidget(one)
        lay.addWidget(line("Select a block to see its attributes and ports.", "dim"))
        lay.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the page as it is now."""
        page = self.document.page
        if not self.editor.is_pending:
            self.editor.put(page.title)
        say(self.scope, f"scope {page.scope}")
        say(self.count, f"{_count(len(page.blocks), 'block')}, {_count(len(page.wires), 'wire')}")

    def _settle(self) -> None:
        self.document.page.set_title(self.editor.text().strip())
        self.editor.put(self.document.page.title)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
