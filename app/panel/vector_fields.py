"""Fields of numbers along the axes: strides, dilations and explicit paddings.

They are entered by axis, height and width, and make a vector in data_format order, shown beneath.
"""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.panel.entries import NumberEntry
from app.panel.field import Field
from app.theme import SMALL, font
from blocks.declaration.attribute import Attribute
from blocks.editing.attributes import EXPLICIT, PADDING
from blocks.editing.data_format import layout_of
from blocks.errors import ExpressionError, ValueRefused
from blocks.expressions import (
    evaluate_raw,
    formula_text,
    is_expression,
    told_with_value,
    typed_number,
)
from blocks.page import Block, Unread

AXES = {"N": "batch", "D": "depth", "H": "height", "W": "width", "C": "channels"}
SIDES = {"D": ("front", "back"), "H": ("top", "bottom"), "W": ("left", "right")}


class NumbersField(Field):
    """Cells with a caption each; together they are the vector."""

    neutral: int
    """What batch and channels have, and an empty cell."""

    columns: int

    def build(self) -> QWidget:
        self._cells: dict[str, NumberEntry] = {}
        self._labels: dict[str, QLabel] = {}
        self._places: dict[str, int] = {}
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)
        return box

    @abstractmethod
    def captions(self, layout: str) -> list[str]:
        """The caption of each number of the vector."""

    @property
    def length(self) -> int:
        """How many numbers the vector has."""
        return len(self.neutral_vector(self.attribute))

    @property
    def first(self) -> QWidget:
        return self._cells[next(iter(self._places))] if self._places else self.editor

    @property
    def is_pending(self) -> bool:
        return any(cell.is_pending for cell in self._cells.values())

    def key(self, block: Block) -> object:
        value = super().key(block)
        return (*(value if isinstance(value, tuple) else ()), layout_of(block))

    def put(self, block: Block) -> None:
        said = self._said()
        numbers = said or [self.neutral] * self.length
        self._arrange(numbers)
        for caption, at in self._places.items():
            cell = self._cells[caption]
            cell.put(formula_text(numbers[at]) if said else "")
            cell.mark(False)
            cell.show_formula(is_expression(numbers[at]))
        self._explain(said)

    def refresh(self, *, force: bool = False) -> None:
        super().refresh(force=force)
        if isinstance(self.value, Unread) and not self.is_pending:
            self._look()  # It tells which of the numbers it is.

    @classmethod
    def takes(cls, attribute: Attribute, formula: object) -> bool:
        return isinstance(formula, list) and len(formula) == len(cls.neutral_vector(attribute))

    @classmethod
    def neutral_vector(cls, attribute: Attribute) -> list[object]:
        """What the vector is where nothing is said."""
        raise NotImplementedError

    def _said(self) -> list[object]:
        """The numbers and formulas that the page has; empty if it says nothing."""
        value = self.value
        if isinstance(self.formula, list):
            return list(self.formula)
        return list(value) if isinstance(value, tuple) else []

    def paint_wrong(self, wrong: bool) -> None:
        for cell in self._cells.values():
            cell.mark(wrong)

    @property
    def _layout(self) -> str:
        """The data_format whose order the vector has; empty if its axes have no names."""
        layout = layout_of(self.subject.block)
        return layout if len(layout) == self.attribute.settings["rank"] else ""

    def _arrange(self, numbers: list[object]) -> None:
        """A cell for each axis in space; for batch and channels only where they are not neutral,
        as a file may have it, so that it can be mended."""
        self._places = {
            caption: at
            for at, caption in enumerate(self.captions(self._layout))
            if caption.split(" ")[0] not in ("batch", "channels") or numbers[at] != self.neutral
        }
        for caption in {**self._cells, **self._places}:
            if caption not in self._cells:
                self._add(caption)
            self._labels[caption].setVisible(caption in self._places)
            self._cells[caption].setVisible(caption in self._places)
        for place, caption in enumerate(self._places):
            row, column = divmod(place, self.columns)
            self._grid.addWidget(self._labels[caption], 2 * row, column)
            self._grid.addWidget(self._cells[caption], 2 * row + 1, column)
            self._grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.first)

    def _add(self, caption: str) -> None:
        cell = NumberEntry(f"{self.attribute.name} {caption}", self.editor)
        cell.setPlaceholderText(str(self.neutral))
        cell.setToolTip(self.attribute.help)
        cell.typed.connect(self._look)
        cell.settled.connect(self._settle)
        label = QLabel(caption, self.editor)
        label.setProperty("role", "dim")
        label.setFont(font(SMALL))
        label.setBuddy(cell)
        self._labels[caption], self._cells[caption] = label, cell

    def _entered(self) -> list[object]:
        """The vector as typed: words where no number stands, as it is for axes without a cell."""
        numbers = self._said() or [self.neutral] * self.length
        for caption, at in self._places.items():
            text = self._cells[caption].text().strip()
            numbers[at] = typed_number(text) if text else self.neutral
        return numbers

    def _look(self) -> bool:
        """Mark the cells that hold no number that can be; true if all can."""
        numbers, reasons = self._entered(), []
        good = [self.neutral] * len(numbers)
        for caption, at in self._places.items():
            trial: list[object] = [*good[:at], numbers[at], *good[at + 1 :]]
            reason = self._refusal(trial)
            self._cells[caption].mark(bool(reason))
            self._cells[caption].show_formula(is_expression(numbers[at]))
            if reason:
                plain = reason.replace(f"number {at + 1} is ", "").removeprefix(f"[{at}]: ")
                reasons.append(f"{caption}: {plain}")
        self._say(self.reason, "\n".join(reasons))
        self._explain([] if reasons else numbers)
        return not reasons

    def _refusal(self, numbers: list[object]) -> str:
        try:
            self.read(numbers)
        except ValueRefused as why:
            return str(why)
        return ""

    def _settle(self) -> None:
        if self._look():
            self.send(self._entered())

    def _explain(self, numbers: list[object]) -> None:
        """The whole vector, each formula with its value."""
        order = f" in {self._layout} order" if self._layout else ""
        told = ", ".join(told_with_value(one, self._worth(one)) for one in numbers)
        self.explain(f"[{told}]{order}" if numbers else "")

    def _worth(self, raw: object) -> object:
        """What a number or a formula gives; None if it gives nothing."""
        scope = self.subject.document.page.variables.scope
        try:
            return evaluate_raw(raw, scope.values, scope.errors)
        except ExpressionError:
            return None


