"""What blockprop shows when it is opened without a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.assets import lessons, sample_pages
from app.settings import Settings
from app.start.cards import CARD, PICTURE, CardDelegate
from app.start.pictures import picture_of
from app.theme import font

PATH = Qt.ItemDataRole.UserRole

BESIDE, AROUND = 230, QSize(300, 112)
"""How wide the user's own pages are, and what there is beside the cards of lessons."""


class StartPage(QDialog):
    """Lessons to choose from by their pictures, and the user's own pages. `chosen` tells a file."""

    chosen = Signal(Path)
    new_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle("Start")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lessons = _list("Lessons")
        self.lessons.setViewMode(QListView.ViewMode.IconMode)
        self.lessons.setMovement(QListView.Movement.Static)
        self.lessons.setResizeMode(QListView.ResizeMode.Adjust)
        self.lessons.setWordWrap(True)
        self.lessons.setIconSize(PICTURE)
        self.lessons.setGridSize(CARD)
        self.lessons.setItemDelegate(CardDelegate(self.lessons))
        self.lessons.setMouseTracking(True)
        self.recent = _list("Recent pages")
        self.none_yet = _dim("Pages that you open or save will be listed here.")
        self.none_yet.setWordWrap(True)
        self.samples = _list("Sample pages")
        self.new_page = self._button("&New page", self.new_wanted.emit)
        self.open_page = self._button("&Open…", self.open_wanted.emit)
        self.at_start = QCheckBox("Show this at the &start")
        self.at_start.setChecked(settings.start_page)
        self.at_start.clicked.connect(lambda on=False: setattr(settings, "start_page", on))
        for one in (self.lessons, self.recent, self.samples):
            one.itemActivated.connect(self._choose)
            one.itemClicked.connect(self._choose)
        self._arrange()
        self._fill()
        self.lessons.setCurrentRow(0)
        self.lessons.setFocus()
        self._fit()

    def _button(self, words: str, then: Callable[[], object]) -> QPushButton:
        made = QPushButton(words)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: (self.close(), then()))
        return made

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.addWidget(_title("Your pages"))
        left.addWidget(self.new_page)
        left.addWidget(self.open_page)
        left.addWidget(_dim("Recent"))
        left.addWidget(self.recent, 1)
        left.addWidget(self.none_yet)
        left.addWidget(_dim("Sample pages"))
        left.addWidget(self.samples, 1)
        left.addWidget(self.at_start)
        right = QVBoxLayout()
        right.addWidget(_title("Lessons"))
        right.addWidget(_dim("Each answers one question about convolutions and their gradients."))
        right.addWidget(self.lessons, 1)
        lay = QHBoxLayout(self)
        lay.setSpacing(18)
        lay.addLayout(right, 1)
        lay.addLayout(left)
        for one in (self.recent, self.samples):
            one.setFixedWidth(BESIDE)
            one.setWordWrap(True)
            one.setSpacing(1)
            one.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none_yet.setFixedWidth(BESIDE)

    def _fit(self) -> None:
        """All lessons at once where the window below has the room, else as many as there is room
        for."""
        below = self.parentWidget()
        room = self.screen().availableSize() if below is None else below.size()
        columns = max(2, min(4, (room.width() - AROUND.width()) // CARD.width()))
        rows = -(-self.lessons.count() // columns)
        rows = max(2, min(rows, (room.height() - AROUND.height()) // CARD.height()))
        self.resize(columns * CARD.width() + AROUND.width(), rows * CARD.height() + AROUND.height())

    def _fill(self) -> None:
        for title, path in lessons():
            _add(self.lessons, title, path)
        for path in self._settings.recent:
            _add(self.recent, path.name.removesuffix(".page.json"), path)
        for title, path in sample_pages():
            _add(self.samples, title, path)
        self.recent.setVisible(bool(self.recent.count()))
        self.none_yet.setVisible(not self.recent.count())
        self._draw()

    def _draw(self) -> None:
        """The pictures, in the theme's colours."""
        dense = self.devicePixelRatioF()
        for row in range(self.lessons.count()):
            item = self.lessons.item(row)
            picture = picture_of(item.data(PATH), PICTURE, dense)
            icon = QIcon(picture)
            icon.addPixmap(picture, QIcon.Mode.Selected)  # else it would be tinted
            item.setIcon(icon)

    def _choose(self, item: QListWidgetItem) -> None:
        if self.isVisible():  # a double click is a click, too, and Enter may be both
            self.close()
            self.chosen.emit(item.data(PATH))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName(name)
    made.setAccessibleName(name)
    return made


def _add(to: QListWidget, words: str, path: Path) -> QListWidgetItem:
    item = QListWidgetItem(words)
    item.setData(PATH, path)
    item.setToolTip(f"{words}\n{path}")
    to.addItem(item)
    return item


def _title(words: str) -> QLabel:
    made = QLabel(words)
    made.setFont(font(14, bold=True))
    return made


def _dim(words: str) -> QLabel:
    made = QLabel(words)
    made.setProperty("role", "dim")
    return made
