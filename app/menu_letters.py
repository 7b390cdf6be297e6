"""While a menu is open, letters are the menu's: they choose from it.

Qt lets the keys of actions come first. The canvas has letters for keys, which count while it has
the focus; so R, pressed to choose from a menu, would do what R does on the canvas. They count even
where the menu bar has the focus, as it has after Alt and a letter: the actions are in its menus.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

_OVERRIDE = QEvent.Type.ShortcutOverride
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class _Letters(QObject):
    """Says of letters, wherever they go to, that they are no keys of actions."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not _OVERRIDE or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() not in _PLAIN or not event.text().isprintable():
            return False
        if not event.text() or not isinstance(QApplication.activePopupWidget(), QMenu):
            return False
        event.accept()
        return True


def keep_letters(application: QApplication) -> None:
    """Leave letters to the menus of an application while one is open."""
    if application.findChild(_Letters) is None:
        application.installEventFilter(_Letters(application))
