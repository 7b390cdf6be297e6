"""The palette under the mouse does what it was opened for."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.ports import PortItem
from app.window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def place_of(window: MainWindow, end: str) -> QPointF:
    block, _, name = end.partition(".")
    item = window.canvas.graph.item(block)
    assert item is not None
    port = item.port(name, is_input=False)
    assert isinstance(port, PortItem)
    return port.scenePos()


def filled(window: MainWindow) -> None:
    page = window.document.page
    page.add_block("Const", {"value": np.ones((1, 4, 4, 2), np.float32)}, id="image", at=(0, 0))
    page.add_block("Relu", id="relu", at=(400, 0))
    page.connect("image.output", "relu.features")
    window.canvas.frame_all()


def test_a_wire_let_go_over_nothing_brings_the_block_that_fits(
    window: MainWindow, qtbot: QtBot
) -> None:
    filled(window)
    view = window.canvas.view
    viewport = view.viewport()
    start = view.mapFromScene(place_of(window, "image.output"))
    goal = viewport.rect().bottomRight() / 2
    goal.setY(viewport.height() - 30)
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, (start + goal) / 2)
    QTest.mouseMove(viewport, goal)
    QTest.mouseRelease(viewport, LEFT, pos=goal)
    popup = window.offers.popup
    qtbot.waitUntil(popup.isVisible)
    assert popup.chooser.list.names()[0] == "Conv2D"
    assert "Conv3D" not in popup.chooser.list.names()
    QTest.keyClicks(popup.chooser.field, "shape")
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Return)
    page = window.document.page
    assert [str(wire) for wire in page.wires_out_of("image")][-1] == "image.output -> shape.input"
    assert window.document.selection == ("shape",)
    page.history.undo()
    assert "shape" not in page.blocks


def test_a_block_becomes_another_op_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    filled(window)
    window.document.select(("relu",))
    window.canvas.view.setFocus()
    QTest.keyClick(window.canvas.view, Qt.Key.Key_R)
    popup = window.offers.popup
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClicks(popup.chooser.field, "cast")
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Return)
    page = window.document.page
    assert page.blocks["relu"].op_name == "Cast"
    assert [str(wire) for wire in page.wires_into("relu")] == ["image.output -> relu.x"]
    popup.open_at(popup.pos(), lambda _: None)
    assert "Conv3D" in popup.chooser.list.names()
