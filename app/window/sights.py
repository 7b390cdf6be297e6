"""What part of each open page was seen last, so that going from tab to tab keeps the place."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QPointF

from app.canvas.canvas import Canvas
from app.document import Document


class Sights:
    """Middle and zoom of the canvas, kept for each page while another is shown."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._kept: WeakKeyDictionary[Document, tuple[QPointF, float]] = WeakKeyDictionary()

    def keep(self, document: Document) -> None:
        """Another page is about to be shown instead of this one."""
        navigation = self._canvas.view.navigation
        self._kept[document] = navigation.visible().center(), navigation.zoom

    def show(self, document: Document) -> None:
        """The canvas has this page now: show what was seen of it, or at first all that can be
        read."""
        kept = self._kept.get(document)
        if kept is None:
            self._canvas.frame_start()
            return
        navigation = self._canvas.view.navigation
        middle, zoom = kept
        navigation.zoom_by(zoom / navigation.zoom)
        navigation.centre(middle)
