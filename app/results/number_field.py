"""A field for a number that always has one."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale
from PySide6.QtGui import QDoubleValidator, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

WIDTH = 84


class NumberField(QLineEdit):
    """What is no number yet counts for nothing: `value` is the last one, and it comes back when the
    field is left."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(WIDTH)
        validator = QDoubleValidator(self)
        validator.setLocale(QLocale.c())  # a point before the fraction, as in all of blockprop
        self.setValidator(validator)
        self._value = 0.0
        self.textChanged.connect(lambda _: self._read())

    @property
    def value(self) -> float:
        """The number."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show another number."""
        self.setText(f"{value:.9g}")
        self.setCursorPosition(0)
        self._value = value

    def _read(self) -> None:
        if self.hasAcceptableInput() and math.isfinite(value := float(self.text())):
            self._value = value

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self.hasAcceptableInput():
            self.show_value(self._value)
        super().focusOutEvent(event)
