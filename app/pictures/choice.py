"""One of a few, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

V = TypeVar("V")


class Choice(QWidget, Generic[V]):
    """Radio buttons, one for each value, named by its words."""

    def __init__(self, options: Mapping[V, str], chosen: V) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self._buttons = {value: QRadioButton(words) for value, words in options.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for value, button in self._buttons.items():
            button.setChecked(value == chosen)
            self.group.addButton(button)
            row.addWidget(button)
        row.addStretch()

    @property
    def value(self) -> V:
        """What is chosen."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def button(self, value: V) -> QRadioButton:
        """The button of one of them."""
        return self._buttons[value]
