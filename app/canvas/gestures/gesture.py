"""The contract of a gesture, and what it hears of the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QPointF, Qt

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

FAR_ENOUGH = 4
"""A press that moves so many pixels is a drag, not a click."""


@dataclass(frozen=True, slots=True)
class Mouse:
    """One mouse event: where it is in the viewport, on the page and on the screen, and what is
    held meanwhile."""

    at: QPoint
    on_page: QPointF
    on_screen: QPoint
    button: Qt.MouseButton
    held: Qt.KeyboardModifier
    space: bool

    @property
    def is_left(self) -> bool:
        """Whether the left button was pressed, with nothing held that pans."""
        return self.button == Qt.MouseButton.LeftButton and not self.space

    @property
    def adds(self) -> bool:
        """Whether Shift or Ctrl is held: what is clicked is added to the selection."""
        return bool(
            self.held & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )

    @property
    def ctrl(self) -> bool:
        """Whether Ctrl is held."""
        return bool(self.held & Qt.KeyboardModifier.ControlModifier)

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.held & Qt.KeyboardModifier.ShiftModifier)

    @property
    def alt(self) -> bool:
        """Whether Alt is held."""
        return bool(self.held & Qt.KeyboardModifier.AltModifier)

    def is_far_from(self, other: Mouse) -> bool:
        """Whether the mouse has been dragged, and has not only trembled."""
        return (self.at - other.at).manhattanLength() >= FAR_ENOUGH


class Gesture:
    """Something that is done with the mouse. One is made for each canvas and used again and again.

    `takes` decides by the press alone; then come `press`, any number of `move`, and at the end
    either `release` or `cancel`. Nothing reaches the page before `release`, and then as one edit;
    `cancel` leaves everything as it was before the press. A gesture that finds out in a `move`
    that another one is meant hands over to it with `canvas.hand.begin`.
    """

    cursor: ClassVar[Qt.CursorShape | None] = None
    """The mouse looks like this meanwhile."""

    outlives_edits: ClassVar[bool] = False
    """Whether it goes on when the page is edited from elsewhere; else that cancels it."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.view = canvas.view

    def takes(self, mouse: Mouse) -> bool:
        """Whether this press is mine."""
        return False

    def double_click(self, mouse: Mouse) -> bool:
        """Do what a double-click here is for. Returns whether it is for anything of mine; if it
        is nobody's, it counts as a press."""
        return False

    def press(self, mouse: Mouse) -> None:
        """The press that was taken."""

    def move(self, mouse: Mouse) -> None:
        """The mouse has moved with the button down."""

    def release(self, mouse: Mouse) -> None:
        """The button was let go: make the edit."""

    def cancel(self) -> None:
        """Put everything back."""
