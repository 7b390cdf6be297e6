"""The Edit menu."""

from __future__ import annotations

from app.canvas.keys import COMMANDS
from app.window.menus.menu import Menu


class EditMenu(Menu):
    """Undo, the clipboard, and what is selected."""

    title = "&Edit"

    def fill(self) -> None:
        add, some = self.add_of_canvas, self.has_selection
        undo, redo = COMMANDS["edit.undo"], COMMANDS["edit.redo"]
        self.undo = self.add(
            undo.id, undo.words, lambda: self.document.undo(), undo.keys, picture="undo"
        )
        self.redo = self.add(
            redo.id, redo.words, lambda: self.document.redo(), redo.keys, picture="redo"
        )
        self.line()
        add("edit.cut", when=some)
        add("edit.copy", when=some)
        add("edit.paste")
        add("edit.duplicate", when=some)
        add("edit.delete")
        self.line()
        add("edit.select_all")
        add("edit.add_block")

    def refresh(self) -> None:
        super().refresh()
        history = self.document.page.history
        for action, verb, label in (
            (self.undo, "&Undo", history.can_undo),
            (self.redo, "&Redo", history.can_redo),
        ):
            action.setEnabled(label is not None)
            action.setText(f"{verb} {label}" if label else verb)
