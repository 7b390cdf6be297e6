"""The canvas's keys, in one table. Menus may show the same keys; these work without menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

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
    pressed = QKeySequence(event.keyCombination())
    for keys, do in _table(canvas).items():
        if QKeySequence(keys) == pressed:
            do()
            return True
    return False


def _table(canvas: Canvas) -> Mapping[str, Callable[[], object]]:
    document, navigation = canvas.document, canvas.view.navigation
    return {
        "F": canvas.frame,
        "Home": canvas.frame_all,
        "Del": canvas.delete,
        "Backspace": canvas.delete,
        "Ctrl+C": document.copy,
        "Ctrl+X": document.cut,
        "Ctrl+V": canvas.paste,
        "Ctrl+D": canvas.duplicate,
        "Ctrl+A": canvas.select_all,
        "Ctrl+Z": document.undo,
        "Ctrl+Shift+Z": document.redo,
        "Ctrl+Y": document.redo,
        "Ctrl+0": lambda: navigation.zoom_by(1.0 / navigation.zoom),
        "Ctrl++": lambda: navigation.zoom_by(1.25),
        "Ctrl+=": lambda: navigation.zoom_by(1.25),
        "Ctrl+-": lambda: navigation.zoom_by(0.8),
        "Esc": canvas.cancel,
        "Tab": canvas.ask_for_palette,
    }


def arrow(event: QKeyEvent) -> QPointF | None:
    """The direction of an arrow key, alone or with Shift."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    )
    return None if held else _ARROWS.get(Qt.Key(event.key()))
