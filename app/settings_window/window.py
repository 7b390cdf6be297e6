"""The window of the settings: pages to choose from at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.theme import LARGE, font

SIZE = (860, 600)
LIST_WIDTH = 150
ROW_HEIGHT = 28


class SettingsWindow(QDialog):
    """Pages by their titles. It can stay open beside the main window."""

    def __init__(self, pages: Mapping[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Settings")
        self._titles = list(pages)
        self.list = QListWidget()
        self.list.setObjectName("settings pages")
        self.list.setAccessibleName("Pages of the settings")
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.addItems(self._titles)
        for row in range(len(self._titles)):
            self.list.item(row).setSizeHint(QSize(LIST_WIDTH - 4, ROW_HEIGHT))
        self.pages = QStackedWidget()
        for title, page in pages.items():
            self.pages.addWidget(_titled(title, page))
        self.list.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        right = QVBoxLayout()
        right.addWidget(self.pages, 1)
        right.addWidget(buttons)
        lay = QHBoxLayout(self)
        lay.setSpacing(16)
        lay.addWidget(self.list)
        lay.addLayout(right, 1)
        self.resize(*SIZE)

    def show_page(self, title: str) -> None:
        """Open at a page."""
        self.list.setCurrentRow(self._titles.index(title))
        self.list.setFocus()


def _titled(title: str, page: QWidget) -> QWidget:
    heading = QLabel(title)
    heading.setFont(font(LARGE, bold=True))
    box = QWidget()
    lay = QVBoxLayout(box)
    lay.setContentsMargins(0, 4, 0, 0)
    lay.setSpacing(10)
    lay.addWidget(heading)
    lay.addWidget(page, 1)
    return box
