"""A small page on a canvas, and a hand that works the mouse over it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas import Canvas
from app.canvas.ports import PortItem
from app.document import Document
from blocks.page import Page

LEFT = Qt.MouseButton.LeftButton
NOTHING_HELD = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page() -> Page:
    """image and filter into conv; sizes are there for a gradient that is not."""
    page = Page("Small")
    ones = np.arange(1, 17, dtype=np.float32).reshape(2, 2, 2, 2)
    page.add_block("Const", {"value": ones}, id="image", at=(0, 0))
    page.add_block("Const", {"value": ones}, id="filter", at=(0, 150))
    page.add_block("Const", {"value": np.array([2, 2, 2, 2], np.int32)}, id="sizes", at=(0, 300))
    page.add_block("Conv2D", {"strides": [1, 3, 2, 1], "padding": "SAME"}, id="conv", at=(330, 40))
    page.add_block("Relu", id="relu", at=(700, 60))
    page.connect("image.output", "conv.input")
    page.connect("filter.output", "conv.filter")
    return page


@pytest.fixture
def document(qapp: QApplication, page: Page) -> Document:
    """The page, open."""
    return Document(page)


@pytest.fixture
def canvas(qtbot: QtBot, document: Document) -> Iterator[Canvas]:
    """The page, drawn and framed, with the focus."""
    theme.apply("dark")
    canvas = Canvas(document)
    qtbot.addWidget(canvas)
    canvas.resize(1200, 700)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.frame_all()
    canvas.view.setFocus()
    yield canvas
    canvas.close_document()


class Hand:
    """Real mouse events on the canvas's viewport. Places are in its pixels."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.viewport = canvas.view.viewport()

    def port(self, end: str, *, is_input: bool) -> PortItem:
        """The port named `block.port`."""
        block, _, name = end.partition(".")
        item = self.canvas.graph.item(block)
        assert item is not None
        port = item.port(name, is_input=is_input)
        assert port is not None
        return port

    def on_screen(self, place: QPointF) -> QPoint:
        """Where a place of the page is in the viewport."""
        return self.canvas.view.mapFromScene(place)

    def output(self, end: str) -> QPoint:
        """Where an output port is."""
        return self.on_screen(self.port(end, is_input=False).scenePos())

    def input(self, end: str) -> QPoint:
        """Where an input port is."""
        return self.on_screen(self.port(end, is_input=True).scenePos())

    def title(self, block: str) -> QPoint:
        """A place in the title of a block."""
        item = self.canvas.graph.item(block)
        assert item is not None
        return self.on_screen(item.pos() + QPointF(40, 12))

    def press(
        self,
        at: QPoint,
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NOTHING_HELD,
    ) -> None:
        """Press a button."""
        QTest.mousePress(self.viewport, button, held, at)

    def move(self, *places: QPoint) -> None:
        """Move over places, one event each."""
        for place in places:
            QTest.mouseMove(self.viewport, place)

    def release(
        self,
        at: QPoint,
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NOTHING_HELD,
    ) -> None:
        """Release a button."""
        QTest.mouseRelease(self.viewport, button, held, at)

    def click(
        self,
        at: QPoint,
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NOTHING_HELD,
    ) -> None:
        """Press and release."""
        QTest.mouseClick(self.viewport, button, held, at)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
        """Press, move in steps, release."""
        self.press(start, button)
        for part in range(1, 6):
            self.move(start + (end - start) * part / 5)
        self.release(end, button)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
        """Press and release a key."""
        QTest.keyClick(self.canvas.view, key, held)


@pytest.fixture
def hand(canvas: Canvas) -> Hand:
    """A hand over the canvas."""
    return Hand(canvas)


EMPTY_SPOT = QPoint(1120, 640)
"""A place of the viewport where nothing is, once the page is framed."""
