"""What every menu of the menu bar is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.canvas.keys import COMMANDS
from app.document import Document
from app.keys.actions import Actions, Keys

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Menu:
    """One menu of the menu bar. A kind of menu names its title and fills itself: an action is one
    line, `self.add("menu.action", "&Words", do, "Ctrl+K", when=can_be_done)`."""

    title = ""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        self.window = window
        self.actions = actions
        self.menu: QMenu = window.menuBar().addMenu(self.title)
        self._when: list[tuple[QAction, Callable[[], bool]]] = []
        self.fill()

    @property
    def document(self) -> Document:
        """What the window has open now."""
        return self.window.document

    def fill(self) -> None:
        """Add everything that the menu offers, in its order."""
        raise NotImplementedError

    def add(
        self,
        id: str,
        text: str,
        do: Callable[[], object],
        keys: Keys = None,
        *,
        picture: str = "",
        within: QWidget | None = None,
        tip: str = "",
        when: Callable[[], bool] | None = None,
        to: QMenu | None = None,
    ) -> QAction:
        """Add an action, here or to a submenu. `when` says whether it can be done now; it is asked
        after each edit, each change of the selection, and as runs begin and end."""
        action = self.actions.add(id, text, do, keys, picture=picture, within=within, tip=tip)
        (to or self.menu).addAction(action)
        if when is not None:
            self._when.append((action, when))
        return action

    def add_of_canvas(
        self, id: str, *, picture: str = "", when: Callable[[], bool] | None = None
    ) -> QAction:
        """Add what the canvas does by itself, with its words and keys; they count there alone."""
        canvas, command = self.window.canvas, COMMANDS[id]
        return self.add(
            id,
            command.words,
            lambda: command.do(canvas),
            command.keys,
            picture=picture,
            within=canvas,
            when=when,
        )

    def line(self) -> None:
        """Add a line between two groups."""
        self.menu.addSeparator()

    def submenu(self, title: str) -> QMenu:
        """Add a menu within the menu."""
        return self.menu.addMenu(title)

    def refresh(self) -> None:
        """Enable what can be done now."""
        for action, when in self._when:
            action.setEnabled(when())

    def has_selection(self) -> bool:
        """Whether a block is selected: the `when` of many."""
        return bool(self.document.selection)
