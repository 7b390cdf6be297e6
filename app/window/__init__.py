"""The main window: menus, files, docks, problems, runs."""

from app.window.main_window import MainWindow

__all__ = ["MainWindow"]
