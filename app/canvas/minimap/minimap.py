"""The minimap: an overview that can be clicked and dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.canvas.minimap.drawing import draw_page
from app.theme import colour, theme

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

SIZE = QSize(220, 150)
_EDGE = 12
_MARGIN = 8.0
_WAITS_MS = 40
"""So long after a change the picture is drawn anew, once for all changes until then."""


class Minimap(QWidget):
    """The page in a corner, with a frame around what is seen. A click goes there, a drag of the
    frame takes the view along. While the whole page is seen there is no need of it, and it hides.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.setObjectName("minimap")
        self.setAccessibleName("Overview of the page")
        self.setToolTip("Overview: click or drag to go there")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(SIZE)
        self._canvas = canvas
        self._picture: QPixmap | None = None
        self._place = QTransform()
        self._page = QRectF()
        self._grip = QPointF()
        self._on = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAITS_MS)
        self._timer.timeout.connect(self._draw_anew)
        canvas.view.navigation.watchers.append(self._look)
        canvas.view.scene().changed.connect(self._page_changed)
        self.hide()

    @property
    def is_on(self) -> bool:
        """Whether it shows itself when it is of use."""
        return self._on

    def switch(self, on: bool) -> None:
        """Be there, or not."""
        self._on = on
        self._look()

    def settle(self) -> None:
        """Go to the corner of the canvas."""
        room = self._canvas.rect()
        self.move(room.right() - self.width() - _EDGE, room.bottom() - self.height() - _EDGE)
        self._look()

    def on_map(self, place: QPointF) -> QPointF:
        """Where a place of the page is in here."""
        return self._place.map(place)

    def frame(self) -> QRectF:
        """The frame around what is seen, in here."""
        return self._place.mapRect(self._canvas.view.navigation.visible())

    def draw_now(self) -> None:
        """Draw what waits to be drawn."""
        self._timer.stop()
        self._draw_anew()

    # ---- following ------------------------------------------------------------------------

    def _page_changed(self, *_: object) -> None:
        if self._on and not self._timer.isActive():
            self._timer.start()

    def _draw_anew(self) -> None:
        self._picture = None
        self._page = self._canvas.page_rect()
        self._look()

    def _look(self) -> None:
        """Something else is seen: show oneself or hide, and move the frame."""
        page = self._page
        of_use = not page.isEmpty() and not self._canvas.view.navigation.visible().contains(page)
        roomy = (
            self._canvas.width() > 3 * self.width() and self._canvas.height() > 2.5 * SIZE.height()
        )
        self.setVisible(self._on and of_use and roomy)
        if self.isVisible():
            self.update()

    # ---- painting -------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        if self._picture is None:
            self._picture = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setPen(QPen(colour(look.accent), 1.6))
        painter.setBrush(colour(look.accent, 0.10))
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRect(self.frame().intersected(room))
        painter.setPen(QPen(colour(look.edge), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _draw(self) -> QPixmap:
        graph = self._canvas.graph
        dense = self.devicePixelRatioF()
        picture = QPixmap(self.size() * dense)
        picture.setDevicePixelRatio(dense)
        picture.fill(colour(theme().panel))
        self._place = self._fitting(self._page)
        blocks = [item for item in graph.block_items() if item.isVisible()]
        wires = [item for item in graph.wire_items() if item.isVisible()]
        draw_page(picture, self._place, self._canvas.frame_items.values(), blocks, wires)
        return picture

    def _fitting(self, page: QRectF) -> QTransform:
        wide, high = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        scale = min(wide / max(page.width(), 1.0), high / max(page.height(), 1.0), 0.2)
        middle = QRectF(self.rect()).center()
        place = QTransform.fromTranslate(middle.x(), middle.y())
        place.scale(scale, scale)
        place.translate(-page.center().x(), -page.center().y())
        return place

    # ---- the mouse ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        at, frame = event.position(), self.frame()
        self._grip = at - frame.center() if frame.contains(at) else QPointF()
        self._go(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, in the middle of what is seen."""
        self._canvas.view.navigation.zoom_by(1.0015 ** event.angleDelta().y())
        event.accept()

    def _go(self, at: QPointF) -> None:
        inverse, _ = self._place.inverted()
        self._canvas.view.navigation.centre(inverse.map(at - self._grip))
