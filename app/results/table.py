"""The table of a tensor, with the axes that are down and across to choose, and copying."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.results.export import COPIED_ELEMENTS
from app.results.lit import Lit, through_lit
from app.results.slice_bar import SliceBar
from app.results.slicing import Slicing, for_table
from app.results.table_model import TableModel
from app.theme import NORMAL, font
from blocks.viewing.numbers import Array, exact

LOOKED_AT_FOR_WIDTH = 500


class Table(QWidget):
    """A tensor as a table by slices. `pointed` tells the index that the mouse or the keys have gone
    to, `opened` the one that was double-clicked, or stood at when Enter was pressed."""

    pointed = Signal(tuple)
    opened = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TableModel(self)
        self.bar = SliceBar(stacks=True)
        self.bar.changed.connect(self._show_slicing)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setFont(font(NORMAL, monospace=True))
        self.view.setAlternatingRowColors(True)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)  # Tab leads on
        self.view.setAccessibleName("Result")
        self.view.setCornerButtonEnabled(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.view.horizontalHeader(), self.view.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 6)
        self.view.selectionModel().currentChanged.connect(lambda now, _: self._tell(now))
        self.view.clicked.connect(self._tell)
        self.view.activated.connect(
            lambda at: self.opened.emit(self.model.index_of(at.row(), at.column()))
        )
        self.note = QLabel()
        self.note.setProperty("role", "dim")
        self.note.setContentsMargins(8, 2, 8, 4)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.bar)
        lay.addWidget(self.view, 1)
        lay.addWidget(self.note)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        copying.setContext(copying.context().WidgetShortcut)
        copying.activated.connect(self.copy)
        self.show_array(None, ())

    def show_array(self, array: Array | None, names: tuple[str, ...]) -> None:
        """Show another tensor; what was chosen for the one before is kept where it fits."""
        if array is None:
            self.model.show(None, Slicing((), ()))
            return
        slicing = for_table(array.shape, names)
        if self.model.array is not None:
            slicing = slicing.kept_from(self.model.slicing)
        self.model.show(array, slicing)
        self.bar.set_slicing(slicing)
        self._fit()

    def light(self, lit: Lit) -> None:
        """Have other cells lit, as a trace does."""
        self.model.light(lit)

    def go_to_lit(self) -> None:
        """Show a slice that has lit cells, and the first of them."""
        if self.model.array is None:
            return
        if (found := through_lit(self.model.lit, self.model.slicing)) is not None:
            slicing, place = found
            if slicing != self.model.slicing:
                self.bar.set_slicing(slicing)
                self._show_slicing(slicing)
            self.view.scrollTo(self.model.index(*place))

    def selected_text(self) -> str:
        """The selected cells, or all of them, as lines of numbers parted by tabs."""
        ranges: QItemSelection = self.view.selectionModel().selection()
        if ranges.isEmpty():
            rows, columns = range(self.model.rowCount()), range(self.model.columnCount())
        else:
            first = ranges.first()
            rows = range(first.top(), first.bottom() + 1)
            columns = range(first.left(), first.right() + 1)
        rows = rows[: max(1, COPIED_ELEMENTS // max(1, len(columns)))]
        value = self.model.value
        return "\n".join("\t".join(exact(value(row, one)) for one in columns) for row in rows)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet takes them."""
        QGuiApplication.clipboard().setText(self.selected_text())

    def _tell(self, at: QModelIndex) -> None:
        if at.isValid():
            self.pointed.emit(self.model.index_of(at.row(), at.column()))

    def _show_slicing(self, slicing: Slicing) -> None:
        self.model.show(self.model.array, slicing)
        self._fit()

    def _fit(self) -> None:
        """One width for all columns, from as many cells as can be looked at at once."""
        model, metrics = self.model, self.view.fontMetrics()
        columns = min(model.columnCount(), LOOKED_AT_FOR_WIDTH)
        rows = min(model.rowCount(), max(1, LOOKED_AT_FOR_WIDTH // max(1, columns)))
        texts = [model.text(row, column) for row in range(rows) for column in range(columns)]
        titles = [
            model.headerData(c, self.view.horizontalHeader().orientation()) for c in range(columns)
        ]
        longest = max((len(one or "") for one in [*texts, *titles]), default=4)
        width = metrics.horizontalAdvance("0" * longest) + 18
        self.view.horizontalHeader().setDefaultSectionSize(max(52, width))
        has_axes = bool(model.slicing.shape)
        for header in (self.view.horizontalHeader(), self.view.verticalHeader()):
            header.setVisible(has_axes)
        self.note.setText(model.left_out or ("There are no elements." if self._is_empty else ""))
        self.note.setVisible(bool(self.note.text()))

    @property
    def _is_empty(self) -> bool:
        return self.model.array is not None and self.model.array.size == 0
