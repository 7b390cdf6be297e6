"""A view works nothing out while it is hidden, or behind another tab of docks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from app.document import Document
from app.seen import SeenView
from tests.app.pages import gradient_page


class Counting(SeenView):
    """Counts how often it shows how things stand."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.shown: list[tuple[str, ...]] = []
        self.set_document(document)

    def _catch_up(self) -> None:
        self.shown.append(self._document.selection)


def test_it_follows_while_it_is_seen_and_makes_up_for_the_rest(qtbot: QtBot) -> None:
    document = Document(gradient_page())
    view = Counting(document)
    window, docks = QMainWindow(), []
    qtbot.addWidget(window)
    for one in (view, QLabel("over it")):
        dock = QDockWidget()
        dock.setWidget(one)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        docks.append(dock)
    own, other = docks
    own.visibilityChanged.connect(view.uncover)
    window.tabifyDockWidget(own, other)
    document.select(["dx"])
    assert view.shown == []
    with qtbot.waitExposed(window):
        window.show()
    other.raise_()
    qtbot.waitUntil(lambda: not view.is_seen)
    before = len(view.shown)
    document.select(["y"])
    document.select(["filter"])
    assert len(view.shown) == before
    own.raise_()
    qtbot.waitUntil(lambda: view.is_seen)
    assert view.shown[before:] == [("filter",)]
    document.select(["dx"])
    assert view.shown[-1] == ("dx",)
    view.close_document()
    document.select(["y"])
    assert view.shown[-1] == ("dx",)
    document.close()
