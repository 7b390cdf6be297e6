"""The terms of a sum for QTableView: one a row, read when it is seen."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from blocks.tracing import Explanation
from blocks.tracing.calls import cell_text
from blocks.viewing.numbers import exact, short
from kernels.tracing.region import Index

FIRST = 10_000
"""So many terms are in the table; of more it is said how many there are."""

DIGITS = (9, 7, 5, 4, 3)
"""A number is shown in as many as there is room for."""

PlaceRole = Qt.ItemDataRole.UserRole
"""The index of the cell that a number stands in, in words."""

TextsRole = Qt.ItemDataRole.UserRole + 1
"""The number, in fewer and fewer digits."""

_At = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class TermsModel(QAbstractTableModel):
    """A column for each factor, and one for their product where there are several."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: Explanation | None = None

    def show(self, told: Explanation | None) -> None:
        """Show other terms, or none."""
        self.beginResetModel()
        self._told = told
        self.endResetModel()

    @property
    def factors(self) -> int:
        """How many columns are of inputs."""
        return len(self._told.factors) if self._told is not None else 0

    def rowCount(self, parent: _At | None = None) -> int:
        if self._told is None or (parent is not None and parent.isValid()):
            return 0
        return min(self._told.count, FIRST)

    def columnCount(self, parent: _At | None = None) -> int:
        if self._told is None or (parent is not None and parent.isValid()):
            return 0
        return self.factors + (1 if self._has_products else 0)

    def data(self, at: _At, role: int = Role.DisplayRole) -> Any:
        if not at.isValid() or self._told is None:
            return None
        if role == Role.DisplayRole:
            return short(self._number(at.row(), at.column()), DIGITS[0])
        if role == TextsRole:
            number = self._number(at.row(), at.column())
            return [short(number, digits) for digits in DIGITS]
        if role == PlaceRole:
            return self._place(at.row(), at.column())
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            place = self._place(at.row(), at.column())
            name = self.headerData(at.column(), Qt.Orientation.Horizontal)
            return f"{name} {place} {exact(self._number(at.row(), at.column()))}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole or self._told is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section)
        if section < self.factors:
            return f"{'· ' if section and self._has_products else ''}{self._port(section)}"
        return "= product"

    @property
    def _has_products(self) -> bool:
        return self._told is not None and self._told.how != "function" and self.factors > 1

    def _port(self, column: int) -> str:
        assert self._told is not None
        return self._told.factors[column].port

    def _cell(self, row: int, column: int) -> Index:
        assert self._told is not None
        return self._told.factors[column].cell(row)

    def _place(self, row: int, column: int) -> str:
        if column >= self.factors:
            return ""
        return cell_text(self._cell(row, column))

    def _number(self, row: int, column: int) -> Any:
        assert self._told is not None
        tensors = self._told.tensors
        if column < self.factors:
            return tensors[column][self._cell(row, column)]
        return math.prod(tensors[one][self._cell(row, one)].item() for one in range(self.factors))
