"""A tensor for QTableView: cells are read straight from the array, none is ever copied."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.results.lit import Lit, is_lit
from app.results.slicing import Slicing
from app.theme import colour, lit_ground, theme
from blocks.viewing.numbers import Array, exact, is_floating, short

LARGEST_ROWS, LARGEST_COLUMNS = 200_000, 2_000
"""What a table view can hold without slowing down. More is left out, and said."""

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """The cells of a slicing of an array. None shows nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._array: Array | None = None
        self._slicing = Slicing((), ())
        self._lit: Lit = ()

    def show(self, array: Array | None, slicing: Slicing) -> None:
        """Show another array or another part of it."""
        self.beginResetModel()
        self._array = array
        self._slicing = slicing
        self.endResetModel()

    @property
    def lit(self) -> Lit:
        """The lit cells."""
        return self._lit

    def light(self, lit: Lit) -> None:
        """Have other cells lit."""
        if lit != self._lit:
            self._lit = lit
            corners = self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(*corners, [Role.BackgroundRole])

    @property
    def array(self) -> Array | None:
        """What is shown."""
        return self._array

    @property
    def slicing(self) -> Slicing:
        """Which part of it is shown."""
        return self._slicing

    @property
    def left_out(self) -> str:
        """What does not fit into a table, in words; empty if all of it does."""
        if self._array is None:
            return ""
        parts = [
            f"the first {shown:,} of {there:,} {what}"
            for shown, there, what in (
                (self.rowCount(), self._slicing.row_count, "rows"),
                (self.columnCount(), self._slicing.column_count, "columns"),
            )
            if shown < there
        ]
        return f"Shown are {' and '.join(parts)}." if parts else ""

    def value(self, row: int, column: int) -> Any:
        """The element in a cell."""
        assert self._array is not None
        return self._array[self.index_of(row, column)]

    def text(self, row: int, column: int) -> str:
        """The element in a cell as it is shown."""
        assert self._array is not None
        value = self.value(row, column)
        return short(value, 9) if is_floating(self._array) else exact(value)

    def index_of(self, row: int, column: int) -> tuple[int, ...]:
        """Where in the tensor a cell is."""
        return self._slicing.index(row, column)

    # ---- what Qt asks -------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        if self._array is None or (parent is not None and parent.isValid()):
            return 0
        return 0 if self._slicing.is_empty else min(self._slicing.row_count, LARGEST_ROWS)

    def columnCount(self, parent: Index | None = None) -> int:
        if self._array is None or (parent is not None and parent.isValid()):
            return 0
        return 0 if self._slicing.is_empty else min(self._slicing.column_count, LARGEST_COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or self._array is None:
            return None
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.BackgroundRole:
            is_one = self._lit and is_lit(self._lit, self.index_of(index.row(), index.column()))
            return colour(lit_ground()) if is_one else None
        if role not in (Role.DisplayRole, Role.EditRole, Role.ToolTipRole, Role.ForegroundRole):
            return None
        if role == Role.DisplayRole:
            return self.text(index.row(), index.column())
        value = self.value(index.row(), index.column())
        if role == Role.EditRole:
            return exact(value)
        if role == Role.ToolTipRole:
            return f"{self._where(index)} = {exact(value)}"
        return self._ink(value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole or self._array is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._slicing.column_name(section)
        return self._slicing.row_name(section)

    def _where(self, index: Index) -> str:
        here = self._slicing.index(index.row(), index.column())
        return f"[{', '.join(map(str, here))}]"

    def _ink(self, value: Any) -> QColor | None:
        assert self._array is not None
        if not is_floating(self._array):
            return None
        number = float(value)
        if number != number or number in (float("inf"), float("-inf")):
            return colour(theme().error)
        return colour(theme().faint) if number == 0 else None
