"""The way to the number that is looked at, with every step on it to go back to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.tracing.trail import Trail

BETWEEN = "›"


class Crumbs(QWidget):
    """A button for each number that was come by, as far as there is room: the first ones go first.
    `chosen` tells which one to go back to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trail")
        self.setAccessibleName("The way here")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 2, 6, 2)
        self._row.setSpacing(1)
        self._steps: list[QWidget] = []
        self._marks: list[QLabel] = []
        self._more = QLabel("…")
        self._trail = Trail()

    @property
    def fields(self) -> list[QWidget]:
        """What Tab comes by, in its order."""
        return self._steps[:-1]

    def minimumSizeHint(self) -> QSize:
        """It can be as narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def show_trail(self, trail: Trail) -> None:
        """Show another way."""
        if trail == self._trail:
            return
        self._trail = trail
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self._more:
                widget.hide()
                widget.deleteLater()
        self._steps, self._marks = [], []
        self._row.addWidget(self._more)
        last = len(trail.cells) - 1
        for step, cell in enumerate(trail.cells):
            one = QLabel(cell.end.block) if step == last else self._button(step)
            one.setToolTip(str(cell) if step == last else f"Back to {cell}")
            if isinstance(one, QLabel):
                one.setProperty("role", "heading")
                one.setContentsMargins(4, 0, 4, 0)
            self._steps.append(one)
            self._row.addWidget(one)
            if step != last:
                self._marks.append(QLabel(BETWEEN))
                self._row.addWidget(self._marks[-1])
        self._row.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _button(self, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(self._trail.cells[step].end.block)
        button.setAutoRaise(True)
        button.setStyleSheet("QToolButton { padding: 1px 4px; }")
        button.clicked.connect(partial(self.chosen.emit, step))
        return button

    def _fit(self) -> None:
        """Show the last steps, as many as find room."""
        room = self.width() - 40
        hidden = 0
        for step in reversed(range(len(self._steps))):
            room -= self._steps[step].sizeHint().width() + 14
            if room < 0 and step < len(self._steps) - 1:
                hidden = step + 1
                break
        for step, one in enumerate(self._steps):
            one.setVisible(step >= hidden)
        for step, mark in enumerate(self._marks):
            mark.setVisible(step >= hidden)
        self._more.setVisible(hidden > 0)
        gone = "\n".join(str(cell) for cell in self._trail.cells[:hidden])
        self._more.setToolTip(gone)
