"""How the page runs, in the status bar: by hand or by itself, and with which pins."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.document import Document
from app.links import Links
from app.runs.automatic import AutomaticRuns


class RunMode(QLabel):
    """A few words that are always there. Pins are told loudly: results are not what the page
    computes."""

    def __init__(
        self, document: Document, automatic: AutomaticRuns, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("run_mode")
        self.setContentsMargins(8, 0, 8, 0)
        self._automatic = automatic
        self._document = document
        self._links = Links()
        automatic.changed.connect(self._show)
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Tell of another page."""
        self.close_document()
        self._document = document
        self._links.join(self._show, document.edited)
        self._show()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    def _show(self, *_: object) -> None:
        pins = list(self._document.page.pins)
        words = [self._mode()]
        if pins:
            words.insert(
                0, "⚑ 1 pinned result" if len(pins) == 1 else f"⚑ {len(pins)} pinned results"
            )
        self.setText("  ·  ".join(words))
        self.setToolTip(
            f"Not computed, but pinned: {', '.join(pins[:8])}" if pins else "When the page runs"
        )
        role = "error" if pins else "dim" if not self._automatic.is_on else "warning"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def _mode(self) -> str:
        if not self._automatic.is_on:
            return "Runs by hand"
        if self._automatic.paused:
            return f"Automatic runs pause: {self._automatic.paused}"
        return "Runs automatically"
