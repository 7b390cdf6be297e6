"""The scene of NodeGraphQt, with our ground and without its own ideas about the mouse."""

from __future__ import annotations

from NodeGraphQt.widgets.scene import NodeScene
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneMouseEvent

from app.canvas.background import draw_background


class Scene(NodeScene):
    """The items. It draws the ground in the theme's colours, and leaves wires to WireDrag."""

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        draw_background(painter, QRectF(rect), painter.worldTransform().m11())

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        QGraphicsScene.mousePressEvent(self, event)

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        QGraphicsScene.mouseMoveEvent(self, event)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        QGraphicsScene.mouseReleaseEvent(self, event)

    def picture(self, rect: QRectF, scale: float) -> QImage:
        """A part of the scene, at so many pixels to a pixel of the page."""
        size = QSize(max(round(rect.width() * scale), 1), max(round(rect.height() * scale), 1))
        image = QImage(size, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.render(painter, QRectF(image.rect()), rect)
        painter.end()
        return image
