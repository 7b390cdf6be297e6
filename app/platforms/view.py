"""What each platform would do with the selected block: a row a platform, and below all about the
one that is chosen, with the call to copy. Made when somebody looks, run or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document import Document
from app.seen import SeenView
from app.theme import SMALL, font

if TYPE_CHECKING:
    from blocks.finding import Finding
    from blocks.platforms import Answer

NOTHING = (
    "Select a block to see what TensorFlow, PyTorch, JAX and ONNX Runtime would do with it, and "
    "the code that computes the same there."
)
WRONG = "{} has a problem of its own. Mend that first."
IDLE = "{} is switched off, so that it calls nothing."
OWN = "{} is an op of your own: nothing is known of it on other platforms."
_FIRST, _LINES = 0, 6


class PlatformsView(SeenView):
    """What is said of the first selected block that there is anything to say of."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.answers: tuple[Answer, ...] = ()
        self._chosen = ""  # the id of what was looked at last, from block to block
        self._make()
        self.set_document(document)

    def _make(self) -> None:
        self.notice = QLabel(NOTHING)
        self.notice.setProperty("role", "dim")
        self.notice.setWordWrap(True)
        self.notice.setMargin(12)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = QTreeWidget()
        self.list.setAccessibleName("Platforms")
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.currentItemChanged.connect(self._choose)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setOpenExternalLinks(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.words.setAccessibleName("What the platform does")
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy this code: it runs as it is")
        self.copy.clicked.connect(self._copy)
        self.code = QPlainTextEdit()
        self.code.setReadOnly(True)
        self.code.setTabChangesFocus(True)
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setFont(font(SMALL, monospace=True))
        self.code.setMinimumHeight(_LINES * 18)
        self.code.setAccessibleName("The call on this platform")
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel()
        self.heading.setProperty("role", "heading")
        buttons.addWidget(self.heading)
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        self._all = QWidget()
        inner = QVBoxLayout(self._all)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.setSpacing(8)
        for part in (self.list, self.words):
            inner.addWidget(part)
        inner.addWidget(self._buttons)
        inner.addWidget(self.code, 1)
        inner.addStretch(0)
        # Where the view is low, all of it moves, and nothing is cut off.
        self._room = QScrollArea()
        self._room.setWidget(self._all)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QScrollArea.Shape.NoFrame)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.notice)
        lay.addWidget(self._room, 1)
        lay.addStretch(0)
        self.setFocusProxy(self.list)
        self.setMinimumWidth(280)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.answers:
            self._fill()

    # ---- showing ----------------------------------------------------------------------------

    def _catch_up(self) -> None:
        from blocks.platforms import answers, call_of  # the rules are read when somebody looks

        document = self._document
        chosen = [id for id in document.selection if id in document.page.blocks]
        words = NOTHING
        found: tuple[Answer, ...] = ()
        for id in chosen:
            finding = document.check.finding(id)
            call = call_of(finding, document.known)
            found = answers(call) if call is not None else ()
            if found:
                break
            words = _why_not(finding, id)
        if not found:
            self.notice.setText(words)
        if found != self.answers or not found:
            self.answers = found
            self._fill()

    def _fill(self) -> None:
        from app.platforms.marks import verdict_icon

        self.notice.setVisible(not self.answers)
        self._room.setVisible(bool(self.answers))
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.answers:
            row = QTreeWidgetItem([one.platform.name, str(one.verdict)])
            row.setIcon(_FIRST, verdict_icon(one.verdict))
            row.setData(_FIRST, Qt.ItemDataRole.UserRole, one.platform.id)
            row.setData(
                _FIRST,
                Qt.ItemDataRole.AccessibleTextRole,
                f"{one.platform.name}: {one.verdict}",
            )
            self.list.addTopLevelItem(row)
            if one is self.answer:
                self.list.setCurrentItem(row)
        self.list.resizeColumnToContents(_FIRST)
        rows = self.list.sizeHintForRow(_FIRST) * len(self.answers)
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + 6)
        self.list.blockSignals(False)
        self._show_chosen()

    def _choose(self, row: QTreeWidgetItem | None) -> None:
        if row is not None:
            self._chosen = row.data(_FIRST, Qt.ItemDataRole.UserRole)
            self._show_chosen()

    @property
    def answer(self) -> Answer | None:
        """What is shown in full."""
        found = (one for one in self.answers if one.platform.id == self._chosen)
        return next(found, self.answers[0] if self.answers else None)

    def _show_chosen(self) -> None:
        from app.platforms.words import answer_words

        answer = self.answer
        if answer is None:
            return
        self.words.setText(answer_words(answer))
        self.heading.setText(f"The same in {answer.platform.name.partition(',')[0]}")
        code = answer.code.rstrip()
        self.code.setPlainText(code)
        for part in (self.code, self._buttons):
            part.setVisible(bool(code))

    def _copy(self) -> None:
        if (answer := self.answer) is not None:
            QGuiApplication.clipboard().setText(answer.code)
            self._document.message.emit(f"Copied the call for {answer.platform.name}")


def _why_not(finding: Finding, id: str) -> str:
    """Why there is nothing to say of a block."""
    if finding.given.mode is not None:
        return IDLE.format(id)
    if finding.problems:
        return WRONG.format(id)
    op = finding.given.block.op
    return OWN.format(id) if op is not None and op.origin else NOTHING
