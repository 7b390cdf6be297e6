"""The top of the result view: which output, how it stands, its figures, copy and save."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.results.elided import ElidedLabel
from app.results.shown import STATES, Shown
from app.theme import restyle
from blocks.durations import seconds_text
from blocks.page import End
from blocks.viewing.figures import Figures

ROLES = {"fresh": "good", "failed": "error", "stale": "warning", "broken": "error"}


class Heading(QWidget):
    """`chosen` tells that the user picked another output; `saved` that it shall be saved."""

    chosen = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures: Figures | None = None
        self.title, self.name = QLabel(), ElidedLabel()
        self.title.setObjectName("result heading")
        self.title.setProperty("role", "heading")
        self.known, self.state, self.line = QLabel(), QLabel(), QLabel()
        self.state.setObjectName("result state")
        self.line.setObjectName("figures")
        self.line.setWordWrap(True)
        self.line.setTextInteractionFlags(self.line.textInteractionFlags().TextSelectableByMouse)
        for label in (self.name, self.known, self.line):
            label.setProperty("role", "dim")
        self.picker = QComboBox()
        self.picker.setObjectName("outputs")
        self.picker.setAccessibleName("Output")
        self.picker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.picker.activated.connect(lambda _: self.chosen.emit())
        self.copy_button, self.save_button = QToolButton(), QToolButton()
        self.copy_button.setText("Copy ▾")
        self.copy_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.copy_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save_button.setText("Save…")
        self.save_button.clicked.connect(self.saved)
        self._buttons = first = QHBoxLayout()
        second = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.title)
        for widget in (self.picker, self.name):
            first.addWidget(widget, 1)
        for button in (self.copy_button, self.save_button):
            first.addWidget(button)
        second.setSpacing(10)
        second.addWidget(self.known)
        second.addWidget(self.state, 1)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(10, 6, 8, 4)
        lay.setSpacing(2)
        lay.addLayout(first)
        lay.addLayout(second)
        lay.addWidget(self.line)
        self.set_ends(())

    def add_button(self, button: QToolButton) -> None:
        """Something more that can be done with what is shown."""
        self._buttons.addWidget(button)

    def set_copy_menu(self, menu: QMenu) -> None:
        """What can be copied."""
        self.copy_button.setMenu(menu)

    @property
    def end(self) -> End | None:
        """The output picked."""
        end: End | None = self.picker.currentData()
        return end

    def set_ends(self, ends: tuple[End, ...]) -> None:
        """Offer these outputs; the one picked stays if it is among them."""
        there = tuple(self.picker.itemData(at) for at in range(self.picker.count()))
        if there != ends:
            before = self.end
            self.picker.clear()
            for end in ends:
                self.picker.addItem(str(end), end)
            if before in ends:
                self.picker.setCurrentIndex(ends.index(before))
        self.picker.setVisible(len(ends) > 1)
        for label in (self.title, self.name):
            label.setVisible(len(ends) <= 1)

    def show_words(self, shown: Shown | None, figures: str) -> None:
        """Say which result is shown and how it stands."""
        self.title.setText(shown.title if shown else "Result")
        name = shown.full_name if shown else ""
        self.name.show_text(name.rpartition("/")[2], name)
        self.known.setText(str(shown.known) if shown else "")
        self.line.setText(_unbroken(figures))
        self.line.setVisible(bool(figures))
        self.state.setText(_state_words(shown) if shown else "")
        self.state.setProperty("role", ROLES.get(shown.state if shown else "", "dim"))
        restyle(self.state)
        has_values = shown is not None and shown.array is not None
        self.copy_button.setEnabled(has_values)
        self.save_button.setEnabled(has_values)


def _unbroken(figures: str) -> str:
    """Broken into lines between figures only, never between a number and what it counts."""
    fixed = (one.replace(" ", "\N{NO-BREAK SPACE}") for one in figures.split(" · "))
    return "\N{NO-BREAK SPACE}· ".join(fixed)


def _state_words(shown: Shown) -> str:
    words = STATES[shown.state]
    return f"{words} · {seconds_text(shown.seconds)}" if shown.seconds is not None else words
