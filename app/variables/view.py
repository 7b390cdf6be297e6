"""The table of variables with what can be done to them, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.document import Document
from app.panel.text import line, say
from app.variables.model import NAME, SOURCE, USES, VALUE, VariablesModel

MOST_ROWS = 12
"""Rows that are shown without scrolling."""

MOST_ERRORS = 4

ROW_HEIGHT = 26

WIDTHS = {NAME: 72, SOURCE: 84, VALUE: 64}


class VariablesTable(QTableView):
    """Enter and F2 edit a cell, Delete takes its variable away, Tab leads on. `menu_wanted` tells
    the row and the place on the screen of a right click, or of the menu key."""

    menu_wanted = Signal(int, QPoint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        at = self.visualRect(index).bottomLeft() if by_keys else event.pos()
        self.menu_wanted.emit(index.row(), self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter comes here from the cell that is being typed into.
            return
        index, model = self.currentIndex(), self.model()
        assert isinstance(model, VariablesModel)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            model.remove(index.row())
        else:
            super().keyPressEvent(event)


class VariablesView(QWidget):
    """The variables of a document's page. Typing into the last row adds one. `sweep_wanted` names a
    variable."""

    sweep_wanted = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._refusal = ""
        self.model = VariablesModel(document.page)
        self.table = VariablesTable()
        self.table.setObjectName("variables")
        self.table.setAccessibleName("Variables of the page")
        self.table.setModel(self.model)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(USES, QHeaderView.ResizeMode.Stretch)
        self.reason = line("", "error", "variables reason")
        self.add = _button("Add", "Add variable", "Type its name, or as in K = H*2")
        self.remove = _button("Remove", "Remove variable", "Take the chosen variable away (Delete)")
        self.sweep = _button(
            "S&weep…", "Sweep variable", "Run the page over values of the variable"
        )
        self._arrange()
        self.sweep.clicked.connect(lambda: self._sweep(self.table.currentIndex().row()))
        self.table.menu_wanted.connect(self._open_menu)
        self.add.clicked.connect(self.enter)
        self.remove.clicked.connect(lambda: self.model.remove(self.table.currentIndex().row()))
        self.model.refused.connect(self._say)
        # Once the cell that the name was typed into has closed.
        self.model.added.connect(self._want, Qt.ConnectionType.QueuedConnection)
        self.model.modelReset.connect(self._fit)
        self.table.selectionModel().currentChanged.connect(self._follow_current)
        self._say("")
        self._fit()

    def refresh(self) -> None:
        """Show the variables as they are now, staying where the user is."""
        here = self.table.currentIndex()
        name, column = self.model.name_at(here.row()), here.column()
        self.model.refresh()
        self._say(self._refusal)
        if here.isValid() and not self.table.currentIndex().isValid():
            row = (
                min(here.row(), self.model.rowCount() - 1)
                if name is None
                else self.model.row_of(name)
            )
            self.table.setCurrentIndex(self.model.index(row, max(column, 0)))

    def enter(self) -> None:
        """Begin to type a new variable."""
        last = self.model.index(self.model.rowCount() - 1, NAME)
        self.table.setFocus()
        self.table.setCurrentIndex(last)
        self.table.edit(last)

    # ---- inside -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addWidget(self.sweep)
        buttons.addStretch(1)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(4)
        lay.addWidget(self.table)
        lay.addWidget(self.reason)
        lay.addLayout(buttons)

    def _say(self, refusal: str) -> None:
        """Why the last thing that was typed cannot be; else which variables have no value."""
        self._refusal = refusal
        say(self.reason, refusal or "\n".join(self.model.errors[:MOST_ERRORS]))

    def _want(self, name: str) -> None:
        """A variable was added without a source: that is what comes next."""
        source = self.model.index(self.model.row_of(name), SOURCE)
        self.table.setCurrentIndex(source)
        self.table.edit(source)

    def _follow_current(self, current: QModelIndex) -> None:
        self._allow(current.row())

    def _allow(self, row: int) -> None:
        for button in (self.remove, self.sweep):
            button.setEnabled(self.model.name_at(row) is not None)

    def _sweep(self, row: int) -> None:
        if (name := self.model.name_at(row)) is not None:
            self.sweep_wanted.emit(name)

    def _open_menu(self, row: int, place: QPoint) -> None:
        if self.model.name_at(row) is None:
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("S&weep…", lambda: self._sweep(row))
        menu.addAction("&Remove", lambda: self.model.remove(row))
        menu.popup(place)

    def _fit(self) -> None:
        rows = min(self.model.rowCount(), MOST_ROWS)
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + rows * ROW_HEIGHT + 2 * self.table.frameWidth() + 2)
        self._allow(self.table.currentIndex().row())


def _button(text: str, name: str, help: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setObjectName(name)
    button.setToolTip(help)
    return button
