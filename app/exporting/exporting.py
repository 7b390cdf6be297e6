"""What the menu offers: the page, or its selected blocks, as Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.asking import Ask

if TYPE_CHECKING:
    from app.exporting.dialog import PythonDialog
    from app.window.main_window import MainWindow


class Exporting(QObject):
    """Remembers which library was wanted last."""

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        super().__init__(window)
        self._window = window
        self._ask = ask
        self._flavour = "numpy"

    def open(self) -> PythonDialog:
        """Show the page as Python, to be copied or saved."""
        from app.exporting.dialog import PythonDialog  # the editor starts without it

        files = self._window.files
        name = Path(files.name).name.removesuffix(".page.json") or "page"
        stem = "".join(letter if letter.isalnum() else "_" for letter in name)
        suggested = files.folder / f"{stem}.py"
        made = PythonDialog(
            self._window.document, suggested, self._flavour, self._ask, self._window
        )
        made.chosen.connect(self._remember)
        made.show()
        return made

    def _remember(self, flavour: str) -> None:
        self._flavour = flavour
