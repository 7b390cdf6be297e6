"""The sweeps that the window has open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from blocks.sweeping.suggesting import first_target, targets

if TYPE_CHECKING:
    from app.sweeping.window import SweepWindow
    from app.window.main_window import MainWindow


class Sweeping(QObject):
    """Opens the windows of sweeps, and closes them with their page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._open: list[SweepWindow] = []
        window.pages.changed.connect(self._tidy)
        window.pages.shown.connect(lambda _: self._tidy())

    def open_selected(self) -> None:
        """A sweep of the selected block, of the first that can vary where none is selected."""
        page, chosen = self._window.document.page, self._window.document.selected_blocks
        found = (first_target(page, id) for id in chosen)
        target = next((one for one in found if one is not None), None)
        target = target or next(iter(targets(page)), None)
        if target is None:
            self._window.document.message.emit("Nothing on this page can vary")
        else:
            self.open(target)

    def open(self, target: str) -> SweepWindow:
        """A sweep of an attribute, as `dx.padding`, or of a variable."""
        from app.sweeping.window import SweepWindow  # the editor starts without it

        made = SweepWindow(self._window.document, target, self._window)
        self._open.append(made)
        made.closed.connect(lambda: self._open.remove(made))
        made.show()
        made.raise_()
        made.activateWindow()
        return made

    def close_all(self) -> None:
        """Close all of them, with the window."""
        for one in tuple(self._open):
            one.close()

    def _tidy(self) -> None:
        """A page may have been closed."""
        for one in tuple(self._open):
            if one.document not in self._window.pages.documents:
                one.close()
