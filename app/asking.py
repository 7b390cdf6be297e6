"""Questions to the user. None of them waits: each calls back with the answer when it comes.

The window gets one Ask and passes it on, so that tests can answer in the user's place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

Answer = Literal["save", "discard", "cancel"]
PAGES = "blockprop pages (*.page.json);;All files (*)"
PAGES_AND_PICTURES = "Pages, and pictures of pages (*.page.json *.png *.svg);;All files (*)"


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


def _show(dialog: QFileDialog | QMessageBox) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
