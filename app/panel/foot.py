"""What is wrong with the block and what would mend it, below its fields, where it moves none as it
comes and goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from app.fixing.fix_list import FixList
from app.panel.text import line, say
from blocks.fixing import Fix

_BUTTONS = 2
"""So many fixes have buttons; the others are in a menu."""

_SIDE, _UNBOUND = 12, 16_777_215
"""The margins on the left and right; Qt's largest height."""

MOST = 2
"""The foot takes at most one part in so many of the panel's height."""


class Foot(QFrame):
    """A strip at the lower edge of a scroll area, outside of what scrolls."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setObjectName("foot")
        self.problems = line("", "error", "problems")
        self.problems.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(_SIDE, 6, _SIDE, 6)
        self.fixes = FixList(_BUTTONS)
        self.none = line("No fix is known.", "dim", "no fix")
        lay.addWidget(self.problems)
        lay.addWidget(self.fixes)
        lay.addWidget(self.none)
        self.hide()

    def say(
        self, reasons: list[str], fixes: Sequence[Fix] = (), *, needs_fix: bool = False
    ) -> None:
        """Show these reasons and what would mend the first; without any, no foot. That nothing
        would is said of what needs a fix."""
        self.fixes.put("Fixes", fixes)
        self.none.setVisible(needs_fix and not fixes)
        text = "\n".join(f"\u2022 {one}" for one in reasons)
        say(self.problems, text)
        self.problems.setToolTip(text)
        self.setVisible(bool(text))

    def height_in(self, width: int, height: int) -> int:
        """How much of a panel of that size it takes; 0 if there is nothing to say. Where that is
        more than it may take, the end of the text is cut off, and not a button."""
        if self.isHidden():
            return 0
        self.problems.setMaximumHeight(_UNBOUND)
        wanted, room = self.heightForWidth(width), height // MOST
        if wanted > room:
            text = self.problems.heightForWidth(width - 2 * _SIDE)
            row = self.problems.fontMetrics().lineSpacing()
            rows = (text - (wanted - room)) // row
            self.problems.setMaximumHeight(row * max(1, rows))
        return min(wanted, room)
