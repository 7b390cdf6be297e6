"""The fixes of a problem as a menu, for those whose hands are at the keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.document import Document
from app.fixing.taking import fixes, take
from blocks.checking import Problem

_LONGEST = 90


def open_menu(document: Document, problem: Problem, parent: QWidget, at: QPoint) -> QMenu | None:
    """Offer the fixes of a problem at a place on the screen. Without any it says so in the status
    bar and returns None."""
    found = fixes(document, problem)
    if not found:
        document.message.emit(f"No fix is known: {problem}")
        return None
    menu = QMenu(parent)
    menu.setObjectName("fixes")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    words = " ".join(str(problem).split())
    cut = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    menu.addAction(cut.replace("&", "&&")).setEnabled(False)
    menu.addSeparator()
    for number, fix in enumerate(found, 1):
        action = menu.addAction(f"&{number}  {fix.words}")
        action.triggered.connect(lambda _=False, fix=fix: take(document, fix))
    menu.popup(at)
    menu.setActiveAction(menu.actions()[2])
    return menu
