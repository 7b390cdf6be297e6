"""What the user does with presets: save the selection as one, add one, rename, delete."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.asking import Ask, Choice, Question
from app.document import Document
from app.settings import Settings
from blocks.errors import BlockpropError
from blocks.presets import Preset, PresetRefused, Presets

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Shelf(QObject):
    """The presets of the folder that the settings name. Questions are asked over the window."""

    changed = Signal()  # there are other presets now

    def __init__(self, window: MainWindow, settings: Settings, ask: Ask) -> None:
        super().__init__(window)
        self._window: QWidget = window
        self._document: Callable[[], Document] = lambda: window.document
        self._settings = settings
        self._ask = ask
        self.presets = Presets(settings.presets_folder)
        self.presets.read()

    # ---- the folder -----------------------------------------------------------------------

    def choose_folder(self, folder: Path) -> None:
        """Keep presets in another folder from now on."""
        self._settings.presets_folder = folder
        self.presets = Presets(folder)
        self.reload()

    def reload(self) -> None:
        """Look at the folder again: files may have come and gone."""
        self.presets.read()
        self.changed.emit()

    def show_folder(self) -> None:
        """Open the folder in the system's file manager."""
        self.presets.folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.presets.folder)))

    # ---- on the page ----------------------------------------------------------------------

    def save_selection(self) -> None:
        """Ask for a name and save what is selected under it."""
        document = self._document()
        if ids := list(document.selection):
            self._ask_name("Save as preset", _suggestion(document, ids), self._save)

    def insert(self, key: str, at: tuple[float, float] | None = None) -> None:
        """Put a preset on the page, as one step, and select it."""
        document, preset = self._document(), self.presets.get(key)
        if preset is None:
            document.message.emit("That preset is gone")
            self.reload()
            return
        try:
            ids = self.presets.insert(preset, document.page, at, document.level)
        except BlockpropError as why:
            self._tell(f"{preset.name} was not added", str(why))
            self.reload()
            return
        document.select(ids)

    # ---- with a preset --------------------------------------------------------------------

    def rename(self, preset: Preset) -> None:
        """Ask for another name."""
        self._ask_name("Rename preset", preset.name, lambda name: self._rename(preset, name))

    def delete(self, preset: Preset) -> None:
        """Delete a preset, once the user has said so."""
        self._ask_whether(
            "Delete preset",
            f"Delete the preset {preset.name}?",
            "Its file goes; blocks that were made from it stay.",
            Choice("delete", "Delete"),
            lambda: self._delete(preset),
            usual="delete",
        )

    # ---- once the user has answered -------------------------------------------------------

    def _save(self, name: str) -> None:
        try:
            taken = self.presets.has(name)
        except PresetRefused as why:
            self._tell("The preset was not saved", str(why))
            return
        if not taken:
            self._write(name)
            return
        self._ask_whether(
            "Save as preset",
            f"There is a preset named {name} already.",
            "Replacing it does not change blocks that were made from it.",
            Choice("replace", "Replace"),
            lambda: self._write(name),
            usual="cancel",
        )

    def _write(self, name: str) -> None:
        document = self._document()
        ids = list(document.selection)
        if self._try("The preset was not saved", lambda: self._saved(name, document, ids)):
            document.message.emit(f"Saved as the preset {name}")

    def _saved(self, name: str, document: Document, ids: list[str]) -> object:
        return self.presets.save(name, document.page, ids, replace=True)

    def _rename(self, preset: Preset, name: str) -> None:
        self._try("The preset was not renamed", lambda: self.presets.rename(preset, name))

    def _delete(self, preset: Preset) -> None:
        self._try("The preset was not deleted", lambda: self.presets.delete(preset))

    def _try(self, otherwise: str, do: Callable[[], object]) -> bool:
        try:
            do()
        except BlockpropError as why:
            self._tell(otherwise, str(why))
            return False
        finally:
            self.changed.emit()
        return True

    def _ask_whether(
        self, title: str, text: str, more: str, yes: Choice, then: Callable[[], None], *, usual: str
    ) -> None:
        """Do something if the user chooses to; Escape and Cancel leave it."""
        choices = (yes, Choice("cancel", "Cancel"))
        question = Question(title, text, more, choices, usual=usual, escape="cancel")
        self._ask.choose(
            self._window, question, lambda answer: then() if answer == yes.answer else None
        )

    def _ask_name(self, title: str, name: str, then: Callable[[str], None]) -> None:
        self._ask.name(self._window, title, "Name:", name, lambda text: then(text.strip()))

    def _tell(self, title: str, text: str) -> None:
        self._ask.tell(self._window, title, text)


def _suggestion(document: Document, ids: list[str]) -> str:
    """What a preset of these may be called: a group's title, a block's name or its op."""
    page = document.page
    group = next((page.groups[id] for id in ids if id in page.groups), None)
    if group is not None:
        return group.title
    block = next((page.blocks[id] for id in ids if id in page.blocks), None)
    if block is None:
        return ""
    return block.name if block.name != block.id else block.op_name
