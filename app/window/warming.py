"""Loads what tensors are plotted with before somebody asks for the first heatmap or line."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer

from app import overrides
from app.background import Background
from app.document import Document
from app.links import Links

WAITS_MS = 300
"""From the end of a run: what it has changed in the window comes first."""

PLOTS = "app.results.heatmap"


class Warming(QObject):
    """Once a page has run there is something to look at. Until then nobody pays for plotting, not
    with time at the start nor with 12 MiB; and then the window does not stand still for it, for it
    is loaded on another thread."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._links = Links()
        self._work = Background(self)
        self._work.done.connect(self._guard)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAITS_MS)
        self._later.timeout.connect(self._load)
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Wait for the first run of this page instead."""
        self.close_document()
        if PLOTS not in sys.modules:
            self._links.join(self._ran, document.run_finished)

    def close_document(self) -> None:
        """Wait for nothing."""
        self._later.stop()
        self._links.cut()

    def _ran(self, *_: object) -> None:
        self._later.start()

    def _load(self) -> None:
        self._links.cut()
        if PLOTS not in sys.modules:
            self._work.start(_import_plots)

    def _guard(self, _: object) -> None:
        overrides.guard()  # the classes that have come


def _import_plots() -> None:
    import app.results.heatmap  # noqa: F401
