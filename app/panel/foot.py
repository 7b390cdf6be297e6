"""What is wrong with the block, below its fields, where it moves none as it comes and goes."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from app.panel.text import line, say

MOST = 3
"""The foot takes at most one part in so many of the panel's height."""


class Foot(QFrame):
    """A strip at the lower edge of a scroll area, outside of what scrolls."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setObjectName("foot")
        self.problems = line("", "error", "problems")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 6, 12, 6)
        lay.addWidget(self.problems)
        self.hide()

    def say(self, reasons: list[str]) -> None:
        """Show these reasons; without any, no foot."""
        text = "\n".join(f"\u2022 {one}" for one in reasons)
        say(self.problems, text)
        self.problems.setToolTip(text)
        self.setVisible(bool(text))

    def height_in(self, width: int, height: int) -> int:
        """How much of a panel of that size it takes; 0 if there is nothing to say."""
        return min(self.heightForWidth(width), height // MOST) if not self.isHidden() else 0
