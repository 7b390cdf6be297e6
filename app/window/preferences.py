"""What the user has set up: the window of the settings, own ops and presets as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.asking import Ask
from app.own_ops import OwnOpsLoader
from app.presets import Shelf
from app.presets.menu import offer_menu
from app.settings_window import SettingsWindow
from app.settings_window.own_ops_page import OwnOpsPage
from app.settings_window.pages import make_pages

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Preferences:
    """Opens the settings at a page, and has own ops loaded before the first page is shown."""

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        self._window = window
        self._open: SettingsWindow | None = None
        self.ask = ask
        self.own_ops = OwnOpsLoader(window.settings, window)
        self.own_ops.changed.connect(self._tell)
        self.shelf = Shelf(window, window.settings, ask)
        self.shelf.changed.connect(self._offer_presets)
        window.canvas.preset_requested.connect(self.shelf.insert)
        offer_menu(window.palette_dock.chooser.list, self.shelf)
        self._offer_presets()
        window.problems.own_ops_requested.connect(lambda: self.open(OwnOpsPage.title))
        if self.own_ops.is_on:
            self.own_ops.reload()

    def open(self, title: str = "") -> SettingsWindow:
        """Open the settings, at a page if one is named."""
        if self._open is None:
            self._open = SettingsWindow(make_pages(self._window), self._window)
            self._open.finished.connect(self._forget)
        if title:
            self._open.show_page(title)
        self._open.show()
        self._open.raise_()
        self._open.activateWindow()
        return self._open

    def reload_own_ops(self) -> None:
        """Load the files of own ops again that have changed, and say what came of it."""
        self.own_ops.reload()
        count = sum(len(file.ops) for file in self.own_ops.files)
        self._window.document.message.emit(
            f"{count} own {'op' if count == 1 else 'ops'} loaded"
            + ("; see the problems" if self.own_ops.faults else "")
        )

    def close(self) -> None:
        """The window closes."""
        if self._open is not None:
            self._open.close()
        self.own_ops.stop()

    def _offer_presets(self) -> None:
        self._window.palette_dock.chooser.offer_presets(self.shelf.presets)

    def _tell(self) -> None:
        self._window.problems.show_own_ops(self.own_ops.faults)

    def _forget(self, _: int = 0) -> None:
        self._open = None
        if self._window.isVisible():
            self._window.activateWindow()  # not everywhere do the keys come back by themselves
