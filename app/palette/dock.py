"""The palette at the side of the window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from app.palette.chooser import Chooser


class PaletteDock(QDockWidget):
    """The list of ops. `chosen` tells the name of an op to add; one can be dragged out, too."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Palette", parent)
        self.setObjectName("palette")
        self.chooser = Chooser()
        self.chooser.chosen.connect(self.chosen)
        self.setWidget(self.chooser)
