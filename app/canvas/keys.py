"""The canvas's keys, in one table. Menus may show the same keys; these work without menus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

KEYS: Mapping[str, str] = {
    "F": "frame",
    "Home": "frame_all",
    "Del": "delete",
    "Backspace": "delete",
    "Ctrl+C": "copy",
    "Ctrl+X": "cut",
    "Ctrl+V": "paste",
    "Ctrl+D": "duplicate",
    "Ctrl+A": "select_all",
    "Ctrl+Z": "undo",
    "Ctrl+Shift+Z": "redo",
    "Ctrl+Y": "redo",
    "Ctrl+0": "zoom_reset",
    "Ctrl++": "zoom_in",
    "Ctrl+=": "zoom_in",
    "Ctrl+-": "zoom_out",
    "Esc": "cancel",
    "Tab": "ask_for_palette",
}
"""A key and the method of Canvas that it calls."""

_BY_SEQUENCE = {QKeySequence(key): method for key, method in KEYS.items()}

_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_NUDGE, _SMALL_NUDGE = 10.0, 1.0


def press(canvas: Canvas, event: QKeyEvent) -> bool:
    """Do what a key is for. Returns whether it is for anything."""
    if (step := arrow(event)) is not None:
        small = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        canvas.nudge(step * (_SMALL_NUDGE if small else _NUDGE))
        return True
    method = _BY_SEQUENCE.get(QKeySequence(event.keyCombination()))
    if method is None:
        return False
    getattr(canvas, method)()
    return True


def arrow(event: QKeyEvent) -> QPointF | None:
    """The direction of an arrow key, alone or with Shift."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    )
    return None if held else _ARROWS.get(Qt.Key(event.key()))
