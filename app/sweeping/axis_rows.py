"""What varies in a sweep: a row for each, one to three of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.sweeping.axis_row import AxisRow
from blocks.errors import BlockpropError
from blocks.page import Page
from blocks.sweeping import Axis, read_axes
from blocks.sweeping.axes import TOGETHER
from blocks.sweeping.suggesting import outputs, targets, together

MOST = 3


class AxisRows(QWidget):
    """The rows, and in `more` the button for another one, which the window places. `changed` tells
    that something else varies."""

    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.rows: list[AxisRow] = []
        self.more = QPushButton("&Also Vary…")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._another)
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(6)

    def begin(self, target: str) -> None:
        """Have the first row, once all is in its window, where Tab goes from one to the other."""
        self._add(target)
        self.rows[0].values.setFocus()
        self.rows[0].values.selectAll()

    def read(self) -> tuple[Axis, ...]:
        """The axes as they are typed. Raises what `read_axes` raises, and marks the row."""
        for row in self.rows:
            row.say_wrong(False)
        for row in self.rows:
            try:
                read_axes(self._page, [row.text])
            except BlockpropError:
                row.say_wrong(True)
                raise
        return read_axes(self._page, [row.text for row in self.rows])

    def outputs(self) -> list[str]:
        """The outputs that depend on what varies."""
        parts = [part for row in self.rows for part in row.parts]
        has_variable = any(part in self._page.variables for part in parts)
        return outputs(self._page, [] if has_variable else [one.partition(".")[0] for one in parts])

    def together(self) -> list[str]:
        """What might have been meant: the same attribute of a convolution and its gradients."""
        texts = [row.target.currentText() for row in self.rows]
        found = (together(self._page, one) for one in texts if TOGETHER not in one)
        return [one for one in found if one is not None]

    def _add(self, target: str) -> None:
        row = AxisRow(self._page, target, len(self.rows) + 1)
        row.changed.connect(self.changed)
        row.gone.connect(lambda: self._remove(row))
        before = self.rows[-1].remove if self.rows else None
        self.rows.append(row)
        self._lay.addWidget(row)
        for first, then in (
            *([(before, row.target)] if before is not None else []),
            (row.target, row.values),
            (row.values, row.remove),
            (row.remove, self.more),
        ):
            QWidget.setTabOrder(first, then)
        self._count()

    def _another(self) -> None:
        used = {part for row in self.rows for part in row.parts}
        blocks = {one.partition(".")[0] for one in used}
        free = [one for one in targets(self._page) if one not in used]
        near = [one for one in free if one.partition(".")[0] in blocks]
        if free:
            self._add((near or free)[0])
            self.rows[-1].target.setFocus()

    def _remove(self, row: AxisRow) -> None:
        self.rows.remove(row)
        self._lay.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.rows[-1].values.setFocus()
        self._count()

    def _count(self) -> None:
        for row in self.rows:
            row.remove.setEnabled(len(self.rows) > 1)
        self.more.setEnabled(len(self.rows) < MOST)
        self.changed.emit()
