"""The table of a page's variables, a row each, and one more to add one."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.theme import font, theme
from blocks.editing.variables import all_uses, read_source, remove_variable, source_text
from blocks.errors import BlockpropError
from blocks.expressions import is_expression
from blocks.page import Page

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

NAME, SOURCE, VALUE, USES = range(4)
TITLES = ("Name", "Source", "Value", "Used by")
HELP = (
    "Letters, digits and _; a new name also changes every formula that uses the old one",
    "A number, true, false, a word, or a formula of other variables, as H*2",
    "What the source gives",
    "The attributes and variables whose formulas name it",
)
NEW = "new…"
"""What stands in the row that adds a variable."""


class Row(NamedTuple):
    """One variable as it is shown."""

    name: str
    source: object
    value: str
    error: str
    uses: tuple[str, ...]

    def text(self, column: int) -> str:
        """What stands in a column."""
        if column == SOURCE:
            return source_text(self.source)  # type: ignore[arg-type]
        return (self.name, "", self.error or self.value, ", ".join(self.uses))[column]


class VariablesModel(QAbstractTableModel):
    """Shows the variables and changes them through the page. `refused` brings the reason why what
    was typed cannot be; it stays in its cell until it is changed. `added` brings a new name."""

    refused = Signal(str)
    added = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._rows: list[Row] = []
        self._kept: tuple[str, int, str] | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show the variables as they are now; the cells stay while the names are the same."""
        scope, uses = self._page.variables.scope, all_uses(self._page)
        rows = [
            Row(
                name,
                source,
                source_text(scope.values[name]) if name in scope.values else "",
                scope.errors.get(name, ""),
                uses.get(name, ()),
            )
            for name, source in self._page.variables.items()
        ]
        if rows == self._rows:
            return
        if [one.name for one in rows] == [one.name for one in self._rows]:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, USES), [])
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def errors(self) -> list[str]:
        """Why variables have no value, a line for each that has none."""
        return [f"{one.name}: {one.error}" for one in self._rows if one.error]

    def row_of(self, name: str) -> int:
        """The row of a variable; that of a new one if there is none of that name."""
        names = [one.name for one in self._rows]
        return names.index(name) if name in names else len(names)

    def name_at(self, row: int) -> str | None:
        """The variable in a row; None in the row for a new one."""
        return self._rows[row].name if 0 <= row < len(self._rows) else None

    def remove(self, row: int) -> None:
        """Take the variable of a row away, unless something uses it."""
        name = self.name_at(row)
        if name is not None:
            self._try(lambda: remove_variable(self._page, name))

    # ---- for Qt -----------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Role.ToolTipRole:
            return HELP[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_new, column = self.name_at(index.row()) is None, index.column()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_be_typed = column == NAME or (column == SOURCE and not is_new)
        return flags | Qt.ItemFlag.ItemIsEditable if can_be_typed else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        name, column = self.name_at(index.row()), index.column()
        is_kept = self._kept is not None and self._kept[:2] == (name or "", column)
        kept = self._kept if is_kept else None
        if role in (Role.DisplayRole, Role.EditRole) and kept is not None:
            return kept[2]
        if name is None:
            return self._new(column, role)
        row = self._rows[index.row()]
        if role in (Role.DisplayRole, Role.EditRole):
            return row.text(column)
        if role == Role.ToolTipRole:
            return row.text(column) or HELP[column]
        if role == Role.ForegroundRole:
            return self._colour(row, column, kept is not None)
        if role == Role.AccessibleTextRole:
            return f"{TITLES[column]} of {name}: {row.text(column) or 'nothing'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        text, name, column = str(value).strip(), self.name_at(index.row()), index.column()
        if role != Role.EditRole or text == self.data(index, Role.EditRole):
            return False
        if name is None:
            done = not text or self._add(text)
        elif column == NAME:
            done = self._try(lambda: self._page.variables.rename(name, text))
        else:
            done = self._try(lambda: self._set(name, text))
        self._kept = None if done else (name or "", column, text)
        self.dataChanged.emit(index, index, [])
        return done

    # ---- what the user does -----------------------------------------------------------------

    def _add(self, text: str) -> bool:
        """Add a variable; `K = H*2` says its source at once."""
        name, equals, source = (one.strip() for one in text.partition("="))
        if name in self._page.variables:
            self.refused.emit(f"there is a variable {name} already")
            return False
        if not self._try(lambda: self._set(name, source if equals and source else "0")):
            return False
        if not (equals and source):
            self.added.emit(name)
        return True

    def _set(self, name: str, text: str) -> None:
        self._page.variables.put(name, read_source(text, self._page.variables))

    def _try(self, change: Any) -> bool:
        try:
            change()
        except BlockpropError as why:
            self.refused.emit(str(why))
            return False
        self.refused.emit("")
        return True

    def _new(self, column: int, role: int) -> Any:
        if role == Role.ForegroundRole:
            return QColor(theme().dim)
        if role == Role.DisplayRole and column == NAME:
            return NEW
        if role == Role.AccessibleTextRole and column == NAME:
            return "Type a name, or a name = a source, to add a variable"
        if role == Role.FontRole:
            made = font()
            italic = type(made)(made)
            italic.setItalic(True)
            return italic
        return "" if role == Role.EditRole else None

    def _colour(self, row: Row, column: int, is_refused: bool) -> QColor | None:
        if is_refused or (column == VALUE and row.error):
            return QColor(theme().error)
        if column == SOURCE and is_expression(row.source):
            return QColor(theme().running)
        return QColor(theme().dim) if column == USES else None
