"""Fields of one word: a choice, a flag, a whole number, a text."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QWidget

from app.panel.entries import Choice, Entry, NumberEntry
from app.panel.field import Field
from blocks.declaration.attribute import REQUIRED
from blocks.page import Block


class ChoiceField(Field):
    """One of a few words."""

    editor: Choice

    def build(self) -> QWidget:
        choice = Choice(self.attribute.name, self.attribute.options)
        choice.setPlaceholderText("choose one")
        choice.chosen.connect(lambda text: self.send(text))
        return choice

    def put(self, block: Block) -> None:
        value = block.value(self.attribute.name)
        self.editor.put(value if isinstance(value, str) else None)


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
    """A whole number."""

    def entry(self) -> Entry:
        return NumberEntry(self.attribute.name)

    @property
    def entered(self) -> object:
        text = super().entered
        try:
            return int(text) if isinstance(text, str) else text
        except ValueError:
            return text
