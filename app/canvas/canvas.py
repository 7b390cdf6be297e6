"""The canvas: the page of a document, drawn, and the gestures that edit it.

Page to canvas: it fills itself from the page, then follows the document's signals; each says what
has changed, and the canvas looks at what it is now. Canvas to page: each gesture is one edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.canvas import keys
from app.canvas.arranging import Arranging
from app.canvas.block_item import BlockItem
from app.canvas.breadcrumbs import Breadcrumbs
from app.canvas.editing import Editing
from app.canvas.fading import Fading
from app.canvas.following import Following
from app.canvas.frames import FrameItem
from app.canvas.gestures.drawing import DrawWire
from app.canvas.gestures.hand import Hand
from app.canvas.graph import Graph
from app.canvas.hovering import Hovering
from app.canvas.menu import menu_at
from app.canvas.minimap import Minimap
from app.canvas.navigation import READABLE
from app.canvas.picture import picture_of
from app.canvas.selecting import Selecting
from app.canvas.tags import TagItem
from app.canvas.traced import Traced
from app.canvas.view import View
from app.document import Document
from app.keys.actions import Actions
from app.keys.key_map import KeyMap
from blocks.page import End
from blocks.presets import is_preset_key

__all__ = ["Canvas"]

_READABLE = 0.5


class Canvas(QWidget):
    """The page of a document."""

    palette_requested = Signal(object, object)  # QPoint on the screen, (x, y) on the page
    fitting_requested = Signal(object, object, object)  # as above, and the End of a wire let go
    replacing_requested = Signal(object, str)  # QPoint on the screen, a block's id
    viewer_requested = Signal(object, object)  # QPoint on the screen, the Ends to be seen
    block_opened = Signal(str)  # a block was double-clicked
    preset_requested = Signal(str, object)  # a preset's key, (x, y) on the page

    editing: Editing  # said here, for the table of keys is looked at before the constructor

    def __init__(
        self,
        document: Document,
        parent: QWidget | None = None,
        *,
        key_map: KeyMap | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.key_map = key_map or KeyMap(parent=self)
        self.view = View(self)
        self.graph = Graph(self.view)
        self.frame_items: dict[str, FrameItem] = {}
        self.tag_items: dict[tuple[End, bool], TagItem] = {}
        self.known_actions: Actions | None = None
        self.selecting = Selecting(self)
        self.traced = Traced(self)
        self.editing = Editing(self)
        self.arranging = Arranging(self)
        self.hand = self.view.hand = Hand(self)
        self._frame_when_shown = False
        self.shows_values = True
        self.shows_platforms = False
        self.breadcrumbs = Breadcrumbs(self)
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.view)
        self.breadcrumbs.move(10, 8)
        self.breadcrumbs.raise_()
        self.setFocusProxy(self.view)
        self._wire_view()
        self.hovering = Hovering(self)
        self._open(document)
        self.fading = Fading(self)
        self.minimap = Minimap(self)

    def _wire_view(self) -> None:
        view = self.view
        view.key_pressed = lambda event: keys.press(self, event)
        view.key_released = self._key_released
        view.block_items = self.graph.block_items
        view.wire_items = self.graph.wire_items
        view.is_empty = lambda: not self.document.page.blocks
        view.left.connect(self.hand.cancel)
        view.left.connect(self.editing.commit_moves)
        view.pressed.connect(self.wiring.hint.hide)
        view.menu_wanted.connect(lambda where, at: menu_at(self, where, at).popup(where))
        view.op_dropped.connect(lambda op, place: self.add_block(op, (place.x(), place.y())))

    @property
    def wiring(self) -> DrawWire:
        """The drawing of wires."""
        return self.hand.of(DrawWire)

    # ---- the document ---------------------------------------------------------------------

    def _open(self, document: Document) -> None:
        self.document = document
        self._following = Following(self)
        self.breadcrumbs.follow(document)

    def set_document(self, document: Document) -> None:
        """Show another document, and let go of the one before."""
        self.close_document()
        self._open(document)
        self.frame_start()

    def close_document(self) -> None:
        """Let go of the document and of all items. The canvas stays empty."""
        self.hand.cancel()
        self.wiring.hint.hide()
        self.hovering.stop()
        self._following.stop()
        self.traced.clear()
        self.breadcrumbs.stop()
        self.graph.empty()

    # ---- what menus and keys ask for --------------------------------------------------------

    def select_all(self) -> None:
        """Select every block."""
        self.selecting.choose_all()

    def add_block(self, op: str, at: tuple[float, float]) -> str | None:
        """Add a block of an op at a place, or beside what stands there, and select it. In the place
        of an op's name a preset's key may stand."""
        if is_preset_key(op):
            self.preset_requested.emit(op, at)
            return None
        return self.editing.add_block(op, at)

    def delete(self) -> None:
        """Remove the selected blocks and wires."""
        self.editing.delete()

    def paste(self) -> None:
        """Add what the clipboard holds, at the mouse if it is over the canvas."""
        self.editing.paste()

    def duplicate(self) -> None:
        """Add the selected blocks once more, a little aside."""
        self.editing.duplicate()

    def cancel(self) -> None:
        """End a gesture as if it had not begun; deselect if there is none."""
        if self.hand.is_busy:
            self.hand.cancel()
        else:
            self.selecting.choose(())

    def ask_for_palette(self) -> None:
        """Ask for the palette at the mouse."""
        place = self.mouse_on_page()
        at = self.view.mapFromScene(place)
        self.palette_requested.emit(self.view.viewport().mapToGlobal(at), (place.x(), place.y()))

    def open_chosen(self) -> None:
        """Go into the group that is selected, or to the attributes of the block."""
        if self.document.selection and not self.editing.open_group():
            self.block_opened.emit(self.document.selection[0])

    def ask_for_other_op(self) -> None:
        """Ask for the op that shall take the place of the one selected block's."""
        if len(self.document.selection) != 1:
            self.document.message.emit("Select one block to replace its op")
            return
        (block,) = self.document.selection
        corner = self.view.mapFromScene(self.rect_of((block,)).bottomLeft())
        self.replacing_requested.emit(self.view.viewport().mapToGlobal(corner), block)

    # ---- looking --------------------------------------------------------------------------

    def show_values(self, shown: bool) -> None:
        """Show small results inside their blocks, or do not."""
        self.shows_values = shown
        self._following.faces.show_soon(self.graph.items())

    def show_platforms(self, shown: bool) -> None:
        """Mark blocks that other platforms refuse or answer wrongly, or do not."""
        self.shows_platforms = shown
        self._following.faces.show_soon(self.graph.items())

    def item(self, id: str) -> BlockItem | FrameItem | None:
        """The item of a block, a group or a frame, if it is on the level that is open."""
        return self.graph.item(id) or self.frame_items.get(id)

    def tag_at(self, at: QPoint) -> TagItem | None:
        """The tag at a place in the viewport."""
        place = self.view.mapToScene(at)
        for item in self.tag_items.values():
            if item.isVisible() and item.contains(item.mapFromScene(place)):
                return item
        return None

    def within(self, frame: str) -> tuple[str, ...]:
        """The blocks, groups and other frames that lie in a frame."""
        place = self.frame_items[frame].place
        inner = [id for id, item in self.graph.items().items() if place.contains(item.place)]
        inner += [
            id
            for id, item in self.frame_items.items()
            if id != frame and place.contains(item.place)
        ]
        return tuple(inner)

    def rect_of(self, ids: Iterable[str]) -> QRectF:
        """The part of the page that some blocks, groups and frames take."""
        rect = QRectF()
        for id in ids:
            if (item := self.item(id)) is not None:
                rect = rect.united(item.place)
        return rect

    def frame(self) -> None:
        """Show the selected blocks as large as they fit; all, if none is selected."""
        self.view.navigation.frame(self.rect_of(self.document.selection or self.graph.items()))

    def frame_all(self) -> None:
        """Show the whole page. If the canvas is not on the screen yet, as soon as it is."""
        self._frame_when_shown = not self.isVisible()
        self.view.navigation.frame(self.page_rect())

    def frame_start(self) -> None:
        """Show the page as it is met first: whole, or where that would be too small to read, from
        its left top corner on."""
        self._frame_when_shown = not self.isVisible()
        self.view.navigation.frame(self.page_rect(), least=READABLE)

    def page_rect(self) -> QRectF:
        """The part of the page that all that is seen takes."""
        places = [item.place for item in self.graph.block_items()]
        places += [item.place for item in self.frame_items.values()]
        return reduce(QRectF.united, places, QRectF())

    def show_blocks(self, ids: Iterable[str]) -> None:
        """Bring blocks to the middle, and nearer if they are too small to read."""
        rect = self.rect_of(ids)
        if rect.isEmpty():
            return
        seen = self.view.navigation.visible()
        too_large = rect.width() > seen.width() or rect.height() > seen.height()
        if too_large or self.view.navigation.zoom < _READABLE:
            self.view.navigation.frame(rect)
        else:
            self.view.navigation.centre(rect.center())

    def tooltip_at(self, at: QPoint) -> str:
        """What is to be said of the thing at a place in the viewport."""
        return self.hovering.text_at(at)

    def picture(self, scale: float = 1.0, *, only: Iterable[str] | None = None) -> QImage:
        """The page, or some of its blocks, at so many pixels to a pixel of the page."""
        self._following.faces.settle()
        return picture_of(self, scale, only=only)

    # ---- events ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._frame_when_shown:
            self.frame_start()
        self.minimap.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.minimap.settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.view.resetCachedContent()
            self.view.viewport().update()

    def _key_released(self, event: QKeyEvent) -> None:
        if keys.arrow(event) is not None and not event.isAutoRepeat():
            self.editing.commit_moves()

    def mouse_on_page(self) -> QPointF:
        """Where the mouse is on the page; the middle of what is seen, if it is not over it."""
        view = self.view
        inside = view.viewport().rect().contains(view.mouse_at)
        at = view.mouse_at if inside else view.viewport().rect().center()
        place: QPointF = view.mapToScene(at)
        return place
