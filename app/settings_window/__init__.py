"""The settings: a window with a list of pages, a file each.

A page is a widget with a `title`, made by a line in `pages.py`. What the user changes there counts
at once; there is nothing to confirm.
"""

from app.settings_window.window import SettingsWindow

__all__ = ["SettingsWindow"]
