"""The canvas's keys, in one table. The menus show the same; these work without menus, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.document import Document
from app.keys.arrows import arrow_step
from app.keys.key_map import PORTABLE

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_NUDGE, _SMALL_NUDGE = 10.0, 1.0


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the canvas does, under the id by which its keys are changed."""

    id: str
    words: str
    keys: tuple[str, ...]
    do: Callable[[Canvas], object]


def _of_document(do: Callable[[Document], object]) -> Callable[[Canvas], object]:
    return lambda canvas: do(canvas.document)


def _zoom(factor: float) -> Callable[[Canvas], object]:
    return lambda canvas: canvas.view.navigation.zoom_by(factor)


def _life_size(canvas: Canvas) -> None:
    navigation = canvas.view.navigation
    navigation.zoom_by(1.0 / navigation.zoom)


COMMANDS: Mapping[str, Command] = {
    one.id: one
    for one in (
        Command("edit.undo", "&Undo", ("Ctrl+Z",), _of_document(Document.undo)),
        Command("edit.redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), _of_document(Document.redo)),
        Command(
            "edit.cut", "Cu&t", ("Ctrl+X",), _of_document(lambda document: document.clipboard.cut())
        ),
        Command(
            "edit.copy",
            "&Copy",
            ("Ctrl+C",),
            _of_document(lambda document: document.clipboard.copy()),
        ),
        Command("edit.paste", "&Paste", ("Ctrl+V",), lambda canvas: canvas.paste()),
        Command("edit.duplicate", "D&uplicate", ("Ctrl+D",), lambda canvas: canvas.duplicate()),
        Command("edit.delete", "&Delete", ("Del", "Backspace"), lambda canvas: canvas.delete()),
        Command(
            "edit.lift_out",
            "&Lift Out",
            ("Ctrl+Shift+X",),
            lambda canvas: canvas.editing.lift_out(),
        ),
        Command(
            "edit.delete_and_join",
            "Delete and &Join",
            ("Ctrl+Del",),
            lambda canvas: canvas.editing.lift_out(delete=True),
        ),
        Command("edit.replace", "&Replace by…", ("R",), lambda canvas: canvas.ask_for_other_op()),
        Command(
            "edit.gradient", "&Gradient Of", ("G",), lambda canvas: canvas.editing.add_gradients()
        ),
        Command(
            "edit.gradient_checked",
            "Gradient Of, Chec&ked",
            ("Shift+G",),
            lambda canvas: canvas.editing.add_gradients(checked=True),
        ),
        Command(
            "edit.expect",
            "E&xpect This Result",
            ("E",),
            lambda canvas: canvas.editing.expect_results(),
        ),
        Command("edit.group", "&Group", ("Ctrl+G",), lambda canvas: canvas.editing.group()),
        Command(
            "edit.ungroup", "&Ungroup", ("Ctrl+Shift+G",), lambda canvas: canvas.editing.ungroup()
        ),
        Command("edit.open", "&Open", ("Return", "Enter"), lambda canvas: canvas.open_chosen()),
        Command(
            "view.leave_group",
            "&Leave Group",
            ("Alt+Up",),
            lambda canvas: canvas.editing.leave_group(),
        ),
        Command("arrange.frame", "Add &Frame", ("C",), lambda canvas: canvas.editing.add_frame()),
        Command(
            "arrange.tags", "Wires as &Tags", ("T",), lambda canvas: canvas.editing.change_tags()
        ),
        Command("edit.select_all", "Select &All", ("Ctrl+A",), lambda canvas: canvas.select_all()),
        Command("edit.add_block", "Add &Block…", ("Tab",), lambda canvas: canvas.ask_for_palette()),
        Command("view.frame_page", "Zoom to &Page", ("Home",), lambda canvas: canvas.frame_all()),
        Command(
            "view.frame_selection", "Zoom to &Selection", ("F",), lambda canvas: canvas.frame()
        ),
        Command("view.zoom_in", "Zoom &In", ("Ctrl++", "Ctrl+="), _zoom(1.25)),
        Command("view.zoom_out", "Zoom &Out", ("Ctrl+-",), _zoom(0.8)),
        Command("view.life_size", "&Life Size", ("Ctrl+0",), _life_size),
    )
}
"""All of it. The menus show these, and take their words and keys from here."""


def press(canvas: Canvas, event: QKeyEvent) -> bool:
    """Do what a key is for. Returns whether it is for anything."""
    if (step := arrow(event)) is not None:
        small = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        canvas.editing.nudge(step * (_SMALL_NUDGE if small else _NUDGE))
        return True
    pressed = QKeySequence(event.keyCombination()).toString(PORTABLE)
    if pressed == "Esc":
        canvas.cancel()
        return True
    for command in COMMANDS.values():
        if pressed in canvas.key_map.keys(command.id, command.keys):
            command.do(canvas)
            return True
    return False


def arrow(event: QKeyEvent) -> QPointF | None:
    """The direction of an arrow key, alone or with Shift."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
    )
    step = None if held else arrow_step(event.key())
    return None if step is None else QPointF(step[1], step[0])
