"""The view: mouse, wheel, trackpad, keys and drops, told apart and passed on.

It knows items, not the page. NodeGraphQt's own viewer handles the mouse with states that get
stuck when a release goes elsewhere, changes its model while a wire is dragged, and has fixed
colours; here the mouse goes to the gestures instead, and to Qt for hovering only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from NodeGraphQt.widgets.viewer import NodeViewer
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QEnterEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGraphicsItem,
    QGraphicsView,
    QTabBar,
    QToolTip,
    QWidget,
)

from app.canvas import finding
from app.canvas.background import draw_invitation
from app.canvas.block_item import BlockItem
from app.canvas.navigation import DETAIL_FROM, DETAIL_OF_MANY_FROM, MANY, Navigation
from app.canvas.overview import paint_overview, with_edge
from app.canvas.ports import PortItem
from app.canvas.scene import Scene
from app.canvas.scrolling import is_pinch, is_trackpad, pinch_factor, scroll_of, wheel_factor
from app.canvas.wires import WireItem
from app.mime import OP_MIME

if TYPE_CHECKING:
    from app.canvas.gestures.hand import Hand


class View(NodeViewer):
    """The items of a page. What is done with the mouse is up to its `hand`."""

    hand: Hand
    """Set by the canvas, which knows what there is to be done."""

    pressed = Signal()
    space_tapped = Signal()
    left = Signal()  # the keyboard has gone elsewhere
    menu_wanted = Signal(QPoint, QPoint)  # where on the screen, where in the viewport
    op_dropped = Signal(str, QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use_scene(Scene(self))
        self.navigation = Navigation(self)
        self.key_pressed: Callable[[QKeyEvent], bool] = lambda event: False
        self.key_released: Callable[[QKeyEvent], None] = lambda event: None
        self.tooltip_at: Callable[[QPoint], str] = lambda at: ""
        self.is_empty: Callable[[], bool] = lambda: False
        self.block_items: Callable[[], Iterable[BlockItem]] = tuple
        self.wire_items: Callable[[], Iterable[WireItem]] = tuple
        self.mouse_at = QPoint(-1, -1)
        self._hovered: BlockItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)

    def _use_scene(self, scene: Scene) -> None:
        """Replace the scene that NodeGraphQt has made, and the helpers that it has put there."""
        made = self.scene()
        for item in (self._LIVE_PIPE, self._SLICER_PIPE, self._cursor_text):
            made.removeItem(item)
        self.setScene(scene)
        made.deleteLater()
        scene.changed.connect(self._paint_edges)

    def _paint_edges(self, parts: Iterable[QRectF]) -> None:
        """From afar, paint also what reaches over the edge of what has changed, of which Qt does
        not know."""
        if not self.shows_details:
            whole = QRectF()
            for part in parts:
                whole = whole.united(part)
            self.viewport().update(with_edge(self.mapFromScene(whole).boundingRect()))

    @property
    def shows_details(self) -> bool:
        """Whether all of a block is drawn, not only what can be read from afar."""
        zoom = self.navigation.zoom
        if not DETAIL_FROM <= zoom < DETAIL_OF_MANY_FROM:
            return zoom >= DETAIL_OF_MANY_FROM
        return next(islice(self.block_items(), MANY, None), None) is None

    # ---- finding --------------------------------------------------------------------------

    def port_at(self, at: QPoint, reach: int = 0) -> PortItem | None:
        """The port nearest to a place in the viewport, within so many pixels."""
        wide = reach / self.navigation.zoom
        return finding.port_at(self.block_items(), self.mapToScene(at), wide)

    def block_at(self, at: QPoint) -> BlockItem | None:
        """The block at a place in the viewport."""
        return finding.block_at(self.block_items(), self.mapToScene(at))

    def wire_at(self, at: QPoint) -> WireItem | None:
        """The wire at a place in the viewport, if no block or port is over it."""
        if self.block_at(at) is not None or self.port_at(at) is not None:
            return None
        return finding.wire_at(self.wire_items(), self.mapToScene(at))

    def extra_at(self, at: QPoint) -> QGraphicsItem | None:
        """What else is at a place in the viewport: neither block, port nor wire."""
        place = self.mapToScene(at)
        extras: list[QGraphicsItem] = self.scene().extras
        for item in reversed(extras):
            if item.isVisible() and item.contains(item.mapFromScene(place)):
                return item
        return None

    def is_empty_at(self, at: QPoint) -> bool:
        """Whether nothing at all is at a place in the viewport."""
        here = (self.block_at(at), self.port_at(at), self.wire_at(at), self.extra_at(at))
        return all(one is None for one in here)

    def ports_in_sight(self, *, dimmed_only: bool = False) -> list[PortItem]:
        """The ports that can be seen; or those that have been dimmed, wherever they are now."""
        items = self.scene().items() if dimmed_only else self.items(self.viewport().rect())
        ports = [item for item in items if isinstance(item, PortItem)]
        return [port for port in ports if port.is_dimmed] if dimmed_only else ports

    # ---- mouse ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse_at = event.position().toPoint()
        if self.hand.move(event):
            return
        if self.shows_details:
            QGraphicsView.mouseMoveEvent(self, event)
        else:
            self._hover_from_afar(self.mouse_at)

    def _hover_from_afar(self, at: QPoint) -> None:
        """Qt would look at everything under the mouse, down to each port."""
        block = self.block_at(at)
        if self._hovered is not None and self._hovered is not block:
            self._hovered.set_hovered(False)
        if block is not None:
            block.set_hovered(True)
        self._hovered = block

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hand.double_click(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The keys follow the mouse to the canvas, but never out of a field or a list."""
        super().enterEvent(event)
        if self.isActiveWindow() and _leaves_keys(QApplication.focusWidget()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), event.pos())
        event.accept()

    # ---- wheel and trackpad ---------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if is_trackpad(event) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.navigation.pan(scroll_of(event))
        else:
            self.navigation.zoom_by(wheel_factor(event), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if is_pinch(event):
            factor, at = pinch_factor(event)
            self.navigation.zoom_by(factor, at)
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.tooltip_at(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return bool(super().viewportEvent(event))

    # ---- keys -----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While something is in the hand, Esc lets go of it, whatever a menu has it for."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_override and is_escape and self.hand.is_busy:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.hand.hold_space(True)
            event.accept()
        elif self.key_pressed(event):
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        is_space = event.key() == Qt.Key.Key_Space and not event.isAutoRepeat()
        if is_space and self.hand.hold_space(False):
            self.space_tapped.emit()
        self.key_released(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab opens the palette; Shift+Tab leaves the canvas."""
        return False if next else bool(super().focusNextPrevChild(next))

    def focusInEvent(self, event: QFocusEvent) -> None:
        QGraphicsView.focusInEvent(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hand.hold_space(False)
        self.left.emit()
        QGraphicsView.focusOutEvent(self, event)

    # ---- dropping ops ---------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(OP_MIME))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(OP_MIME))

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(OP_MIME):
            event.ignore()
            return
        name = bytes(event.mimeData().data(OP_MIME).data()).decode()
        event.acceptProposedAction()
        self.op_dropped.emit(name, self.mapToScene(event.position().toPoint()))

    # ---- NodeGraphQt's view of the view ---------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        QGraphicsView.resizeEvent(self, event)

    def _update_scene(self) -> None:
        """Nothing: Navigation decides what is seen."""

    def get_zoom(self) -> float:
        """The zoom as NodeGraphQt counts it: 0 where nothing is scaled."""
        return float(self.transform().m11() - 1.0)

    def establish_connection(self, start_port: PortItem, end_port: PortItem) -> WireItem:
        """Draw a wire between two ports."""
        wire: WireItem = WireItem()
        wire.set_connections(start_port, end_port)
        wire.draw_path()
        self.scene().addItem(wire)
        return wire

    def paintEvent(self, event: QPaintEvent) -> None:
        """From afar the page is painted at one go; what details there are, Qt asks of the items."""
        if self.shows_details:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        painter.setRenderHints(self.renderHints())
        paint_overview(self, painter, event.region().boundingRect())
        if self.is_empty():
            draw_invitation(painter, self.viewport().rect())
        painter.end()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.is_empty():
            draw_invitation(painter, self.viewport().rect())


def _leaves_keys(widget: QWidget | None) -> bool:
    """Whether nothing is lost if the widget that has the focus gives it away: a button that was
    clicked, a choice that was made. Where one types or steps through a list, the focus stays."""
    if isinstance(widget, QComboBox):
        return not widget.isEditable()
    return widget is None or isinstance(widget, QAbstractButton | QTabBar)
