"""The page as Python for one library, to be read, copied or saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.asking import Ask
from app.background import Background
from app.document import Document
from app.pictures.choice import Choice
from blocks.errors import BlockpropError
from blocks.exporting import FLAVOURS, Export, export, save

KINDS = "Python scripts (*.py)"
SIZE = (860, 680)
MOST_NAMES = 4
"""So many blocks are named in one line."""


class PythonDialog(QDialog):
    """Makes the code anew whenever something else is chosen; `chosen` tells the library."""

    chosen = Signal(str)

    def __init__(
        self, document: Document, suggested: Path, flavour: str, ask: Ask, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export as Python")
        self.setModal(True)
        self._document, self._ask, self._suggested = document, ask, suggested
        self._made: Export | None = None
        self._work = Background(self)
        self._work.done.connect(self._show)
        self._work.failed.connect(self._refuse)
        self._writing = Background(self)
        self._writing.done.connect(self._written)
        self._writing.failed.connect(self._not_written)
        self._closes_then = False
        selected = bool(document.selected_blocks)
        self.library = Choice({one.name: one.title for one in FLAVOURS.values()}, flavour)
        self.what = Choice({False: "Whole page", True: "Selected blocks"}, False)
        self.what.button(True).setEnabled(selected)
        for choice in (self.library, self.what):
            choice.group.buttonClicked.connect(self._make)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setMinimumHeight(2 * self.note.fontMetrics().lineSpacing())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.code = QPlainTextEdit()
        self.code.setReadOnly(True)
        self.code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.code.setFont(theme.font(monospace=True))
        self.code.setAccessibleName("The code")
        self.code.setTabChangesFocus(True)
        self._arrange()
        self._make()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow("For", self.library)
        form.addRow("Computes", self.what)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self.save = buttons.addButton("&Save…", QDialogButtonBox.ButtonRole.ActionRole)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self.save.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 14, 14, 14)
        whole.setSpacing(12)
        whole.addLayout(form)
        whole.addWidget(self.note)
        whole.addWidget(self.code, 1)
        whole.addWidget(buttons)
        self.resize(*SIZE)

    # ---- the code ---------------------------------------------------------------------------

    def _make(self, *_: object) -> None:
        """Work it out on another thread: random numbers that are written down may be many."""
        self.chosen.emit(self.library.value)
        self._made = None
        self._allow(False)
        self._say("…")
        self._work.start(self._wish(self._suggested))

    def _wish(self, out: Path) -> partial[Export]:
        document = self._document
        fetches = list(document.selected_blocks) if self.what.value else None
        return partial(export, document.page, self.library.value, fetches, out=out, use_pins=True)

    def _show(self, made: object) -> None:
        assert isinstance(made, Export)
        self._made = made
        self.code.setPlainText(made.text)
        flavour = FLAVOURS[self.library.value]
        same = "the same numbers as the page"
        if flavour.name != "numpy":
            same += ", but for the last digits of long sums"
        words = f"It needs {flavour.needs}. It gives {same}."
        if count := len(made.tensors):
            what = "A large tensor is" if count == 1 else f"{count} large tensors are"
            words += f" {what} saved beside it, in {made.beside}."
        if made.left_out:
            words += f" Left out, for {flavour.title} has no such check: {_some(made.left_out)}."
        self._say(words)
        self._allow(True)

    def _refuse(self, why: Exception) -> None:
        self.code.setPlainText("")
        known = isinstance(why, BlockpropError)
        self._say(str(why) if known else f"A fault of blockprop: {why}", wrong=True)

    def _say(self, words: str, wrong: bool = False) -> None:
        self.note.setText(words)
        self.note.setProperty("role", "error" if wrong else "dim")
        theme.restyle(self.note)

    def _allow(self, on: bool) -> None:
        self.copy.setEnabled(on)
        self.save.setEnabled(on)

    # ---- what is done with it ---------------------------------------------------------------

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.toPlainText())
        self._say("Copied.")

    def _ask_where(self) -> None:
        self._ask.file_to_save(self, self._suggested, KINDS, self._save)

    def _save(self, path: Path) -> None:
        path = path if path.suffix == ".py" else path.with_name(f"{path.name}.py")
        self._wait(True)
        self._say(f"Writing {path.name}…")
        # Made again, for how it finds files depends on where it is.
        made = self._wish(path)
        self._writing.start(lambda: save(made(), path))

    def _written(self, files: object) -> None:
        assert isinstance(files, list)
        words = f"Wrote {' and '.join(one.name for one in files)}"
        self._document.message.emit(words)
        self._say(f"{words}.")
        self._wait(False)
        if self._closes_then:
            self.reject()

    def _not_written(self, why: Exception) -> None:
        self._closes_then = False
        known = isinstance(why, BlockpropError)
        self._say("The script was not written.", wrong=True)
        self._wait(False)
        what = str(why) if known else f"A fault of blockprop: {why}"
        self._ask.tell(self, "The script was not written", what)

    def _wait(self, on: bool) -> None:
        """Nothing else can be chosen while a file is being written."""
        self._allow(not on)
        for choice in (self.library, self.what):
            choice.setEnabled(not on)

    def _may_close(self) -> bool:
        """Not while a file is being written, of which one wants to know how it ended; it closes
        then."""
        self._closes_then = self._writing.is_busy
        if not self._closes_then:
            self._work.forget()
        return not self._closes_then

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def reject(self) -> None:
        if self._may_close():
            super().reject()


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
