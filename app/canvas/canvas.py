"""The canvas: the page of a document, drawn, and the gestures that edit it.

Page to canvas: it fills itself from the page, then follows the document's signals; each says what
has changed, and the canvas looks at what it is now. Canvas to page: each gesture is one edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.canvas import keys, tooltips
from app.canvas.following import Following
from app.canvas.free_place import free_place
from app.canvas.graph import Graph
from app.canvas.menu import menu_at
from app.canvas.view import View
from app.canvas.wires import WireItem
from app.canvas.wiring import WireDrag
from app.document import Document
from app.keys.key_map import KeyMap
from blocks import file
from blocks.page import Wire

__all__ = ["Canvas"]

_ASIDE = 24.0
_READABLE = 0.5


class Canvas(QWidget):
    """The page of a document."""

    palette_requested = Signal(object, object)  # QPoint on the screen, (x, y) on the page
    block_opened = Signal(str)  # a block was double-clicked

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
        self._selecting = False
        self._frame_when_shown = False
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._wire_view()
        self._open(document)

    def _wire_view(self) -> None:
        view = self.view
        view.key_pressed = lambda event: keys.press(self, event)
        view.key_released = self._key_released
        view.tooltip_at = self.tooltip_at
        view.is_empty = lambda: not self.document.page.blocks
        view.let_go.connect(self.commit_moves)
        view.opened.connect(self.block_opened)
        view.palette_wanted.connect(
            lambda where, place: self.palette_requested.emit(where, (place.x(), place.y()))
        )
        view.menu_wanted.connect(lambda where, at: menu_at(self, where, at).popup(where))
        view.op_dropped.connect(lambda op, place: self.add_block(op, (place.x(), place.y())))
        view.scene().selectionChanged.connect(self._selected)

    # ---- the document ---------------------------------------------------------------------

    def _open(self, document: Document) -> None:
        self.document = document
        self.wiring = self.view.wiring = WireDrag(self.view, document)
        self._following = Following(self)

    def set_document(self, document: Document) -> None:
        """Show another document, and let go of the one before."""
        self.close_document()
        self._open(document)
        self.frame_all()

    def close_document(self) -> None:
        """Let go of the document and of all items. The canvas stays empty."""
        self.wiring.cancel()
        self.wiring.hint.deleteLater()
        self.view.wiring = None
        self._following.stop()
        with self.quietly():
            self.graph.empty()

    # ---- selecting ------------------------------------------------------------------------

    def show_selection(self, ids: Iterable[str]) -> None:
        """Mark these blocks, and no others, as selected."""
        chosen = set(ids)
        with self.quietly():
            for id, item in self.graph.items().items():
                if item.isSelected() != (id in chosen):
                    item.setSelected(id in chosen)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Items that come and go, or are marked from here, tell the document nothing."""
        before, self._selecting = self._selecting, True
        try:
            yield
        finally:
            self._selecting = before

    def select_all(self) -> None:
        """Select every block."""
        self.document.select(self.document.page.blocks)

    def select_unless_selected(self, id: str) -> None:
        """Select a block alone, unless it is among the selected."""
        if id not in self.document.selection:
            self.document.select((id,))

    def _selected(self) -> None:
        if self._selecting:
            return
        items = self.graph.items()
        self.document.select(id for id in self.document.page.blocks if items[id].isSelected())

    # ---- editing --------------------------------------------------------------------------

    def add_block(self, op: str, at: tuple[float, float]) -> str | None:
        """Add a block of an op with its top left corner at a place, or a little further to the
        right if a block stands there, and select it.

        Returns its id, or None if the page refuses.
        """
        added: str | None = None
        with self.document.telling():
            taken = [self.rect_of([id]) for id in self.graph.items()]
            place = free_place(taken, QPointF(round(at[0]), round(at[1])))
            added = self.document.page.add_block(op, at=(place.x(), place.y())).id
            self.document.select((added,))
            self.view.navigation.reveal(self.rect_of([added]))
        return added

    def commit_moves(self) -> None:
        """Tell the page where blocks have been dragged to: one edit for all of them."""
        page = self.document.page
        moved = {}
        for id, item in self.graph.items().items():
            if id in page.blocks and item.pos() != QPointF(*page.position(id)):
                moved[id] = (float(round(item.x())), float(round(item.y())))
        if moved:
            page.move_blocks(moved)
            for id in moved:  # rounding may have brought one back to where it was
                self.graph.items()[id].setPos(*page.position(id))

    def nudge(self, step: QPointF) -> None:
        """Push the selected blocks; the page is told when the key is released."""
        for id in self.document.selection:
            if (item := self.graph.item(id)) is not None:
                item.setPos(item.pos() + step)

    def delete(self) -> None:
        """Remove the selected blocks and wires, in one edit."""
        wires = self._selected_wires()
        if not wires:
            self.document.remove()
            return
        page, blocks = self.document.page, self.document.selection
        with self.document.telling(), page.edit("Delete" if blocks else "Disconnect"):
            for wire in wires:
                page.disconnect(wire)
            if blocks:
                page.remove_blocks(blocks)

    def cut_wire(self, wire: Wire) -> None:
        """Take a wire away."""
        with self.document.telling():
            self.document.page.disconnect(wire)

    def paste(self, at: QPointF | None = None) -> None:
        """Add what the clipboard holds, at the mouse if it is over the canvas."""
        place = at if at is not None else self._mouse_on_page()
        self.document.paste((round(place.x()), round(place.y())))

    def duplicate(self) -> None:
        """Add the selected blocks once more, a little aside. The clipboard stays as it is."""
        page, chosen = self.document.page, self.document.selection
        if not chosen:
            return
        left = min(page.position(id).x for id in chosen)
        top = min(page.position(id).y for id in chosen)
        with self.document.telling():
            text = file.copy(page, chosen)
            self.document.select(file.paste(page, text, at=(left + _ASIDE, top + _ASIDE)))

    def cancel(self) -> None:
        """End a gesture as if it had not begun; deselect if there is none."""
        scene = self.view.scene()
        if self.wiring.is_active:
            self.wiring.cancel()
        elif (dragged := scene.mouseGrabberItem()) is not None:
            dragged.ungrabMouse()
            for id, item in self.graph.items().items():
                item.setPos(*self.document.page.position(id))
        else:
            scene.clearSelection()

    def ask_for_palette(self) -> None:
        """Ask for the palette at the mouse."""
        place = self._mouse_on_page()
        at = self.view.mapFromScene(place)
        self.palette_requested.emit(self.view.viewport().mapToGlobal(at), (place.x(), place.y()))

    # ---- looking --------------------------------------------------------------------------

    def rect_of(self, ids: Iterable[str]) -> QRectF:
        """The part of the page that some blocks take."""
        rect = QRectF()
        for id in ids:
            if (item := self.graph.item(id)) is not None:
                rect = rect.united(item.layout.body.translated(item.pos()))
        return rect

    def frame(self) -> None:
        """Show the selected blocks as large as they fit; all, if none is selected."""
        self.view.navigation.frame(self.rect_of(self.document.selection or self.graph.items()))

    def frame_all(self) -> None:
        """Show the whole page. If the canvas is not on the screen yet, as soon as it is."""
        self._frame_when_shown = not self.isVisible()
        self.view.navigation.frame(self.rect_of(self.graph.items()))

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
        return tooltips.tooltip_at(self.document, self.view, at)

    def picture(self, scale: float = 1.0, margin: float = 40.0) -> QImage:
        """The whole page as a picture, at so many pixels to a pixel of the page."""
        rect = self.rect_of(self.graph.items()).adjusted(-margin, -margin, margin, margin)
        image: QImage = self.view.scene().picture(rect, scale)
        return image

    # ---- events ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._frame_when_shown:
            self.frame_all()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.view.resetCachedContent()
            self.view.viewport().update()

    def _key_released(self, event: QKeyEvent) -> None:
        if keys.arrow(event) is not None and not event.isAutoRepeat():
            self.commit_moves()

    def _selected_wires(self) -> list[Wire]:
        items = self.view.scene().selectedItems()
        return [item.wire for item in items if isinstance(item, WireItem)]

    def _mouse_on_page(self) -> QPointF:
        view = self.view
        inside = view.viewport().rect().contains(view.mouse_at)
        at = view.mouse_at if inside else view.viewport().rect().center()
        place: QPointF = view.mapToScene(at)
        return place
