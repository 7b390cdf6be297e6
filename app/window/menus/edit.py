"""The Edit menu."""

from __future__ import annotations

from app.canvas.keys import COMMANDS
from app.window.menus.menu import Menu
from blocks.editing.expecting import ends_to_expect
from blocks.editing.gradients import has_gradient

IN_THE_OUTLINE = (
    *("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete", "edit.select_all"),
    *("edit.wire", "edit.rename", "edit.note"),
)
"""What can be done with a row of the outline as with a block on the canvas."""


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
        self.add(
            "edit.copy_as_picture",
            "Copy as P&icture",
            self.window.pictures.copy,
            "Ctrl+Shift+C",
            within=self.window.canvas,
            when=lambda: self.window.pictures.can_be_made,
        )
        add("edit.paste")
        add("edit.duplicate", when=some)
        add("edit.delete")
        add("edit.delete_and_join", when=some)
        add("edit.lift_out", when=some)
        add("edit.replace", when=some)
        add("edit.gradient", when=self._has_gradient)
        add("edit.gradient_checked", when=self._has_gradient)
        add("edit.expect", when=self._has_result)
        self.line()
        add("edit.select_all")
        add("edit.add_block")
        going, canvas = self.window.going, self.window.canvas
        self.add("edit.wire", "&Wire…", going.wire, "W", within=canvas, when=some)
        self.add("edit.rename", "Re&name", going.rename, "F2", within=canvas, when=some)
        self.add("edit.note", "N&ote…", going.note, "N", within=canvas, when=some)
        for id in IN_THE_OUTLINE:
            self.window.outline.addAction(self.actions[id])
        self.line()
        find = self.window.finding
        self.add("edit.find", "&Find in Page…", find.open, "Ctrl+F")
        self.add("edit.find_next", "Find &Next", find.next, "F3")
        self.add("edit.find_previous", "Find Pre&vious", find.previous, "Shift+F3")
        problems = self.window.problems
        self.add("edit.next_problem", "Next Pro&blem", problems.next, "F8")
        self.add("edit.previous_problem", "Previous Prob&lem", problems.previous, "Shift+F8")
        self.add("edit.fix_problem", "Fi&x Problem…", problems.fix, "Ctrl+.")
        self.line()
        preferences = self.window.preferences
        shelf = preferences.shelf
        self.add("edit.save_preset", "Save as Prese&t…", shelf.save_selection, when=some)
        self.add(
            "edit.reload_own_ops",
            "Reload &Own Ops",
            preferences.reload_own_ops,
            "Ctrl+Shift+R",
        )
        self.add("edit.settings", "&Settings…", lambda: preferences.open(), "Ctrl+,")

    def _has_gradient(self) -> bool:
        return has_gradient(self.document.page, self.document.selected_blocks)

    def _has_result(self) -> bool:
        document = self.document
        ends = ends_to_expect(document.page, document.selected_blocks)
        return any(document.result(end) is not None for end in ends)

    def refresh(self) -> None:
        super().refresh()
        history = self.document.page.history
        for action, verb, label in (
            (self.undo, "&Undo", history.can_undo),
            (self.redo, "&Redo", history.can_redo),
        ):
            action.setEnabled(label is not None)
            action.setText(f"{verb} {label}" if label else verb)
