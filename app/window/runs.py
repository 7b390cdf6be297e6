"""The last run: what became of each block and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QHeaderView, QTreeView, QVBoxLayout, QWidget

from app.document import Document
from app.links import Links
from app.theme import colour, theme
from blocks.declaration.known import size_text
from blocks.durations import seconds_text
from blocks.evaluation import Outcome

TITLES = ("Block", "Op", "State", "Time", "Result", "Why")
WORDS = {
    "done": "✓ computed",
    "cached": "✓ unchanged",
    "bypassed": "↷ bypassed",
    "disabled": "○ disabled",
    "failed": "✕ failed",
    "pinned": "⚑ pinned",
    "skipped": "– skipped",
    "cancelled": "– stopped before",
}
STANDS_IN = "its pinned result stands in for it"
Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the run."""

    block: str
    op: str
    state: str
    seconds: float
    message: str | None
    bytes: int
    why: str

    def text(self, column: int) -> str:
        """What a column shows."""
        ran = self.state in ("done", "failed") and self.seconds > 0
        has_result = self.state in ("done", "cached", "bypassed", "pinned")
        return (
            self.block,
            self.op,
            WORDS.get(self.state, self.state),
            seconds_text(self.seconds) if ran else "",
            size_text(self.bytes) if has_result else self.message or "",
            self.why,
        )[column]

    def rank(self, column: int) -> Any:
        """What a column is sorted by."""
        return (self.block, self.op, self.state, self.seconds, self.bytes, self.why)[column]


class RunModel(QAbstractTableModel):
    """The rows for a view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show the rows of another run."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Role.DisplayRole:
            return row.text(index.column())
        if role == Role.UserRole:
            return row.rank(index.column())
        if role == Role.ToolTipRole:
            return row.message or row.why
        if role == Role.TextAlignmentRole and index.column() == 3:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ForegroundRole and index.column() == 2:
            inks = {"failed": theme().error, "done": theme().good}
            return colour(inks.get(row.state, theme().dim))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        is_title = role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal
        return TITLES[section] if is_title else None


class Runs(QWidget):
    """The blocks of the last run; a click on a title sorts, a click on a row goes to the block."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.model = RunModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(Role.UserRole)
        self.view = QTreeView()
        self.view.setObjectName("runs")
        self.view.setModel(self._sorted)
        self.view.setRootIsDecorated(False)
        self.view.setAccessibleName("Blocks of the last run")
        self.view.setUniformRowHeights(True)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.view.setFrameShape(QTreeView.Shape.NoFrame)
        self.view.clicked.connect(self._go)
        self.view.activated.connect(self._go)
        self.setFocusProxy(self.view)
        header = self.view.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((150, 200, 120, 80, 160)):
            header.resizeSection(column, width)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.view)
        self._links = Links()
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Another page, which has not run yet."""
        self.close_document()
        self._document = document
        self._links.join(self._finished, document.run_finished)
        self.model.show([])

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    def _finished(self, outcome: Outcome) -> None:
        blocks, why = self._document.page.blocks, self._document.why
        ops = {id: blocks[id].op_name if id in blocks else "" for id in outcome.blocks}
        rows = [
            Row(id, ops[id], one.state, one.seconds, one.message, one.bytes, why(id))
            for id, one in outcome.blocks.items()
        ]
        self.model.show(rows + self._pinned(outcome))

    def _pinned(self, outcome: Outcome) -> list[Row]:
        """Blocks that did not run, since all that was needed of them is pinned."""
        page, sizes = self._document.page, dict[str, int]()
        for end in outcome.pinned:
            if end.block in page.blocks and end.block not in outcome.blocks:
                pin = page.pins.get(str(end))
                sizes[end.block] = sizes.get(end.block, 0) + (0 if pin is None else pin.nbytes)
        return [
            Row(id, page.blocks[id].op_name, "pinned", 0.0, None, size, STANDS_IN)
            for id, size in sizes.items()
        ]

    def _go(self, index: QModelIndex) -> None:
        row = self.model.rows[self._sorted.mapToSource(index).row()]
        self._document.request_focus([row.block])
