"""Going from view to view and from block to block without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDockWidget, QWidget

from app.document import Document
from app.links import Links
from app.panel.block_view import BlockView
from app.panel.shape_view import ShapeView
from blocks.neighbours import first, neighbour

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Going:
    """Gives the keys to a view or selects another block, and says where one is."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._links = Links()
        self.set_document(window.document)

    def set_document(self, document: Document) -> None:
        """Say what is selected of another page."""
        self.close_document()
        self._links.join(self._say, document.selection_changed)

    def close_document(self) -> None:
        """Say nothing more."""
        self._links.cut()

    def to_canvas(self) -> None:
        """Give the keys to the canvas."""
        self._window.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_dock(self, dock: QDockWidget) -> None:
        """Show a dock and give the keys to what can be read or typed into there."""
        dock.show()
        dock.raise_()
        view = dock.widget()
        if view is not None and (entry := _entry(view)) is not None:
            entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def rename(self) -> None:
        """Go to the name of the selected block, or to the title of the frame or the group."""
        view = self._shown_panel()
        if isinstance(view, BlockView) and (field := view.fields.get("name")) is not None:
            field.enter()
        elif isinstance(view, ShapeView):
            view.name.selectAll()
            self._enter(view.name)

    def note(self) -> None:
        """Go to the note of the selected block, or to the text of the frame or the group."""
        view = self._shown_panel()
        if isinstance(view, BlockView):
            self._enter(view.note)
        elif isinstance(view, ShapeView):
            self._enter(view.text)

    def _shown_panel(self) -> QWidget:
        dock, panel = self._window.panel_dock, self._window.panel
        dock.show()
        dock.raise_()
        if len(self._window.document.selection) != 1:
            self._window.document.message.emit("Select one block, frame or group for that")
        return panel.view

    def _enter(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.panel.ensureWidgetVisible(field)

    def wire(self) -> None:
        """Choose what the selected block is wired to."""
        window, canvas = self._window, self._window.canvas
        if not (chosen := window.document.selection):
            return
        view, rect = canvas.view, canvas.rect_of(chosen[:1])
        place = view.mapFromScene(rect.topRight())
        if not view.viewport().rect().contains(place):
            place = view.viewport().rect().center()
        window.wire_chooser.open_at(view.viewport().mapToGlobal(place), chosen[0])

    def step(self, direction: str) -> None:
        """Select the next block in a direction; the first one, if none is selected."""
        document = self._window.document
        chosen = document.selection
        goal = neighbour(document.page, chosen[-1], direction) if chosen else first(document.page)
        if goal is None:
            document.message.emit(f"There is no block further {direction}")
        else:
            document.request_focus([goal])

    def _say(self, chosen: tuple[str, ...]) -> None:
        """Tell a screen reader which block is selected on the canvas."""
        window, view = self._window, self._window.canvas.view
        model = window.outline.model
        if len(chosen) == 1 and chosen[0] in model.ids:
            words = model.spoken(model.ids.index(chosen[0]))
        else:
            words = f"{len(chosen)} blocks selected" if chosen else "Nothing selected"
        view.setAccessibleDescription(words)
        if view.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


def _entry(view: QWidget) -> QWidget | None:
    """What takes the keys in a view: what it names itself, else the first that Tab would reach."""
    if (proxy := view.focusProxy()) is not None and proxy.isVisible():
        return proxy
    one = view.nextInFocusChain()
    while one is not None and one is not view:
        can = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and one.isVisible()
        if can and view.isAncestorOf(one):
            return one
        one = one.nextInFocusChain()
    return None
