"""Questions to the user. None of them waits: each calls back with the answer when it comes.

The window gets one Ask and passes it on, so that tests can answer in the user's place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

Answer = Literal["save", "discard", "cancel"]
PAGES = "blockprop pages (*.page.json);;All files (*)"
PAGES_AND_PICTURES = "Pages, and pictures of pages (*.page.json *.png *.svg);;All files (*)"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a question offers, with the words on its button."""

    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what can be answered: `usual` with Enter, `escape` with Escape."""

    title: str
    text: str
    more: str
    choices: tuple[Choice, ...]
    usual: str
    escape: str


class Ask:
    """The dialogs of the editor."""

    def file_to_open(
        self, parent: QWidget, folder: Path, kinds: str, then: Callable[[Path], None]
    ) -> None:
        """Ask for a file that exists."""
        dialog = QFileDialog(parent, "Open", str(folder), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        _open(dialog, then)

    def file_to_save(
        self, parent: QWidget, suggestion: Path, kinds: str, then: Callable[[Path], None]
    ) -> None:
        """Ask where to write; the dialog itself asks before a file is written over."""
        dialog = QFileDialog(parent, "Save", str(suggestion.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("".join(suggestion.suffixes[-2:]).lstrip("."))
        dialog.selectFile(suggestion.name)
        _open(dialog, then)

    def folder(
        self, parent: QWidget, title: str, folder: Path, then: Callable[[Path], None]
    ) -> None:
        """Ask for a folder that exists."""
        dialog = QFileDialog(parent, title, str(folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        _open(dialog, then)

    def name(
        self, parent: QWidget, title: str, label: str, name: str, then: Callable[[str], None]
    ) -> None:
        """Ask for a name; `name` is there to be changed."""
        dialog = QInputDialog(parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(then)
        _show(dialog)

    def save_changes(self, parent: QWidget, name: str, then: Callable[[Answer], None]) -> None:
        """Ask what becomes of the changes that no file holds."""
        buttons = QMessageBox.StandardButton
        box = QMessageBox(
            QMessageBox.Icon.Question,
            "Unsaved changes",
            f"Save the changes to {name}?",
            buttons.Save | buttons.Discard | buttons.Cancel,
            parent,
        )
        box.setInformativeText("Without saving, they are lost.")
        box.setDefaultButton(buttons.Save)
        answers: dict[int, Answer] = {buttons.Save.value: "save", buttons.Discard.value: "discard"}
        box.finished.connect(lambda button: then(answers.get(button, "cancel")))
        _show(box)

    def choose(self, parent: QWidget, question: Question, then: Callable[[str], None]) -> None:
        """Ask a question with answers of its own."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(question.title)
        box.setText(question.text)
        box.setInformativeText(question.more)
        # All of one role: they stand in the order of the question on every system.
        role = QMessageBox.ButtonRole.ActionRole
        buttons = {box.addButton(one.words, role): one.answer for one in question.choices}
        for button, answer in buttons.items():
            if answer == question.usual:
                box.setDefaultButton(button)
            if answer == question.escape:
                box.setEscapeButton(button)

        def finished() -> None:
            clicked = box.clickedButton()
            then(
                next((answer for one, answer in buttons.items() if one is clicked), question.escape)
            )

        box.finished.connect(lambda _: finished())
        _show(box)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Tell what has gone wrong."""
        box = QMessageBox(
            QMessageBox.Icon.Warning, title, title, QMessageBox.StandardButton.Ok, parent
        )
        box.setInformativeText(text)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        _show(box)


def _open(dialog: QFileDialog, then: Callable[[Path], None]) -> None:
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    _show(dialog)


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
