"""The open pages as tabs above the canvas. One page alone needs none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from app.document import Document
from app.links import Links
from app.window.files.files import name_of
from app.window.files.open_pages import OpenPages

UNSAVED = " •"


class Tabs(QTabBar):
    """Shows which pages are open. A click shows one, the cross or the middle button closes it."""

    close_requested = Signal(Document)

    def __init__(self, pages: OpenPages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName("Open pages")
        self._pages = pages
        self._links = Links()
        self._is_filling = False
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setTabsClosable(True)
        self.setAutoHide(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.currentChanged.connect(self._chosen)
        self.tabCloseRequested.connect(lambda at: self._close(at))
        self.tabMoved.connect(lambda old, new: pages.move(old, new))
        pages.changed.connect(self._fill)
        self._fill()

    def close_document(self) -> None:
        """Follow the pages no more."""
        self._links.cut()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and at >= 0:
            self._close(at)
            return
        super().mouseReleaseEvent(event)

    def _fill(self) -> None:
        documents = self._pages.documents
        self._links.cut()
        self._is_filling = True
        while self.count() > len(documents):
            self.removeTab(self.count() - 1)
        while self.count() < len(documents):
            self.addTab("")
        for at, document in enumerate(documents):
            self._name(document)
            self._links.join(partial(self._name, document), document.path_changed)
            self.setTabToolTip(at, str(document.path or "Not saved yet"))
        self.setCurrentIndex(documents.index(self._pages.current))
        self._is_filling = False

    def _name(self, document: Document) -> None:
        at = self._pages.documents.index(document)
        text = name_of(document).removesuffix(".page.json").replace("&", "&&")
        mark = UNSAVED if document.is_dirty else ""
        if self.tabText(at) != text + mark:
            self.setTabText(at, text + mark)
            self.setTabToolTip(at, str(document.path or "Not saved yet"))

    def _chosen(self, at: int) -> None:
        if not self._is_filling and 0 <= at < len(self._pages.documents):
            self._pages.show(self._pages.documents[at])

    def _close(self, at: int) -> None:
        self.close_requested.emit(self._pages.documents[at])


def stacked(tabs: Tabs, below: QWidget) -> QWidget:
    """The tabs above what they choose."""
    both = QWidget()
    lay = QVBoxLayout(both)
    lay.setContentsMargins(0, 0, 0, 0)
    lay.setSpacing(0)
    lay.addWidget(tabs)
    lay.addWidget(below, 1)
    return both
