"""A viewer that stays: it has a number, and shows the same outputs whatever is selected."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow

from app.asking import Ask
from app.document import Document
from app.results.view import ResultView
from app.viewers.remembered import Kept
from blocks.page import End


class PinnedViewer(QDockWidget):
    """A window of its own at first, which can be docked at any side. `closed` tells that the user
    has closed it."""

    closed = Signal()

    def __init__(
        self, number: int, document: Document, ends: tuple[End, ...], ask: Ask, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName(f"viewer {number}")
        self.number, self.document, self.ends = number, document, ends
        self.view = ResultView(document, ask=ask, ends=lambda _: self.ends)
        self.view.asks_over = window
        self.view.nothing_words = "Its block is no longer on the page."
        self.view.heading.chosen.connect(self._name)
        self.setWidget(self.view)
        self._name()

    def show_ends(self, ends: tuple[End, ...]) -> None:
        """Show other outputs."""
        self.ends = ends
        self.view.show_again()
        self._name()

    def follow(self, document: Document) -> None:
        """The window shows this page now: be seen with one's own, and do nothing with others."""
        is_mine = document is self.document
        if is_mine:
            self.view.set_document(document)
        else:
            self.view.close_document()
        self.setVisible(is_mine)

    @property
    def kept(self) -> Kept:
        """What is to be remembered of it."""
        place = self.geometry().getRect()
        docked = None if self.isFloating() else self._window.dockWidgetArea(self).value
        return Kept(self.number, self.ends, self.view.tabs.currentIndex(), place, docked)

    def put(self, kept: Kept) -> None:
        """Stand where it stood, or near the window where there is no screen any more."""
        self.view.tabs.setCurrentIndex(kept.tab)
        if kept.docked is not None:
            return
        self.setFloating(True)
        place = QRect(*kept.place)
        if QGuiApplication.screenAt(place.center()) is not None:
            self.setGeometry(place)
        else:
            self.move(self._window.geometry().center())

    def enter(self) -> None:
        """Give it the keys."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _name(self) -> None:
        self.setWindowTitle(f"Viewer {self.number}: {self.view.end or self.ends[0]}")
