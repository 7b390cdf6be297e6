"""What the pages about folders of files are made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QWidget,
)


class FolderField(QWidget):
    """The path of a folder, to be read, and a button to choose another one."""

    def __init__(self, name: str, choose: Callable[[], object]) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setPlaceholderText("No folder yet")
        self.line.setAccessibleName(name)
        self.button = QPushButton("Choose &Folder…")
        self.button.clicked.connect(lambda: choose())
        lay = QHBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.line, 1)
        lay.addWidget(self.button)

    def show_folder(self, folder: Path | None) -> None:
        """Show its path, from its beginning."""
        self.line.setText("" if folder is None else str(folder))
        self.line.setCursorPosition(0)


def words(text: str, role: str = "dim") -> QLabel:
    """Some lines about the page."""
    made = QLabel(text)
    made.setWordWrap(True)
    made.setProperty("role", role)
    return made


def list_of_files(id: str, name: str, titles: tuple[str, str]) -> QTreeWidget:
    """A list with a file a line."""
    made = QTreeWidget()
    made.setObjectName(id)
    made.setAccessibleName(name)
    made.setHeaderLabels(list(titles))
    made.setRootIsDecorated(False)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    return made


def in_a_row(*buttons: QPushButton) -> QHBoxLayout:
    """Buttons beside each other, from the left."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
