"""The tensor editor: dtype, shape, a table by slices, filling, pasting and loading."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.asking import Ask
from app.background import Background
from app.panel.entries import Choice, Entry
from app.panel.tensor_change import (
    CONSTANT,
    FILLS,
    Array,
    cast,
    filled,
    load_npy,
    read_shape,
    reshaped,
)
from app.panel.tensor_table import NO_FORMULAS, EditTable
from app.panel.tensor_text import form_like
from app.theme import restyle
from blocks.dtypes import ALL, name_of
from blocks.editing.tensor_formulas import TensorFormulas, read_formula_tensor
from blocks.errors import BlockpropError
from blocks.expressions import formula_text
from blocks.literal_form import form_of

LONG_TEXT = 200_000
"""Characters from which reading a text would keep the window waiting."""


class TensorEditor(QWidget):
    """Shows a tensor and makes others of it. `worth` computes formulas. `committed` brings each new
    one, as the page takes it; what then holds is what `show_tensor` is called with."""

    committed = Signal(object)

    def __init__(
        self,
        ask: Ask | None = None,
        folder: Path | None = None,
        worth: Callable[[object], Any] = lambda raw: raw,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._worth = worth
        self._ask = ask or Ask()
        self._folder = folder or Path.home()
        self._array: Array = np.zeros((), np.float32)
        self._names: tuple[str, ...] = ()
        self._formulas = NO_FORMULAS
        self._reading = Background(self)
        self._reading.done.connect(lambda found: self._take(*found))
        self._reading.failed.connect(self._fail)
        self._said = ""
        self.dtype = Choice("dtype", ALL)
        self.shape = Entry("shape")
        self.fill_kind = Choice("fill with", FILLS)
        self.fill_value = Entry("fill value")
        self.fill = _button("Fill", "Give every element the number, or the numbers in order")
        self.paste = _button("Paste whole", "The clipboard becomes the tensor, with its shape")
        self.load = _button("Load .npy…", "Take over the tensor of a file")
        self.table = EditTable()
        self.table.model.worth = worth
        self.note = QLabel(" ")
        self.note.setWordWrap(True)
        self.note.setObjectName("tensor note")
        self._arrange()
        self._connect()

    @property
    def array(self) -> Array:
        """What is shown."""
        return self._array

    def show_tensor(
        self, array: Array, names: tuple[str, ...], formulas: TensorFormulas = NO_FORMULAS
    ) -> None:
        """Show a tensor. `names` has one for each axis, `formulas` what gives some elements."""
        if array is self._array and names == self._names and formulas == self._formulas:
            return
        self._names = names
        self._array = array
        self._formulas = formulas
        self._show_head()
        self.table.show_edited(array, names, formulas)
        self.say(self._said)
        self._said = ""

    def say(self, text: str, *, wrong: bool = False) -> None:
        """A line on what has happened."""
        self.note.setText(text or " ")
        self.note.setProperty("role", "error" if wrong else "dim")
        restyle(self.note)

    def paste_whole(self, text: str | None = None) -> None:
        """Make the clipboard, or a text, the tensor. A long one is read on another thread."""
        given = QGuiApplication.clipboard().text() if text is None else text
        dtype = name_of(self._array.dtype) or "float32"
        if len(given) <= LONG_TEXT:
            self._try(lambda: form_like(form_of(given), dtype))
            return
        self.say(f"Reading {len(given):,} characters…")
        self._reading.start(lambda: form_like(form_of(given), dtype))

    def load_file(self, path: Path) -> None:
        """Make the tensor of an .npy file the tensor."""
        self._try(lambda: (load_npy(path), f"Loaded {path.name}."))

    # ---- making it ------------------------------------------------------------------------

    def _arrange(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(8)
        head.setVerticalSpacing(6)
        head.addWidget(_label("dtype", self.dtype), 0, 0)
        head.addWidget(self.dtype, 0, 1)
        head.addWidget(_label("shape", self.shape), 0, 2)
        head.addWidget(self.shape, 0, 3, 1, 2)
        head.addWidget(_label("fill with", self.fill_kind), 1, 0)
        head.addWidget(self.fill_kind, 1, 1)
        head.addWidget(self.fill_value, 1, 2, 1, 2)
        head.addWidget(self.fill, 1, 4)
        head.setColumnStretch(3, 1)
        self.shape.setPlaceholderText("none: a scalar")
        self.fill_value.setPlaceholderText("number")
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.paste)
        foot.addWidget(self.load)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 12, 12, 12)
        lay.addLayout(head)
        lay.addWidget(self.table, 1)
        lay.addLayout(foot)
        for one, other in (
            (self.dtype, self.shape),
            (self.shape, self.fill_kind),
            (self.fill_kind, self.fill_value),
            (self.fill_value, self.fill),
            (self.fill, self.table.view),
        ):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        self.dtype.chosen.connect(lambda name: self._cast(name))
        self.shape.typed.connect(self._look_at_shape)
        self.shape.settled.connect(self._reshape)
        self.fill_kind.chosen.connect(lambda kind: self.fill_value.setEnabled(kind == CONSTANT))
        self.fill_value.returnPressed.connect(self._fill)
        self.fill.clicked.connect(self._fill)
        self.paste.clicked.connect(lambda: self.paste_whole())
        self.load.clicked.connect(self._browse)
        self.table.model.entered.connect(lambda array, kept: self._take(array, "", kept))
        self.table.model.refused.connect(lambda reason: self.say(reason, wrong=True))
        self.table.pasted.connect(self.paste_whole)

    # ---- what the user does -----------------------------------------------------------------

    def _fill(self) -> None:
        kind, text = self.fill_kind.currentText(), self.fill_value.text().strip() or "0"
        self._try(lambda: (filled(self._array, kind, text), ""))

    def _cast(self, name: str) -> None:
        self._try(lambda: cast(self._array, name), self._formulas)

    def _reshape(self) -> None:
        try:
            sizes = self._sizes(self.shape.text())
            shape = read_shape(", ".join(map(str, self._worth(list(sizes)))))
        except BlockpropError as why:
            self._fail(why)
            return
        kept = self._formulas.within(math.prod(shape)).with_sizes(sizes)
        self._try(lambda: reshaped(self._array, shape), kept)

    @staticmethod
    def _sizes(text: str) -> tuple[int | str, ...]:
        """A shape as typed, plain or with formulas: `2, 8`, `H//2, 8`."""
        if not re.search("[A-Za-z_=+*/%-]", text.replace("x", ",")):
            return read_shape(text)
        raw = read_formula_tensor(f"[{text.strip().strip('[]')}]", "int32")["data"]
        assert isinstance(raw, list)
        return tuple(raw)

    def _look_at_shape(self) -> None:
        try:
            sizes = self._worth(list(self._sizes(self.shape.text())))
            read_shape(", ".join(map(str, sizes)))
        except BlockpropError as why:
            self.shape.mark(True)
            self.say(str(why), wrong=True)
        else:
            self.shape.mark(False)
            self.say("")

    def _try(
        self, change: Callable[[], tuple[Array, str]], kept: TensorFormulas = NO_FORMULAS
    ) -> None:
        try:
            made, said = change()
        except BlockpropError as why:
            self._fail(why)
        else:
            self._take(made, said, kept)

    def _fail(self, why: Exception) -> None:
        self.dtype.put(name_of(self._array.dtype))
        self.say(str(why), wrong=True)

    def _take(self, made: Array, said: str, kept: TensorFormulas = NO_FORMULAS) -> None:
        self._said = said
        self.say(said)
        self.committed.emit(kept.raw(made))
        self._show_head()
        self._said = ""

    def _show_head(self) -> None:
        self.dtype.put(name_of(self._array.dtype))
        sizes = self._formulas.sizes or self._array.shape
        self.shape.put(", ".join(map(formula_text, sizes)))
        self.shape.show_formula(bool(self._formulas.sizes))
        self.shape.mark(False)

    def _browse(self) -> None:
        self._ask.file_to_open(
            self,
            self._folder,
            "NumPy arrays (*.npy);;All files (*)",
            lambda path: self.load_file(path),
        )


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "dim")
    label.setBuddy(buddy)
    return label


def _button(text: str, help: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(help)
    button.setAutoDefault(False)
    return button
