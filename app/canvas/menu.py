"""The menu of the right mouse button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas


def menu_at(canvas: Canvas, on_screen: QPoint, at: QPoint) -> QMenu:
    """A menu for what is at a place in the viewport. It deletes itself when it closes."""
    menu = QMenu(canvas)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if (block := canvas.view.block_at(at)) is not None:
        canvas.selecting.choose_unless_chosen(block.id)
        _for_blocks(menu, canvas, on_screen)
    elif (wire := canvas.view.wire_at(at)) is not None:
        kept = wire.wire
        place = canvas.view.mapToScene(at)
        menu.addAction("Add dot", lambda: canvas.editing.add_dot(kept, place))
        menu.addAction(
            f"Delete wire {kept.source} → {kept.target}", lambda: canvas.editing.cut_wire(kept)
        )
    else:
        _for_empty_canvas(menu, canvas, on_screen, at)
    return menu


def _for_blocks(menu: QMenu, canvas: Canvas, on_screen: QPoint) -> None:
    document = canvas.document
    menu.addAction("Run to here", lambda: document.run(document.selection))
    menu.addSeparator()
    menu.addAction("Cut", "Ctrl+X", lambda: document.clipboard.cut())
    menu.addAction("Copy", "Ctrl+C", lambda: document.clipboard.copy())
    menu.addAction("Duplicate", "Ctrl+D", canvas.duplicate)
    menu.addAction("Delete", "Del", canvas.delete)
    menu.addSeparator()
    menu.addAction("Group", "Ctrl+G", canvas.editing.group)
    if any(id in document.page.groups for id in document.selection):
        menu.addAction("Open group", "Return", canvas.open_chosen)
        menu.addAction("Ungroup", "Ctrl+Shift+G", canvas.editing.ungroup)
    menu.addAction("Frame around", "C", canvas.editing.add_frame)
    menu.addAction("Wires as tags", "T", canvas.editing.change_tags)
    menu.addSeparator()
    if len(document.selection) == 1 and document.selection[0] in document.page.blocks:
        (block,) = document.selection
        menu.addAction("Replace by…", lambda: canvas.replacing_requested.emit(on_screen, block))
    menu.addAction("Lift out", canvas.editing.lift_out)
    menu.addAction("Delete and join", lambda: canvas.editing.lift_out(delete=True))
    menu.addSeparator()
    menu.addAction("Frame", "F", canvas.frame)


def _for_empty_canvas(menu: QMenu, canvas: Canvas, on_screen: QPoint, at: QPoint) -> None:
    place = canvas.view.mapToScene(at)
    menu.addAction(
        "Add block here…",
        "Tab",
        lambda: canvas.palette_requested.emit(on_screen, (place.x(), place.y())),
    )
    menu.addAction("Paste here", "Ctrl+V", lambda: canvas.editing.paste(place))
    menu.addSeparator()
    menu.addAction("Select all", "Ctrl+A", canvas.select_all)
    menu.addAction("Frame page", "Home", canvas.frame_all)
