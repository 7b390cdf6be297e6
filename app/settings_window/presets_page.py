"""The page of the settings about presets: their folder, and files that are none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from app.asking import Ask
from app.icons import icon
from app.presets import Shelf
from app.settings_window.parts import FolderField, in_a_row, list_of_files, words
from app.theme import ROW, theme
from blocks.presets import Preset

_WIDEST_NAME = 340

ABOUT = (
    "A preset is a block, some blocks or a group, kept as a plain file: select them and choose "
    "Save as Preset in their menu or in Edit. The palette offers presets after the ops."
)


class PresetsPage(QWidget):
    """The folder and what is in it."""

    title = "Presets"

    def __init__(self, shelf: Shelf, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._shown: list[Preset | None] = []
        self.folder = FolderField(
            "Folder of presets",
            lambda: ask.folder(
                self, "Folder of presets", shelf.presets.folder, shelf.choose_folder
            ),
        )
        self.list = list_of_files("preset files", "Presets", ("Preset", "What it holds"))
        self.list.header().setMaximumSectionSize(_WIDEST_NAME)
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.rename, self.delete = QPushButton("&Rename…"), QPushButton("&Delete…")
        self.rename.clicked.connect(lambda: self._of_current(shelf.rename))
        self.delete.clicked.connect(lambda: self._of_current(shelf.delete))
        self.open = QPushButton("&Open Folder")
        self.open.clicked.connect(shelf.show_folder)
        self.reload = QPushButton("Re&load")
        self.reload.clicked.connect(shelf.reload)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(10)
        lay.addWidget(words(ABOUT))
        lay.addWidget(self.folder)
        lay.addWidget(self.list, 1)
        lay.addLayout(in_a_row(self.rename, self.delete, self.open, self.reload))
        shelf.changed.connect(self._refresh)
        self._refresh()

    def _of_current(self, do: Callable[[Preset], None]) -> None:
        if (preset := self._current) is not None:
            do(preset)

    @property
    def _current(self) -> Preset | None:
        item = self.list.currentItem()
        return None if item is None else self._shown[self.list.indexOfTopLevelItem(item)]

    def _refresh(self) -> None:
        presets = self._shelf.presets
        self.folder.show_folder(presets.folder)
        self._shown = [*presets.all, *(None for _ in presets.broken)]
        self.list.clear()
        for one in presets.all:
            self._add(QTreeWidgetItem([one.name, one.summary]))
        for broken in presets.broken:
            item = QTreeWidgetItem([broken.path.name, broken.reason])
            item.setIcon(1, icon("problem", theme().error))
            item.setToolTip(1, broken.reason)
            self._add(item)
        self._enable()

    def _add(self, item: QTreeWidgetItem) -> None:
        item.setSizeHint(0, QSize(0, ROW))
        self.list.addTopLevelItem(item)

    def _enable(self) -> None:
        for button in (self.rename, self.delete):
            button.setEnabled(self._current is not None)
