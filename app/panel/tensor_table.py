"""The table of the tensor editor: cells to type into and to paste at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.panel.tensor_change import Array, with_numbers
from app.results.slicing import Slicing
from app.results.table import Table
from app.results.table_model import Index, Role, TableModel
from app.theme import colour, theme
from blocks.dtypes import name_of
from blocks.editing.tensor_formulas import TensorFormulas
from blocks.errors import ExpressionError, ValueRefused
from blocks.expressions import formula_text, is_expression, typed_number
from blocks.literal import array_of, read_literal
from blocks.literal_form import Form, form_of

NO_FORMULAS = TensorFormulas()

WIDEST = 240
"""Pixels that a column takes at most; a long formula is cut off, and whole in its tooltip."""


class EditModel(TableModel):
    """Cells that can be typed into. The array itself never changes: `entered` brings a new one,
    `refused` the reason why what was typed cannot be taken."""

    entered = Signal(object, object)  # the array, and the formulas in it
    refused = Signal(str)

    worth: Callable[[object], Any] = staticmethod(lambda raw: raw)
    """Computes a formula; ExpressionError if it has no value."""

    _formulas = NO_FORMULAS

    def show(self, array: Array | None, slicing: Slicing) -> None:
        """Show a tensor. Where only numbers differ, the cells stay, and the user among them."""
        before = self._array
        same_cells = (
            before is not None
            and array is not None
            and (before.shape, before.dtype) == (array.shape, array.dtype)
            and slicing == self._slicing
        )
        if not same_cells:
            super().show(array, slicing)
            return
        self._array = array
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last, [])

    @property
    def formulas(self) -> TensorFormulas:
        """The formulas that give some of the elements."""
        return self._formulas

    def show_formulas(self, formulas: TensorFormulas) -> None:
        """Show which elements are given by formulas."""
        self._formulas = formulas
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])

    def text(self, row: int, column: int) -> str:
        """The element in a cell as it is shown, behind the formula that it comes of."""
        plain = super().text(row, column)
        formula = self._formula_at(row, column)
        return plain if formula is None else f"{formula_text(formula)} = {plain}"

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        plain = super().data(index, role)
        if plain is None and role != Role.ForegroundRole:
            return None
        formula = self._formula_at(index.row(), index.column())
        if formula is None:
            return plain
        if role == Role.EditRole:
            return formula
        if role == Role.ToolTipRole:
            return self.text(index.row(), index.column())
        return colour(theme().running) if role == Role.ForegroundRole else plain

    def _formula_at(self, row: int, column: int) -> str | None:
        cells = self._formulas.cells
        return cells.get(self.flat(self.slicing.index(row, column))) if cells else None

    def flat(self, place: tuple[int, ...]) -> int:
        """The place of an element in row-major order."""
        assert self.array is not None
        return int(np.ravel_multi_index(place, self.array.shape)) if place else 0

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid() or self.array is None:
            return False
        if str(value).strip() == self.data(index, Role.EditRole):
            return True
        place = self.slicing.index(index.row(), index.column())
        try:
            number = read_literal(str(value), name_of(self.array.dtype))
            if number.size != 1:
                raise ValueRefused(f"one number is needed, {number.size} came")
        except ValueRefused as why:
            return self._set_formula(place, str(value), why)
        made = with_numbers(self.array, [place], number.reshape(1))
        self.entered.emit(made, self._formulas.without([self.flat(place)]))
        return True

    def _set_formula(self, place: tuple[int, ...], text: str, why: ValueRefused) -> bool:
        """Take a text that is no number as a formula, if it is one."""
        formula, reason = typed_number(text), why
        if is_expression(formula):
            try:
                self.worth(formula)
            except ExpressionError as wrong:
                reason = why if text.strip().isidentifier() else wrong
            else:
                self.entered.emit(self.array, self._formulas.with_cell(self.flat(place), formula))
                return True
        self.refused.emit(f"{list(place)}: {reason}")
        return False


class EditTable(Table):
    """The table of results, made to be edited."""

    model: EditModel
    pasted = Signal(str)  # text that replaces the whole tensor

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EditModel(self)
        self.view.setModel(self.model)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.view.installEventFilter(self)

    def show_edited(
        self, array: Array, names: tuple[str, ...], formulas: TensorFormulas = NO_FORMULAS
    ) -> None:
        """Show a tensor, staying at the cell where the user is."""
        here = self.view.currentIndex()
        row, column = here.row(), here.column()
        self.model.show_formulas(NO_FORMULAS)  # Places of the old shape are not of the new one.
        self.show_array(array, names)
        if formulas.cells:
            self.model.show_formulas(formulas)
            self._fit()
        again = self.model.index(row, column)
        if again.isValid():
            keep = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(again, keep)

    def _fit(self) -> None:
        super()._fit()
        header = self.view.horizontalHeader()
        header.setDefaultSectionSize(min(header.defaultSectionSize(), WIDEST))

    def paste(self) -> None:
        """Plain rows and numbers go to the cells from the current one on, brackets replace all."""
        text = QGuiApplication.clipboard().text()
        try:
            form = form_of(text)
            if form.table is None or self.model.array is None or self._is_empty:
                self.pasted.emit(text)
            else:
                self._paste_cells(form, form.table)
        except ValueRefused as why:
            self.model.refused.emit(str(why))

    def _paste_cells(self, form: Form, table: tuple[int, int]) -> None:
        array = self.model.array
        assert array is not None
        numbers = array_of(form, name_of(array.dtype) or "float32").reshape(-1)
        cells = self._target_cells(*table)
        if len(cells) != numbers.size:
            numbers = numbers.repeat(len(cells))
        places = [self.model.slicing.index(*cell) for cell in cells]
        kept = self.model.formulas.without(self.model.flat(place) for place in places)
        self.model.entered.emit(with_numbers(array, places, numbers), kept)

    def _target_cells(self, rows: int, columns: int) -> list[tuple[int, int]]:
        """From the current cell on; one number goes to every selected cell."""
        selected = self.view.selectionModel().selectedIndexes()
        if rows == columns == 1 and len(selected) > 1:
            return [(one.row(), one.column()) for one in selected]
        here = min(selected, key=lambda one: (one.row(), one.column()), default=None)
        top, left = (0, 0) if here is None else (here.row(), here.column())
        if top + rows > self.model.rowCount() or left + columns > self.model.columnCount():
            raise ValueRefused(
                f"{rows} by {columns} numbers do not fit from this cell on; "
                "Paste whole makes them the tensor"
            )
        return [(top + row, left + column) for row in range(rows) for column in range(columns)]

    def eventFilter(self, watched: object, event: object) -> bool:
        if (
            watched is self.view
            and isinstance(event, QKeyEvent)
            and event.type() == QKeyEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            self.paste()
            return True
        return False
