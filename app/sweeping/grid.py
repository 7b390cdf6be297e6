"""The grid of a sweep: the last axis across, the others down."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from app.sweeping.cell_picture import Shown, common_scale, own_scale, shown
from app.sweeping.delegate import CELL, SCALE, SHOWN, CellDelegate
from blocks.page import Page
from blocks.sweeping import Axis, Cell


class Grid(QTableWidget):
    """Cells as they come. `chosen` tells the one that is selected, or None."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._axes: tuple[Axis, ...] = ()
        self._cells: dict[tuple[int, int], Cell] = {}
        self._same_colours = True
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("Results of the sweep")
        self.horizontalHeader().setDefaultSectionSize(CELL.width())
        self.verticalHeader().setDefaultSectionSize(CELL.height())
        self.currentCellChanged.connect(lambda *_: self.chosen.emit(self.current))

    @property
    def current(self) -> Cell | None:
        """The cell that is selected, once it is finished."""
        return self._cells.get((self.currentRow(), self.currentColumn()))

    def begin(self, axes: tuple[Axis, ...]) -> None:
        """Have an empty grid for axes."""
        self._axes, self._cells = axes, {}
        self.clear()
        *down, across = axes
        rows = math.prod(map(len, down))
        self.setColumnCount(len(across))
        self.setRowCount(rows)
        self.setHorizontalHeaderLabels(list(across.labels))
        self.setVerticalHeaderLabels([self._row_name(row) for row in range(rows)])
        self.verticalHeader().setVisible(bool(down))

    def add(self, page: Page, cells: Iterable[Cell], name: str) -> None:
        """Show more cells."""
        for cell in cells:
            row, column = self._place(cell)
            self._cells[row, column] = cell
            self._put(row, column, shown(page, cell, name))
        self._colour()
        self.chosen.emit(self.current)

    def show_output(self, page: Page, name: str) -> None:
        """Show another output of the cells that are there."""
        self.add(page, tuple(self._cells.values()), name)

    def use_same_colours(self, same: bool) -> None:
        """Whether one colour is one number in all cells."""
        self._same_colours = same
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _put(self, row: int, column: int, cell: Shown) -> None:
        item = QTableWidgetItem()
        item.setData(SHOWN, cell)
        words = "\n".join(cell.words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(words)
        self.setItem(row, column, item)

    def _colour(self) -> None:
        found = (self.item(*place) for place in self._cells)
        items = [item for item in found if item is not None]
        common = common_scale(item.data(SHOWN) for item in items)
        for item in items:
            item.setData(SCALE, common if self._same_colours else own_scale(item.data(SHOWN)))

    def _place(self, cell: Cell) -> tuple[int, int]:
        row = 0
        for at, axis in zip(cell.index[:-1], self._axes[:-1], strict=True):
            row = row * len(axis) + at
        return row, cell.index[-1]

    def _row_name(self, row: int) -> str:
        words = []
        for axis in reversed(self._axes[:-1]):
            row, at = divmod(row, len(axis))
            words.append(axis.labels[at])
        return "\n".join(reversed(words))
