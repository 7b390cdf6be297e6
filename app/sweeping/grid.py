"""The grid of a sweep: the last axis across, the others down."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from app.results.slicing import Slicing
from app.sweeping.cell_picture import Found, Look, Shown, common_scale, shown, special_numbers
from app.sweeping.delegate import CELL, SHOWN, CellDelegate
from app.sweeping.slices import widened
from blocks.page import Page
from blocks.sweeping import Axis, Cell


class Grid(QTableWidget):
    """Cells as they come. `chosen` tells the one that is selected, or None, and `sliced` the part
    of each tensor that is shown, where a tensor has more of it than those before. `drawn` tells
    that its look may be another."""

    chosen = Signal(object)
    sliced = Signal(Slicing)
    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._axes: tuple[Axis, ...] = ()
        self._cells: dict[tuple[int, int], Cell] = {}
        self._slicing: Slicing | None = None
        self._slicing_before: Slicing | None = None
        self._same_colours = True
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
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

    @property
    def look(self) -> Look:
        """How its cells are drawn."""
        return self._delegate.look

    def begin(self, axes: tuple[Axis, ...]) -> None:
        """Have an empty grid for axes."""
        self._axes, self._cells = axes, {}
        self._slicing, self._slicing_before = None, self._slicing or self._slicing_before
        self.clear()
        *down, across = axes
        rows = math.prod(map(len, down))
        self.setColumnCount(len(across))
        self.setRowCount(rows)
        self.setHorizontalHeaderLabels(list(across.labels))
        self.setVerticalHeaderLabels([self._row_name(row) for row in range(rows)])
        self.verticalHeader().setVisible(bool(down))

    def add(self, page: Page, cells: Iterable[Found]) -> None:
        """Show more cells."""
        before = self._slicing
        for one in cells:
            place, made = self._place(one.cell), shown(page, one)
            self._cells[place] = one.cell
            self._put(*place, made)
            if made.array is not None:
                self._slicing = widened(
                    self._slicing, made.array.shape, made.names, self._slicing_before
                )
        if self._slicing is not None and self._slicing != before:
            self.sliced.emit(self._slicing)
        self._draw()
        self.chosen.emit(self.current)

    def use_slicing(self, slicing: Slicing) -> None:
        """Show another part of each tensor, the same of all."""
        self._slicing = slicing
        self._draw()

    def use_same_colours(self, same: bool) -> None:
        """Whether one colour is one number in all cells."""
        self._same_colours = same
        self._draw()

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

    def _draw(self) -> None:
        items = (self.item(*place) for place in self._cells)
        every = [item.data(SHOWN) for item in items if item is not None]
        scale = common_scale(every) if self._same_colours and every else None
        self._delegate.look = Look(self._slicing, scale, special_numbers(every))
        self.viewport().update()
        self.drawn.emit()

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
