"""The outline: the table, its selection, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QVBoxLayout, QWidget

from app.document import Document
from app.links import Links
from app.outline.model import OutlineModel

WIDTHS = (110, 150, 100, 300, 220, 260)
SELECT = QItemSelectionModel.SelectionFlag


class Outline(QWidget):
    """The blocks as rows. What is selected here is selected on the canvas, and the other way.

    `opened` tells that Enter or a double click was made on a block.
    """

    opened = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._following = False
        self.model = OutlineModel(document, self)
        # A tree without branches: Home, End and letters lead from row to row, not to columns.
        self.view = QTreeView()
        self.view.setObjectName("outline")
        self.view.setAccessibleName("Outline of the page")
        self.view.setModel(self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setAllColumnsShowFocus(True)
        self.view.setAlternatingRowColors(True)
        self.view.setFrameShape(QTreeView.Shape.NoFrame)
        for column, width in enumerate(WIDTHS):
            self.view.header().resizeSection(column, width)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.view.activated.connect(self._open)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._links = Links()
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Show another page."""
        self.close_document()
        self._document = document
        self._links.join(
            self._look_again,
            document.edited,
            document.checked,
            document.states_changed,
            document.run_finished,
        )
        self._links.join(self._show_selection, document.selection_changed)
        with_rows, self._following = self._following, True
        self.model.show(document)
        self._following = with_rows
        self._show_selection()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    # ---- page to table ----------------------------------------------------------------------

    def _look_again(self, *_: object) -> None:
        before, self._following = self._following, True
        is_new = self.model.look_again()
        self._following = before
        if is_new:
            self._show_selection()

    def _show_selection(self, *_: object) -> None:
        if self._following:
            return
        chosen = set(self._document.selection)
        rows = [row for row, id in enumerate(self.model.ids) if id in chosen]
        if {one.row() for one in self.view.selectionModel().selectedRows()} == set(rows):
            return
        last, wanted = self.model.columnCount() - 1, QItemSelection()
        for row in rows:
            wanted.merge(
                QItemSelection(self.model.index(row, 0), self.model.index(row, last)),
                SELECT.Select,
            )
        before, self._following = self._following, True
        if rows:
            first = self.model.index(rows[0], 0)
            self.view.selectionModel().setCurrentIndex(first, SELECT.NoUpdate)
            self.view.scrollTo(first)
        self.view.selectionModel().select(wanted, SELECT.ClearAndSelect)
        self._following = before

    # ---- table to page ----------------------------------------------------------------------

    def _selected(self, *_: object) -> None:
        if self._following:
            return
        rows = sorted(one.row() for one in self.view.selectionModel().selectedRows())
        before, self._following = self._following, True
        self._document.request_focus(self.model.ids[row] for row in rows)
        self._following = before

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.ids[index.row()])
