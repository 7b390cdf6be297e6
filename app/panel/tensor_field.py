"""The field of a tensor: what it is, a line to type a small one into, and the way to its editor."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panel.entries import Entry
from app.panel.field import Field
from app.panel.tensor_text import LINE_ELEMENTS, raw_line, read_like, summary, tensor_line
from app.panel.tensor_window import open_tensor
from blocks.declaration.attribute import Attribute
from blocks.dtypes import DTYPES, name_of
from blocks.editing.tensor_formulas import TensorFormulas, holds_all, read_formula_tensor
from blocks.errors import ValueRefused
from blocks.expressions import has_expressions, names_in, told_with_value
from blocks.page import Block

MOST_TOLD = 4
"""Formulas whose values the line beneath tells."""


class TensorField(Field):
    """A whole tensor."""

    def build(self) -> QWidget:
        box = QWidget()
        self.line = Entry(self.attribute.name)
        self.line.typed.connect(self._look)
        self.line.settled.connect(self._settle)
        self.edit = QPushButton("Edit…")
        self.edit.setAccessibleName(f"Edit {self.attribute.name}")
        self.edit.setToolTip("Open the table: dtype, shape, fill, paste, load")
        self.edit.clicked.connect(self.enter)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.edit)
        lay = QVBoxLayout(box)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addLayout(row)
        return box

    @property
    def first(self) -> QWidget:
        return self.line

    @property
    def is_pending(self) -> bool:
        return self.line.is_pending

    @classmethod
    def takes(cls, attribute: Attribute, formula: object) -> bool:
        return isinstance(formula, dict) and holds_all(formula)

    def put(self, block: Block) -> None:
        array, raw = block.value(self.attribute.name), self.formula
        data = raw["data"] if isinstance(raw, dict) else ()
        if isinstance(raw, dict) and len(data) <= LINE_ELEMENTS:
            has_array = isinstance(array, np.ndarray)
            self.line.put(raw_line(data, array.shape if has_array else tuple(raw["shape"])))
        elif isinstance(array, np.ndarray):
            small = array.size <= LINE_ELEMENTS
            self.line.put(tensor_line(array) if small else "")
            self.line.setPlaceholderText("" if small else f"{array.size:,} numbers")
        else:
            self.line.put("")
        self.line.show_formula(raw is not None)
        self.explain(self._told(raw, array) if isinstance(array, np.ndarray) else "")

    def paint_wrong(self, wrong: bool) -> None:
        self.line.mark(wrong)

    def _look(self) -> None:
        try:
            raw, said = self._entered()
            array = self.read(raw)
        except ValueRefused as why:
            self.refuse(str(why))
        else:
            self.refuse("")
            self.line.show_formula(raw is not array and isinstance(raw, dict))
            self.explain(f"{self._told(raw, array)} {said}".strip())

    def _settle(self) -> None:
        try:
            raw, said = self._entered()
        except ValueRefused as why:
            self.refuse(str(why))
            return
        if self.send(raw) and said:
            self.explain(f"{summary(self.value)}. {said}")

    def _entered(self) -> tuple[object, str]:
        """What was typed: an array, or what the page keeps of one with formulas."""
        raw, text = self.formula, self.line.text()
        before = self.value
        if not isinstance(before, np.ndarray):
            known = DTYPES.get(str(raw.get("dtype"))) if isinstance(raw, dict) else None
            before = np.zeros((), known or np.float32)
        try:
            return read_like(text, before)
        except ValueRefused:
            dtype = name_of(before.dtype) or "float32"
            try:
                made = read_formula_tensor(text, dtype)
            except ValueRefused:
                made = {}
            if not self._is_meant(made):
                raise
            return made, ""

    def _is_meant(self, made: object) -> bool:
        """Whether there are formulas in it, not only words that stand for nothing."""
        variables = self.subject.document.page.variables
        is_computed = any(sign in str(made) for sign in "+*/%(")
        return has_expressions(made) and (
            is_computed or any(one in variables for one in names_in(made))
        )

    def _told(self, raw: object, array: np.ndarray) -> str:
        """What it is, and what its formulas give."""
        flat = array.ravel()
        cells = list(TensorFormulas.of(raw).cells.items())
        told = [told_with_value(one, flat[at]) for at, one in cells[:MOST_TOLD]]
        more = [f"{len(cells) - MOST_TOLD:,} more"] if len(cells) > MOST_TOLD else []
        return "; ".join([summary(array), *([", ".join(told + more)] if told else [])])

    def enter(self) -> None:
        """Open the table."""
        open_tensor(self.subject, self.attribute, self.window())
