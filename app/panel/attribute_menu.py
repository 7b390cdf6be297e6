"""The right mouse button on an attribute: what else can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget


class AttributeMenu(QObject):
    """Opens on the label and on all of the field, by mouse and by the menu key. Where there is
    text to edit, it has what such a menu usually has, too."""

    def __init__(self, label: QWidget, field: QWidget, sweep: Callable[[], object]) -> None:
        super().__init__(field)
        self._sweep = sweep
        for one in (label, field, *field.findChildren(QWidget)):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent) or not isinstance(watched, QWidget):
            return False
        usual = watched.createStandardContextMenu() if isinstance(watched, QLineEdit) else None
        menu = usual or QMenu(watched)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction("S&weep…", self._sweep)
        menu.popup(event.globalPos())
        return True
