"""A row that says what varies and over which values."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from app import theme
from blocks.page import Page
from blocks.sweeping.axes import TOGETHER
from blocks.sweeping.suggesting import suggestion, targets, together

HELP = (
    "Values with commas between: SAME,VALID or 1,2,3 or [1,2,2,1],[1,3,3,1]; 1..4 is 1,2,3,4. One "
    "number of a vector is for height and width alike, and of a tensor for every place of it."
)


class AxisRow(QWidget):
    """`changed` tells that something else varies, `gone` that the row is not wanted."""

    changed = Signal()
    gone = Signal()

    def __init__(self, page: Page, target: str, number: int) -> None:
        super().__init__()
        self._page = page
        self.target = QComboBox()
        self.target.setEditable(True)
        self.target.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.target.setAccessibleName(f"What varies, {number}")
        self.target.setMinimumWidth(210)
        completer = QCompleter(self.target.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.target.setCompleter(completer)
        self.values = QLineEdit()
        self.values.setAccessibleName(f"Values, {number}")
        self.values.setToolTip(HELP)
        self.values.setPlaceholderText("values, with commas between")
        self.remove = QToolButton()
        self.remove.setText("✕")
        self.remove.setAccessibleName(f"Vary no more, {number}")
        self.remove.setToolTip("Vary this no more")
        self.remove.clicked.connect(self.gone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.target, 1)
        row.addWidget(QLabel("over"))
        row.addWidget(self.values, 2)
        row.addWidget(self.remove)
        self._fill(target)
        self.target.activated.connect(lambda _: self._chosen())
        if (line := self.target.lineEdit()) is not None:
            line.editingFinished.connect(self._chosen)

    @property
    def text(self) -> str:
        """As `blockprop sweep --vary` takes it."""
        return f"{self.target.currentText().strip()}={self.values.text().strip()}"

    @property
    def parts(self) -> list[str]:
        """All that varies here, each by itself."""
        return [part.strip() for part in self.target.currentText().split(TOGETHER)]

    def say_wrong(self, wrong: bool) -> None:
        """Mark the values, or no longer."""
        self.values.setProperty("wrong", wrong)
        theme.restyle(self.values)

    def _fill(self, target: str) -> None:
        every = targets(self._page)
        both = together(self._page, target)
        self.target.addItems([*([target] if target in every else []), *([both] if both else [])])
        self.target.addItems([one for one in every if one != target])
        self.target.setCurrentText(target)
        self._last = target
        self.values.setText(suggestion(self._page, target))

    def _chosen(self) -> None:
        target = self.target.currentText().strip()
        if target == self._last:
            return
        self._last = target
        if found := suggestion(self._page, target):
            self.values.setText(found)
        self.changed.emit()
