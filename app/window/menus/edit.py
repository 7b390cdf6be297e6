"""The Edit menu."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from app.window.menus.menu import Menu

Standard = QKeySequence.StandardKey


class EditMenu(Menu):
    """Undo, the clipboard, and what is selected."""

    title = "&Edit"

    def fill(self) -> None:
        canvas, some = self.window.canvas, self.has_selection
        self.undo = self.add(
            "edit.undo", "&Undo", lambda: self.document.undo(), Standard.Undo, picture="undo"
        )
        self.redo = self.add(
            "edit.redo",
            "&Redo",
            lambda: self.document.redo(),
            ["Ctrl+Shift+Z", "Ctrl+Y"],
            picture="redo",
        )
        self.line()
        self.add(
            "edit.cut", "Cu&t", lambda: self.document.cut(), "Ctrl+X", within=canvas, when=some
        )
        self.add(
            "edit.copy", "&Copy", lambda: self.document.copy(), "Ctrl+C", within=canvas, when=some
        )
        self.add("edit.paste", "&Paste", canvas.paste, "Ctrl+V", within=canvas)
        self.add("edit.delete", "&Delete", canvas.delete, ["Del", "Backspace"], within=canvas)
        self.line()
        self.add("edit.select_all", "Select &All", canvas.select_all, "Ctrl+A", within=canvas)

    def refresh(self) -> None:
        super().refresh()
        history = self.document.page.history
        for action, verb, label in (
            (self.undo, "&Undo", history.can_undo),
            (self.redo, "&Redo", history.can_redo),
        ):
            action.setEnabled(label is not None)
            action.setText(f"{verb} {label}" if label else verb)
