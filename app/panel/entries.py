"""The small editors that fields are made of."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.theme import restyle
from app.wheel import WheelSteps

SETTLED = 400
"""Milliseconds without another step after which stepping with the keys or the wheel counts."""


class Entry(QLineEdit):
    """A line to type into. `typed` tells of each change, `settled` when the user is done with it.

    Escape gives back what was there before.
    """

    typed = Signal()
    settled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown = ""
        self.textEdited.connect(self._type)
        self.editingFinished.connect(self._settle)

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that has not been taken over."""
        return self.text() != self._shown

    def put(self, text: str) -> None:
        """Show a text as the one that is there."""
        self._shown = text
        if text != self.text():
            with QSignalBlocker(self):
                self.setText(text)
            self.setCursorPosition(0)

    def mark(self, wrong: bool) -> None:
        """Show whether what stands here can be taken."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            restyle(self)

    def show_formula(self, is_formula: bool) -> None:
        """Show whether a formula stands here."""
        if bool(self.property("formula")) != is_formula:
            self.setProperty("formula", is_formula)
            restyle(self)

    def revert(self) -> None:
        """Back to what is there."""
        self.put(self._shown)
        self.typed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_pending:
            self.revert()
            self.selectAll()
            return
        super().keyPressEvent(event)

    def _type(self) -> None:
        self.typed.emit()

    def _settle(self) -> None:
        if self.is_pending:
            self.settled.emit()


class NumberEntry(WheelSteps, Entry):
    """A whole number or a formula. Up and Down, and the wheel while it has the focus, step it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setMinimumWidth(34)
        self._steps = QTimer(self)
        self._steps.setSingleShot(True)
        self._steps.setInterval(SETTLED)
        self._steps.timeout.connect(self._settle)

    def step(self, by: int) -> None:
        """Count up or down, if there is a number."""
        try:
            number = int(self.text() or self.placeholderText() or 0)
        except ValueError:
            return
        self.setText(str(number + by))
        self._steps.start()
        self.typed.emit()

    def put(self, text: str) -> None:
        self._steps.stop()
        super().put(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.step(1 if turned > 0 else -1)
            event.accept()
        else:
            event.ignore()


class Choice(QComboBox):
    """A few words to choose from. `chosen` tells what the user has picked."""

    chosen = Signal(str)

    def __init__(self, name: str, options: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.addItems(options)
        self.activated.connect(lambda at: self.chosen.emit(self.itemText(at)))

    def offer(self, options: tuple[str, ...]) -> None:
        """Have other words to choose from."""
        if options != tuple(self.itemText(at) for at in range(self.count())):
            with QSignalBlocker(self):
                self.clear()
                self.addItems(options)

    def put(self, text: str | None) -> None:
        """Show a choice; None shows that none is made."""
        with QSignalBlocker(self):
            self.setCurrentIndex(-1 if text is None else self.findText(text))
