"""The rows of the page for a view of Qt's. A row is worked out when it is looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)

from app.document import Document
from app.theme import ROW, colour, theme
from blocks.outline import Row, row_of

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

TITLES = ("Block", "Op", "State", "Inputs", "Outputs", "Problem")
STATES = {
    "never": "not run yet",
    "fresh": "✓ up to date",
    "stale": "◌ stale",
    "running": "◐ running",
    "failed": "✕ failed",
}
"""How a block stands to the runs, in a word and a sign."""


class OutlineModel(QAbstractTableModel):
    """One row a block, in the page's order."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._rows: dict[str, Row] = {}
        self.ids: list[str] = []
        self.show(document)

    def show(self, document: Document) -> None:
        """Show another page."""
        self.beginResetModel()
        self._document = document
        self._rows = {}
        self.ids = list(document.page.blocks)
        self.endResetModel()

    def look_again(self) -> bool:
        """Show everything as it is now. Returns whether rows have come, gone or changed places."""
        if self.ids != list(self._document.page.blocks):
            self.show(self._document)
            return True
        self._rows = {}
        if self.ids:
            last = self.index(len(self.ids) - 1, len(TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])
        return False

    def row(self, number: int) -> Row:
        """What is to be said of the block in a row."""
        id = self.ids[number]
        if id not in self._rows:
            document = self._document
            self._rows[id] = row_of(
                document.page, document.check, id, document.known, document.failure(id)
            )
        return self._rows[id]

    def state(self, number: int) -> str:
        """How the block in a row stands to the runs."""
        return STATES.get(self._document.state(self.ids[number]), "")

    def spoken(self, number: int) -> str:
        """A row as one sentence."""
        return self.row(number).spoken(self.state(number).lstrip("✓◌◐✕ "))

    # ---- what Qt asks -------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        number = index.row()
        if not index.isValid() or number >= len(self.ids):
            return None
        if self.ids[number] not in self._document.page.blocks:
            return None  # gone this moment; the rows follow
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self._text(number, index.column())
        if role == Role.AccessibleTextRole:
            return self._accessible(number, index.column())
        if role == Role.SizeHintRole:
            return QSize(0, ROW)
        if role == Role.ForegroundRole and TITLES[index.column()] == "Problem":
            return colour(theme().error)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        is_title = role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal
        return TITLES[section] if is_title else None

    def _text(self, number: int, column: int) -> str:
        row = self.row(number)
        cells = (row.name, row.op, self.state(number), row.inputs, row.outputs, row.problem)
        return cells[column]

    def _accessible(self, number: int, column: int) -> str:
        """The first cell says the whole row; the others their title and what stands in them."""
        if column == 0:
            return self.spoken(number)
        return f"{TITLES[column]}: {self._text(number, column) or 'none'}"
