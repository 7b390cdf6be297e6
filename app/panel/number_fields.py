"""Fields of numbers that own ops may have: a real number, and a list of whole ones."""

from __future__ import annotations

from app.panel.entries import Entry
from app.panel.plain_fields import IntegerField, TextField
from blocks.declaration.attribute import Attribute
from blocks.expressions import formula_text, typed_number
from blocks.page import Block


class RealField(IntegerField):
    """A number with or without a point, or a formula that gives one."""

    def entry(self) -> Entry:
        return Entry(self.attribute.name)

    @property
    def entered(self) -> object:
        text = TextField.entered.fget(self)  # type: ignore[attr-defined]
        if not isinstance(text, str):
            return text
        try:
            return float(text)
        except ValueError:
            return typed_number(text)


class ListField(TextField):
    """Whole numbers with commas between; each may be a formula."""

    @classmethod
    def takes(cls, attribute: Attribute, formula: object) -> bool:
        return isinstance(formula, list)

    @property
    def entered(self) -> object:
        text = self.editor.text().strip().removeprefix("[").removesuffix("]")
        if not text and not self.attribute.required:
            return super().entered
        return [typed_number(one) for one in text.split(",")] if text else []

    def put(self, block: Block) -> None:
        super().put(block)
        shown = self.formula if isinstance(self.formula, list) else self.value
        if isinstance(shown, tuple | list) and self.editor.text():
            self.editor.put(", ".join(formula_text(one) for one in shown))
        self.editor.show_formula(isinstance(self.formula, list))
        self.explain(str(list(self.value)) if isinstance(self.formula, list) else "")

    def unsaid(self, block: Block) -> str:
        default = self.attribute.default
        return ", ".join(map(str, default)) if isinstance(default, tuple) else ""
