"""The status bar: what has just happened, and how large the page and its results are."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from app.document import Document
from app.links import Links
from blocks.declaration.known import size_text

SHOWN_FOR_MS = 10_000
WAITS_MS = 60
"""The sums are made at most so often while many edits come."""


class Status(QStatusBar):
    """Messages come and go on the left, the sums stay on the right."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.sums = QLabel()
        self.sums.setObjectName("sums")
        self.sums.setProperty("role", "dim")
        self.sums.setContentsMargins(8, 0, 10, 0)
        self.addPermanentWidget(self.sums)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAITS_MS)
        self._later.timeout.connect(self._sum)
        self._links = Links()
        self._document = document
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Sum up another page."""
        self.close_document()
        self._document = document
        self._links.join(self._soon, document.edited, document.checked, document.states_changed)
        self._links.join(self.tell, document.message)
        self._sum()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._later.stop()
        self._links.cut()

    def tell(self, message: str) -> None:
        """Show a line for a while."""
        self.showMessage(message, SHOWN_FOR_MS)

    def _soon(self, *_: object) -> None:
        if not self._later.isActive():
            self._later.start()

    def _sum(self) -> None:
        document = self._document
        blocks, problems = len(document.page.blocks), len(document.problems())
        parts = [f"{blocks:,} block{'' if blocks == 1 else 's'}"]
        parts.append(
            f"{problems:,} problem{'' if problems == 1 else 's'}" if problems else "no problems"
        )
        if size := document.result_bytes:
            parts.append(f"results {size_text(size)}")
        self.sums.setText("  ·  ".join(parts))