class WindowField(NumbersField):
    """Strides or dilations."""

    neutral = 1
    columns = 3

    @classmethod
    def neutral_vector(cls, attribute: Attribute) -> list[object]:
        return [1] * int(attribute.settings["rank"])

    def captions(self, layout: str) -> list[str]:
        if not layout:
            return [f"axis {at}" for at in range(self.attribute.settings["rank"])]
        return [AXES.get(letter, letter) for letter in layout]


class PaddingsField(NumbersField):
    """explicit_paddings: before and after on each axis. They count for EXPLICIT alone."""

    neutral = 0
    columns = 2

    @classmethod
    def neutral_vector(cls, attribute: Attribute) -> list[object]:
        return [0] * (2 * int(attribute.settings["rank"]))

    def captions(self, layout: str) -> list[str]:
        letters = layout or [f"axis {at}" for at in range(self.attribute.settings["rank"])]
        pairs = [
            SIDES.get(one, (f"{AXES.get(one, one)} before", f"{AXES.get(one, one)} after"))
            for one in letters
        ]
        return [side for pair in pairs for side in pair]

    def key(self, block: Block) -> object:
        return (super().key(block), block.value(PADDING))

    @property
    def counts(self) -> bool:
        return self.subject.block.value(PADDING) == EXPLICIT or bool(self.value)
