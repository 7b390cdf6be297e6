"""Where one looks: pan, zoom and framing of a view over a page without borders.

NodeGraphQt keeps the visible rectangle and fits it into the view, which drifts by Qt's two pixels
of margin with each step. Here a view has a zoom and two scroll bars that nobody sees.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

LEAST_ZOOM, MOST_ZOOM = 0.05, 4.0
DETAIL_FROM = 0.5
"""From this zoom on all of a block is drawn; below it nobody could read its small texts."""

DETAIL_OF_MANY_FROM = 0.7
"""The same for a page of more blocks than `MANY`: so many details would come into sight that
moving about would stutter, and at this zoom they are hard to read anyway."""

MANY = 100

READABLE = 0.35
"""From this zoom on the titles of blocks can be read; a page opens at no less."""

_REACH = 1.0e6
_MARGIN = 24


class Navigation:
    """Pan and zoom of one view."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self.watchers: list[Callable[[], object]] = []
        """Called whenever something else is seen."""
        view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        view.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        view.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        view.setSceneRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))

    @property
    def zoom(self) -> float:
        """Pixels of the screen to a pixel of the page."""
        return self._view.transform().m11()

    def pan(self, delta: QPointF | QPoint) -> None:
        """Push the page by so many pixels of the screen."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - round(delta.x()))
        down.setValue(down.value() - round(delta.y()))
        for watcher in self.watchers:
            watcher()

    def zoom_by(self, factor: float, at: QPointF | QPoint | None = None) -> None:
        """Zoom so that the point of the page under `at` (in the viewport) stays where it is."""
        place = QPointF(at) if at is not None else self._middle()
        inverse, _ = self._view.viewportTransform().inverted()
        kept = inverse.map(place)
        self._set_zoom(self.zoom * factor)
        self.pan(place - self._view.viewportTransform().map(kept))

    def centre(self, point: QPointF) -> None:
        """Bring a point of the page to the middle."""
        self.pan(self._middle() - self._view.viewportTransform().map(point))

    def frame(self, rect: QRectF, *, most: float = 1.0, least: float = 0.0) -> None:
        """Show a part of the page as large as it fits, but not larger than `most`. What would be
        smaller than `least` is shown at that, from its left top corner on."""
        if rect.isEmpty():
            return
        size = self._view.viewport().size()
        wide, high = max(size.width() - 2 * _MARGIN, 50), max(size.height() - 2 * _MARGIN, 50)
        zoom = max(min(wide / rect.width(), high / rect.height(), most), least)
        self._set_zoom(zoom)
        # What does not fit is cut at the right and at the bottom.
        shown = QRectF(rect.topLeft(), rect.size().boundedTo(QSizeF(wide / zoom, high / zoom)))
        self.centre(shown.center())

    def reveal(self, rect: QRectF) -> None:
        """Pan as little as needed to see a part of the page whole; its left and top edge, if it
        is larger than what is seen."""
        room = self.visible().marginsRemoved(QMarginsF(*(4 * (_MARGIN / self.zoom,))))
        across = min(max(0.0, rect.right() - room.right()), rect.left() - room.left())
        down = min(max(0.0, rect.bottom() - room.bottom()), rect.top() - room.top())
        self.pan(QPointF(-across * self.zoom, -down * self.zoom))

    def visible(self) -> QRectF:
        """The part of the page that is seen."""
        inverse, _ = self._view.viewportTransform().inverted()
        return inverse.mapRect(QRectF(self._view.viewport().rect()))

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._view.setTransform(QTransform.fromScale(zoom, zoom))

    def _middle(self) -> QPointF:
        return QRectF(self._view.viewport().rect()).center()
