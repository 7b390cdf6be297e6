"""The Help menu."""

from __future__ import annotations

from app.keys.page import KeysPage
from app.window.help import show_about, show_keys
from app.window.menus.menu import Menu


class HelpMenu(Menu):
    """What the op of a block does, what the keys are, and what blockprop is."""

    title = "&Help"

    def fill(self) -> None:
        window = self.window
        self.add("help.start", "&Start Page and Lessons…", window.starting.open)
        self.add("help.op", "&Help on the Block", window.helping.show, "F1")
        self.line()
        self.add("help.keys", "&Keys", lambda: show_keys(window, self.actions), "Ctrl+F1")
        self.add(
            "help.change_keys", "&Change Keys…", lambda: window.preferences.open(KeysPage.title)
        )
        self.line()
        self.add("help.about", "&About blockprop", lambda: show_about(window))
