"""The hands and eyes of the tests of results."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.results.heatmap import Heatmap
from app.results.view import ResultView
from tests.app.pages import const_page

LEFT = Qt.MouseButton.LeftButton
TABLE, HEATMAP, LINE, HISTOGRAM = range(4)
"""The tabs."""


def run(qtbot: QtBot, document: Document) -> None:
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        document.run()


def show(qtbot: QtBot, view: ResultView, value: Any) -> Document:
    """A page with one tensor, run, its block selected."""
    document = Document(const_page(value))
    view.set_document(document)
    run(qtbot, document)
    document.select(["x"])
    return document


def text(view: ResultView, name: str) -> str:
    label = view.findChild(QWidget, name)
    assert label is not None
    words: str = label.text()  # type: ignore[attr-defined]
    return words.replace("\N{NO-BREAK SPACE}", " ")


def cells(view: ResultView) -> list[list[str]]:
    model = view.table.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(view: QWidget, name: str, words: str) -> None:
    """Pick an entry of a choice with the keyboard."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    field = view.findChild(QComboBox, name)
    assert field is not None
    assert field.findText(words) >= 0, f"{name}: no {words}"
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # its list opens
    steps = field.findText(words) - field.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(field.view(), Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    QTest.keyClick(field.view(), Qt.Key.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def gone(view: QWidget, kind: type[QWidget], name: str) -> bool:
    """Whether there is no such field any more."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return view.findChild(kind, name) is None


def point(plot: Any, x: float, y: float, *, click: bool = False) -> None:
    """Bring the mouse to a place of a plot."""
    QApplication.processEvents()
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(x, y)))
    QTest.mouseMove(plot.viewport(), at)
    if click:
        QTest.mouseClick(plot.viewport(), LEFT, pos=at)


def words(view: QWidget, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.text()


def numbers_of(heatmap: Heatmap) -> list[str]:
    """The numbers that are written into the cells."""
    QApplication.processEvents()
    writing = heatmap.plane.writing
    place = heatmap.plane.plot.getViewBox().childTransform()
    found = writing.texts(place, QFontMetricsF(theme.font(theme.SMALL)), writing.viewRect())
    return [text for _, text, _ in found]
