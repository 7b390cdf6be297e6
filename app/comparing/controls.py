"""What is compared, and how it is shown."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.comparing.sides import Side
from blocks.evaluation import every_output
from blocks.page import Page

SIDE_BY_SIDE, FLIP, DIFFERENCE = "side by side", "flip", "difference"

WAYS = {
    SIDE_BY_SIDE: ("Side by Side", "Both beside one another, in one scale of colours"),
    FLIP: ("Flip", "Both in one place, in turns: press again to see the other"),
    DIFFERENCE: ("Difference", "A minus B, with 0 in the middle of the colours"),
}


class Controls(QWidget):
    """Two choices of outputs, and of a way to show them. `sides_changed` tells that the user chose
    another output; `way_changed` carries the way, also where it is pressed again."""

    sides_changed = Signal()
    way_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.one, self.other = self._choice("A"), self._choice("B")
        self.swap = QToolButton()
        self.swap.setText("⇅")
        self.swap.setAccessibleName("Swap A and B")
        self.swap.setToolTip("Swap A and B")
        self.swap.clicked.connect(self._swap)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 2)
        grid.setSpacing(4)
        for row, (letter, field) in enumerate((("A", self.one), ("B", self.other))):
            label = QLabel(letter)
            label.setProperty("role", "heading")
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.swap, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)
        self._ways = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        line = QHBoxLayout()
        for way, (words, tip) in WAYS.items():
            button = QToolButton()
            button.setText(words)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, way=way: self.way_changed.emit(way))
            self._ways.addButton(button)
            self.buttons[way] = button
            line.addWidget(button)
        line.addStretch(1)
        grid.addLayout(line, 2, 0, 1, 3)
        self.buttons[SIDE_BY_SIDE].setChecked(True)

    @property
    def sides(self) -> tuple[Side, Side] | None:
        """What is chosen; None while nothing is."""
        one, other = self.one.currentData(), self.other.currentData()
        return None if one is None or other is None else (one, other)

    @property
    def way(self) -> str:
        """How it is shown."""
        return next(way for way, button in self.buttons.items() if button.isChecked())

    def choose(self, one: Side, other: Side) -> None:
        """Compare these from now on, without telling anybody."""
        for field, side in ((self.one, one), (self.other, other)):
            with QSignalBlocker(field):
                if (at := self._index(field, side)) < 0:
                    field.addItem(str(side), side)
                    at = field.count() - 1
                field.setCurrentIndex(at)

    def offer(self, page: Page) -> None:
        """Offer every output of a page, and for each what it was before. What is chosen stays."""
        ends = every_output(page)
        now = [Side(end) for end in ends]
        wanted = now + [Side(end, is_before=True) for end in ends]
        for field in (self.one, self.other):
            if [field.itemData(at) for at in range(field.count())] == wanted:
                continue
            chosen: Side | None = field.currentData()
            with QSignalBlocker(field):
                field.clear()
                for side in wanted:
                    field.addItem(str(side), side)
                field.setCurrentIndex(-1 if chosen is None else self._index(field, chosen))

    def allow_difference(self, allowed: bool) -> None:
        """Say whether the two can be subtracted."""
        button = self.buttons[DIFFERENCE]
        button.setEnabled(allowed)
        if not allowed and button.isChecked():
            self.buttons[SIDE_BY_SIDE].setChecked(True)

    def _index(self, field: QComboBox, side: Side) -> int:
        return next((at for at in range(field.count()) if field.itemData(at) == side), -1)

    def _choice(self, letter: str) -> QComboBox:
        field = QComboBox()
        field.setObjectName(f"side {letter}")
        field.setAccessibleName(f"{letter}: the {'first' if letter == 'A' else 'second'} result")
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.activated.connect(lambda _: self.sides_changed.emit())
        return field

    def _swap(self) -> None:
        sides = self.sides
        if sides is not None:
            self.choose(sides[1], sides[0])
            self.sides_changed.emit()
