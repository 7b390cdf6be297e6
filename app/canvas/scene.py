"""The scene of NodeGraphQt, with our ground and without its own ideas about the mouse."""

from __future__ import annotations

from NodeGraphQt.widgets.scene import NodeScene
from PySide6.QtCore import QObject, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsSceneMouseEvent

from app.canvas.background import draw_background
from app.canvas.block_item import BlockItem
from app.canvas.wires import WireItem


class Scene(NodeScene):
    """The items. It draws the ground in the theme's colours, and leaves the mouse to gestures.

    `extras` are the items that are neither blocks, ports nor wires; there are few of them, and
    they paint themselves from any distance.
    """

    near_changed = Signal()  # something is selected or hovered, or is so no more

    fades_wires = False
    """Whether wires step back that do not belong to what is selected or under the mouse."""

    def __init__(self, parent: QObject) -> None:
        self.extras: list[QGraphicsItem] = []
        super().__init__(parent)

    def addItem(self, item: QGraphicsItem) -> None:
        super().addItem(item)
        if not isinstance(item, BlockItem | WireItem):
            self.extras.append(item)

    def removeItem(self, item: QGraphicsItem) -> None:
        super().removeItem(item)
        if item in self.extras:
            self.extras.remove(item)

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
