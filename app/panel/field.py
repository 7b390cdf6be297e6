"""A field: one attribute of one block, shown and edited. Each kind of editor is a subclass."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.asking import Ask
from app.document import Document
from app.theme import SMALL, font
from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.editing.attributes import set_attribute
from blocks.errors import BlockpropError
from blocks.page import Block, Unread
from blocks.page.formulas import read


class Subject:
    """The block that a panel shows. `ask` asks the user for files."""

    def __init__(self, document: Document, id: str, ask: Ask | None = None) -> None:
        self.document = document
        self.id = id
        self.ask = ask or Ask()
        self.is_over = False

    @property
    def block(self) -> Block:
        """The block as it is now."""
        return self.document.page.blocks[self.id]

    @property
    def is_there(self) -> bool:
        """Whether the page still has it, and this panel still shows it."""
        return not self.is_over and self.id in self.document.page.blocks

    def set(self, name: str, raw: object) -> None:
        """Set an attribute, and what hangs on it, as one edit of the page."""
        set_attribute(self.document.page, self.id, name, raw, self.document.known)


class Field(QWidget):
    """An editor with a line beneath for what the value means and one for what is wrong with it.

    A subclass builds its editor in `build`, shows a value in `put` and calls `send` with what the
    user has entered. What the attribute refuses is marked here and does not reach the page.
    """

    def __init__(self, subject: Subject, attribute: Attribute) -> None:
        super().__init__()
        self.subject = subject
        self.attribute = attribute
        self._key: object = None
        self._formula: object = None
        self.note = _line("dim")
        self.reason = _line("error")
        self.note.setObjectName(f"{attribute.name} note")
        self.reason.setObjectName(f"{attribute.name} reason")
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(2)
        self.editor = self.build()
        self.editor.setToolTip(attribute.help)
        self._lay.addWidget(self.editor)
        self._lay.addWidget(self.note)
        self._lay.addWidget(self.reason)
        self.setFocusProxy(self.first)

    # ---- what a subclass says -------------------------------------------------------------

    def build(self) -> QWidget:
        """Make the editor."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        """What the label leads to."""
        return self.editor

    def enter(self) -> None:
        """Begin to edit."""
        self.first.setFocus(Qt.FocusReason.TabFocusReason)

    def put(self, block: Block) -> None:
        """Show the attribute's value."""
        raise NotImplementedError

    @classmethod
    def takes(cls, attribute: Attribute, formula: object) -> bool:
        """Whether it can show a formula that has no value now, so that it can be mended here."""
        return False

    def key(self, block: Block) -> object:
        """What decides how the field looks; while it is the same, typing is not disturbed."""
        return block.value(self.attribute.name)

    @property
    def is_pending(self) -> bool:
        """Whether the user is in the middle of something."""
        return False

    def paint_wrong(self, wrong: bool) -> None:
        """Frame the editor as wrong, or not."""

    # ---- what a subclass uses -------------------------------------------------------------

    def send(self, raw: object) -> bool:
        """Give a value to the page; say why if it cannot be taken."""
        if not self.subject.is_there:
            return False
        try:
            self.subject.set(self.attribute.name, raw)
        except BlockpropError as why:
            self.refuse(str(why))
            return False
        self.refresh(force=True)
        return True

    def refuse(self, reason: str) -> None:
        """Mark what was entered, with the reason."""
        self._say(self.reason, reason)
        self.paint_wrong(bool(reason))

    def explain(self, text: str) -> None:
        """Say in grey what the value means."""
        self._say(self.note, text)

    def check(self, raw: object) -> bool:
        """Mark what is being typed if the attribute cannot take it. Does not touch the page."""
        try:
            self.read(raw)
        except BlockpropError as why:
            self.refuse(str(why))
            return False
        self.refuse("")
        return True

    def read(self, raw: object) -> Any:
        """The value that a number, a formula or whatever else was entered would give."""
        return read(self.attribute, raw, self.subject.document.page.variables.scope)[0]

    # ---- what the panel calls -------------------------------------------------------------

    def refresh(self, *, force: bool = False) -> None:
        """Show what the page has, unless that is shown already."""
        block = self.subject.block
        key, formula = self.key(block), self.formula
        is_same = self._key is not None and _same(key, self._key) and formula == self._formula
        if not force and is_same and self.is_pending:
            return
        self._key, self._formula = key, formula
        self.refuse("")
        self.put(block)
        if isinstance(self.value, Unread):
            self.refuse(self.value.reason)

    def point_out(self, reason: str) -> None:
        """Show that the page, with this value, has a problem."""
        if not self.reason.text():
            self.paint_wrong(bool(reason))
            self.editor.setToolTip(reason or self.attribute.help)

    @property
    def value(self) -> Any:
        """The value that the page has."""
        return self.subject.block.value(self.attribute.name)

    @property
    def formula(self) -> object:
        """What the value was worked out from, as the page keeps it; None for a plain one."""
        return self.subject.block.formulas.get(self.attribute.name)

    @property
    def counts(self) -> bool:
        """Whether the value has any effect now; if not, the field takes no room."""
        return True

    @property
    def is_default(self) -> bool:
        """Whether the value is the one that need not be said."""
        if self.formula is not None:
            return False
        now = self.value
        initial = self.attribute.initial if self.attribute.required else self.attribute.default
        return now is not REQUIRED and self.attribute.same(now, initial)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _line(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setFont(font(SMALL))
    label.setWordWrap(True)
    label.hide()
    return label


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) or type(one) is not type(other):
        return one is other
    return bool(one == other)
