"""The one line that holds every attribute without a pin of its own, as enuSpace writes it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.panel.field import Subject
from app.panel.text import line, say
from app.theme import NORMAL, font, restyle
from blocks.editing.attributes import set_line
from blocks.enuspace import attrs_text, read_attrs
from blocks.errors import BlockpropError

HELP = (
    "The attributes that have no pin in enuSpace, in its own form: key_ = value; and so on. "
    "The fields above and this line are the same values; what the line leaves out is the default."
)


class LineEdit(QPlainTextEdit):
    """A line that may be long: it wraps, and Enter takes it over."""

    def __init__(self, owner: LineField) -> None:
        super().__init__()
        self._owner = owner
        self.setTabChangesFocus(True)
        self.setObjectName("attrs")
        self.setAccessibleName("attrs")
        self.setFont(font(NORMAL - 1, monospace=True))
        self.setToolTip(HELP)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.settle()
        elif event.key() == Qt.Key.Key_Escape:
            self._owner.revert()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as the text needs."""
        lines = max(1, int(self.document().size().height()))
        margins = 2 * int(self.document().documentMargin()) + 8
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.settle()


class LineField(QWidget):
    """`data_format_ = NHWC;dilations_ = {1,1,1,1};`, in step with the fields both ways."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        self._shown: str | None = None
        self.editor = LineEdit(self)
        self.reason = line("", "error", "attrs reason")
        self.reason.hide()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        lay.addWidget(self.editor)
        lay.addWidget(self.reason)
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self._look)

    def refresh(self) -> None:
        """Show what the page has; what is being typed stays while the page's line is the same."""
        text = attrs_text(self.subject.block)
        if text == self._shown and self.editor.toPlainText() != text:
            return
        self._put(text)

    def revert(self) -> None:
        """Back to what the page has."""
        self._put(attrs_text(self.subject.block))

    def settle(self) -> None:
        """Take over what was typed, if all of it can be."""
        text = self.editor.toPlainText()
        if text == self._shown or not self.subject.is_there:
            return
        try:
            set_line(self.subject.document.page, self.subject.id, text)
        except BlockpropError as why:
            self._refuse(str(why))
        else:
            self.revert()

    def _look(self) -> None:
        op = self.subject.block.op
        assert op is not None
        self.editor.fit()
        try:
            read_attrs(op, self.editor.toPlainText())
        except BlockpropError as why:
            self._refuse(str(why))
        else:
            self._refuse("")

    def _put(self, text: str) -> None:
        self._shown = text
        if self.editor.toPlainText() != text:
            with QSignalBlocker(self.editor):
                self.editor.setPlainText(text)
        self.editor.fit()
        self._refuse("")

    def _refuse(self, reason: str) -> None:
        say(self.reason, reason)
        if bool(self.editor.property("wrong")) != bool(reason):
            self.editor.setProperty("wrong", bool(reason))
            restyle(self.editor)
