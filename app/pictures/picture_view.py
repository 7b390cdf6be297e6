"""Shows an SVG: drag to pan, wheel to zoom at the cursor, Home for all of it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from app.canvas.navigation import Navigation
from app.theme import colour, theme

_STEP = 1.0015


class PictureView(QGraphicsView):
    """A view of one picture, drawn anew at every zoom, so that it is sharp at each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self._renderer = QSvgRenderer(self)
        self._rect = QRectF()
        self._untouched = True
        self.navigation = Navigation(self)

    def show_svg(self, text: str) -> None:
        """Show another picture; where one looks stays, once it was chosen."""
        self._renderer.load(QByteArray(text.encode("utf-8")))
        self._rect = self._renderer.viewBoxF()
        self.viewport().update()
        if self._untouched:
            self.frame_all()

    def frame_all(self) -> None:
        """Show all of the picture."""
        self._untouched = True
        self.navigation.frame(self._rect)

    def look_at(self, rect: QRectF) -> None:
        """Bring a part of the picture to the middle."""
        self._untouched = False
        if not self.navigation.visible().contains(rect):
            self.navigation.centre(rect.center())

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]
        painter.fillRect(rect, colour(theme().canvas))
        self._renderer.render(painter, self._rect)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._untouched = False
        self.navigation.zoom_by(_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.frame_all()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._untouched:
            self.frame_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._untouched:
            self.frame_all()
