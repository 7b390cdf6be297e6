"""An attribute value of a file that the op cannot take: shown as it came, to be mended."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panel.entries import Entry
from app.panel.field import Subject
from app.panel.text import line, raw_text, say
from blocks.declaration.attribute import REQUIRED
from blocks.errors import BlockpropError
from blocks.page import Unread


class UnreadField(QWidget):
    """A raw value with the reason why it cannot be read. Typing a right one mends it."""

    def __init__(self, subject: Subject, name: str) -> None:
        super().__init__()
        self.subject = subject
        self.name = name
        op = subject.block.op
        self.attribute = op.attribute(name) if op is not None else None
        self.editor = Entry(name)
        self.editor.setReadOnly(self.attribute is None)
        self.editor.typed.connect(self._look)
        self.editor.settled.connect(self._settle)
        self.remove = QPushButton("Remove")
        self.remove.setAccessibleName(f"Remove {name}")
        self.remove.setToolTip("Take the value away; the default holds, if there is one")
        self.remove.clicked.connect(self._remove)
        self.remove.setVisible(op is not None)
        self.reason = line("", "error", f"{name} reason")
        row = QHBoxLayout()
        row.addWidget(self.editor, 1)
        row.addWidget(self.remove)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        lay.addLayout(row)
        lay.addWidget(self.reason)
        self.setFocusProxy(self.editor)

    def refresh(self) -> None:
        """Show what the file said."""
        value = self.subject.block.attrs.get(self.name)
        if self.editor.is_pending:
            return
        unread = value if isinstance(value, Unread) else Unread(value, "")
        self.editor.put(raw_text(unread.raw))
        # Of an op that is not known here, nothing can be said about a value.
        self._refuse(unread.reason if self.subject.block.op is not None else "")

    def _look(self) -> None:
        assert self.attribute is not None
        try:
            self.attribute.read_text(self.editor.text())
        except BlockpropError as why:
            self._refuse(str(why))
        else:
            self._refuse("")

    def _settle(self) -> None:
        if self.attribute is None or not self.subject.is_there:
            return
        try:
            self.subject.set(self.name, self.attribute.read_text(self.editor.text()))
        except BlockpropError as why:
            self._refuse(str(why))

    def _remove(self) -> None:
        try:
            self.subject.document.page.set_attr(self.subject.id, self.name, REQUIRED)
        except BlockpropError as why:
            self._refuse(str(why))

    def _refuse(self, reason: str) -> None:
        self.editor.mark(bool(reason))
        say(self.reason, reason)
