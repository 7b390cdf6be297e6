"""The menu bar and the toolbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolBar

from app.document import Document
from app.keys.actions import Actions
from app.links import Links
from app.window.menus.arrange import ArrangeMenu
from app.window.menus.edit import EditMenu
from app.window.menus.file import FileMenu
from app.window.menus.help import HelpMenu
from app.window.menus.run import RunMenu
from app.window.menus.view import ViewMenu

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

TOOLBAR = (
    ("file.new", "file.open", "file.save"),
    ("edit.undo", "edit.redo"),
    ("run.run", "run.to_selected", "run.step", "run.stop", "run.automatic"),
)
"""The actions of the toolbar, in groups. The progress of the run comes after them."""


class Menus:
    """Makes menus and toolbar, and keeps enabled what can be done now."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        self._actions = actions
        self._links = Links()
        self.file = FileMenu(window, actions)
        self.edit = EditMenu(window, actions)
        self.arrange = ArrangeMenu(window, actions)
        self.run = RunMenu(window, actions)
        self.view = ViewMenu(window, actions)
        self.help = HelpMenu(window, actions)
        self._add_toolbar(window)
        window.canvas.known_actions = actions
        self.set_document(window.document)

    def set_document(self, document: Document) -> None:
        """Serve another page."""
        self.close_document()
        self._links.join(
            self._refresh,
            document.edited,
            document.selection_changed,
            document.run_started,
            document.run_finished,
            document.states_changed,
        )
        self._refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    def _add_toolbar(self, window: MainWindow) -> None:
        bar = QToolBar("Toolbar", window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        for number, group in enumerate(TOOLBAR):
            if number:
                bar.addSeparator()
            bar.addActions([self._actions[id] for id in group])
        bar.addWidget(window.progress)
        bar.addAction(self._actions["view.frame_page"])
        window.addToolBar(bar)

    def _refresh(self, *_: object) -> None:
        for menu in (self.file, self.edit, self.arrange, self.run, self.view, self.help):
            menu.refresh()
