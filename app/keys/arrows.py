"""The arrow keys, for all that goes from cell to cell or place to place by them."""

from __future__ import annotations

from PySide6.QtCore import Qt

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def arrow_step(key: int) -> tuple[int, int] | None:
    """How far an arrow key goes down and across; None for any other key."""
    return _STEPS.get(Qt.Key(key))
