"""The start page over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.start import StartPage
    from app.window.main_window import MainWindow


class Starting:
    """Opens the start page, and does what is chosen there."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._open: StartPage | None = None

    def open(self) -> None:
        """Show the start page, once."""
        # Here, for most windows are opened with a page and never show it.
        from app.start import StartPage

        if self._open is None:
            window = self._window
            self._open = StartPage(window.settings, window)
            self._open.finished.connect(self._forget)
            self._open.chosen.connect(window.files.open)
            self._open.new_wanted.connect(window.files.new)
            self._open.open_wanted.connect(window.files.ask_and_open)
        self._open.show()
        self._open.raise_()
        self._open.activateWindow()

    def open_at_start(self) -> None:
        """Show it to whoever has opened blockprop without a page, unless they have had enough."""
        if self._window.settings.start_page:
            self.open()

    def _forget(self, _: int = 0) -> None:
        self._open = None
        if self._window.isVisible():
            self._window.activateWindow()
