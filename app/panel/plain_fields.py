"""Fields of one word: a choice, a flag, a whole number, a text."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QWidget

from app.panel.entries import Choice, Entry, NumberEntry
from app.panel.field import Field
from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.expressions import formula_text, is_expression, told_with_value, typed_number
from blocks.page import Block


class ChoiceField(Field):
    """One of a few words."""

    editor: Choice

    def build(self) -> QWidget:
        choice = Choice(self.attribute.name, self.attribute.options)
        choice.setPlaceholderText("choose one")
        choice.chosen.connect(lambda text: self.send(text))
        return choice

    @classmethod
    def takes(cls, attribute: Attribute, formula: object) -> bool:
        return is_expression(formula)

    def put(self, block: Block) -> None:
        value, formula = block.value(self.attribute.name), self.formula
        self._offer(formula)
        shown = formula if is_expression(formula) else value
        self.editor.put(shown if isinstance(shown, str) else None)
        self.explain(told_with_value(formula, value) if is_expression(formula) else "")

    def _offer(self, formula: object) -> None:
        """Besides the words the variables that hold one of them."""
        values = self.subject.document.page.variables.worked_out
        options = self.attribute.options
        held = [f"={name}" for name, value in values.items() if value in options]
        if is_expression(formula) and formula not in held:
            held.append(formula)
        self.editor.offer((*options, *held))


class FlagField(Field):
    """Yes or no."""

    editor: QCheckBox

    def build(self) -> QWidget:
        box = QCheckBox()
        box.setObjectName(self.attribute.name)
        box.setAccessibleName(self.attribute.name)
        box.clicked.connect(lambda: self.send(box.isChecked()))
        box.toggled.connect(lambda on: box.setText("true" if on else "false"))
        box.setText("false")
        return box

    def put(self, block: Block) -> None:
        with QSignalBlocker(self.editor):
            self.editor.setChecked(block.value(self.attribute.name) is True)
        self.editor.setText("true" if self.editor.isChecked() else "false")
        told = told_with_value(self.formula, block.value(self.attribute.name))
        self.explain(told if is_expression(self.formula) else "")


class TextField(Field):
    """A line of text. What stands in grey holds while nothing is typed."""

    editor: Entry

    def build(self) -> QWidget:
        entry = self.entry()
        entry.typed.connect(self._look)
        entry.settled.connect(lambda: self.send(self.entered))
        return entry

    def entry(self) -> Entry:
        """The line to type into."""
        return Entry(self.attribute.name)

    @property
    def entered(self) -> object:
        """What has been typed, as the attribute reads it; nothing typed is the default."""
        text = self.editor.text().strip()
        return text if text or self.attribute.required else REQUIRED

    @property
    def is_pending(self) -> bool:
        return self.editor.is_pending

    def put(self, block: Block) -> None:
        value = block.value(self.attribute.name)
        unsaid = value is REQUIRED or (self.is_default and not self.attribute.required)
        self.editor.put("" if unsaid else str(value))
        self.editor.setPlaceholderText(self.unsaid(block))

    def unsaid(self, block: Block) -> str:
        """What holds while nothing is typed."""
        if self.attribute.name == "name":
            return block.id
        default = self.attribute.default
        return "" if default is REQUIRED else f"{default}"

    def paint_wrong(self, wrong: bool) -> None:
        self.editor.mark(wrong)

    def _look(self) -> None:
        if self.entered is REQUIRED:
            self.refuse("")
        else:
            self.check(self.entered)


class IntegerField(TextField):
    """A whole number, or a formula that gives one."""

    def entry(self) -> Entry:
        return NumberEntry(self.attribute.name)

    @classmethod
    def takes(cls, attribute: Attribute, formula: object) -> bool:
        return is_expression(formula)

    @property
    def entered(self) -> object:
        text = super().entered
        return typed_number(text) if isinstance(text, str) else text

    def put(self, block: Block) -> None:
        super().put(block)
        if is_expression(self.formula):
            self.editor.put(formula_text(self.formula))
        self._explain(self.formula, block.value(self.attribute.name))

    def _look(self) -> None:
        super()._look()
        entered = self.entered
        is_right = is_expression(entered) and not self.reason.text()
        self._explain(entered, self.read(entered) if is_right else None)

    def _explain(self, raw: object, value: object) -> None:
        """A formula is shown with its value."""
        is_told = is_expression(raw) and isinstance(value, int | float)
        self.editor.show_formula(is_expression(raw))
        self.explain(told_with_value(raw, value) if is_told else "")
