"""The field of a tensor: what it is, a line to type a small one into, and the way to its editor."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panel.entries import Entry
from app.panel.field import Field
from app.panel.tensor_text import LINE_ELEMENTS, read_like, summary, tensor_line
from app.panel.tensor_window import open_tensor
from blocks.errors import ValueRefused
from blocks.page import Block


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

    def put(self, block: Block) -> None:
        array = block.value(self.attribute.name)
        if not isinstance(array, np.ndarray):
            self.line.put("")
            self.explain("")
            return
        small = array.size <= LINE_ELEMENTS
        self.line.put(tensor_line(array) if small else "")
        self.line.setPlaceholderText("" if small else f"{array.size:,} numbers")
        self.explain(summary(array))

    def paint_wrong(self, wrong: bool) -> None:
        self.line.mark(wrong)

    def _look(self) -> None:
        try:
            array, said = read_like(self.line.text(), self.value)
        except ValueRefused as why:
            self.refuse(str(why))
        else:
            self.refuse("")
            self.explain(f"{summary(array)} {said}".strip())

    def _settle(self) -> None:
        try:
            array, said = read_like(self.line.text(), self.value)
        except ValueRefused as why:
            self.refuse(str(why))
            return
        if self.send(array) and said:
            self.explain(f"{summary(array)}. {said}")

    def enter(self) -> None:
        """Open the table."""
        open_tensor(self.subject, self.attribute, self.window())
