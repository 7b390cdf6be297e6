"""Fixes as a column of buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.results.elided import ElidedLabel
from blocks.fixing import Fix

_PADDING = 18
"""The room that a button's frame takes of its text, left and right together."""


class FixButton(QPushButton):
    """The words of a fix, cut at their end where room is short; the tool tip has all of them."""

    def __init__(self, fix: Fix) -> None:
        super().__init__()
        self.fix = fix
        self.setObjectName("fix")
        self.setProperty("role", "fix")
        self.setAccessibleName(fix.words)
        self.setToolTip(f"{fix.words}\nOne undo step.")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(fix.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _PADDING
        cut = self.fontMetrics().elidedText(self.fix.words, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))


class FixList(QWidget):
    """The first `most` fixes as buttons, the others in a menu. `taken` tells which was chosen."""

    taken = Signal(Fix)

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._shown: tuple[Fix, ...] = ()
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(3)
        self.buttons: list[FixButton] = []
        self.title = ElidedLabel()
        self.title.setProperty("role", "dim")
        self.more = QToolButton()
        self.more.setObjectName("more fixes")
        self.more.setStyleSheet("QToolButton { padding: 0 4px; }")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.clicked.connect(self._open_menu)
        self.menu = QMenu(self.more)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.title, 1)
        line.addWidget(self.more)
        self._lay.addLayout(line)
        self.hide()

    def put(self, title: str, fixes: Sequence[Fix]) -> None:
        """Show these fixes in the place of others."""
        self.title.show_text(title)
        if self._shown == tuple(fixes):
            return
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._shown = tuple(fixes)
        for old in self.buttons:
            self._lay.removeWidget(old)
            old.hide()
            old.deleteLater()
        # A menu for a single fix would take the room of the button.
        most = self._most if len(fixes) > self._most + 1 else len(fixes)
        self.buttons = [self._button(fix) for fix in fixes[:most]]
        self._fill_menu(fixes[most:])
        self.setVisible(bool(fixes))
        self._lay.activate()  # at once, for whoever gives it its place asks how high it is
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _button(self, fix: Fix) -> FixButton:
        button = FixButton(fix)
        button.clicked.connect(lambda: self.taken.emit(fix))
        self._lay.addWidget(button)
        button.show()  # until then it takes no room
        return button

    def _fill_menu(self, fixes: Sequence[Fix]) -> None:
        menu = self.menu
        menu.clear()
        for fix in fixes:
            action = menu.addAction(fix.words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, fix=fix: self.taken.emit(fix))
        self.more.setText(f"{len(fixes)} more \u25be")
        self.more.setAccessibleName(f"{len(fixes)} more fixes")
        self.more.setVisible(bool(fixes))

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
        self.menu.setActiveAction(self.menu.actions()[0])
