"""The right mouse button on a preset in the palette."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from app.palette.op_list import OpList
from app.presets.shelf import Shelf


def offer_menu(list: OpList, shelf: Shelf) -> None:
    """From now on give presets in a list of the palette a menu."""
    list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    list.customContextMenuRequested.connect(lambda at: _open(list, shelf, at))


def _open(list: OpList, shelf: Shelf, at: QPoint) -> None:
    preset = list.preset_at(at)
    if preset is None:
        return
    menu = QMenu(list)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("&Add to Page", lambda: list.chosen.emit(preset.key))
    menu.addSeparator()
    menu.addAction("&Rename…", lambda: shelf.rename(preset))
    menu.addAction("&Delete…", lambda: shelf.delete(preset))
    menu.addAction("&Show in Folder", shelf.show_folder)
    menu.popup(list.viewport().mapToGlobal(at))
