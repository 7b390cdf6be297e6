"""A result that is expected from now on: green or red on the canvas, by shape as well."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.tooltips import block_tooltip
from app.theme import theme
from app.window import MainWindow
from blocks.file import dumps

LEFT = Qt.MouseButton.LeftButton


def run(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.document.run_finished, timeout=10_000):
        QTest.keyClick(window.canvas.view, Qt.Key.Key_F5)


def corner(window: MainWindow, id: str) -> QImage:
    """The mark at a block's corner, as it is on the screen."""
    window.canvas.frame_all()
    item = window.canvas.graph.item(id)
    assert item is not None
    at = item.pos() + QPointF(item.layout.body.right() - 15, 14)
    middle = window.canvas.view.mapFromScene(at)
    picture = window.canvas.view.viewport().grab().toImage()
    reach = round(7 * window.canvas.view.navigation.zoom)
    return picture.copy(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)


def share(picture: QImage, tint: str) -> float:
    """How much of a picture is about of a colour."""
    wanted, count = QColor(tint), 0
    for x in range(picture.width()):
        for y in range(picture.height()):
            found = picture.pixelColor(x, y)
            parts = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)
            count += all(abs(one - two) < 40 for one, two in parts)
    return count / (picture.width() * picture.height())


@pytest.fixture
def expecting(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window where somebody ran the page, clicked on y and pressed E."""
    window.document.page.move_blocks(
        {id: (at * 260.0, at % 2 * 200.0) for at, id in enumerate(window.document.page.blocks)}
    )
    window.canvas.frame_all()
    window.canvas.view.setFocus()
    run(window, qtbot)
    item = window.canvas.item("y")
    assert item is not None
    view = window.canvas.view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(item.pos() + QPointF(40, 12)))
    QTest.keyClick(view, Qt.Key.Key_E)
    return window


def test_e_adds_a_block_that_holds_the_result(expecting: MainWindow, qtbot: QtBot) -> None:
    document = expecting.document
    assert document.selection == ("expect",)
    held = document.page.blocks["expect"].value("value")
    assert held.ravel().tolist() == [372, 408, 884, 984]
    assert [str(one) for one in document.page.wires_into("expect")] == ["y.output -> expect.input"]
    before = dumps(document.page)
    QTest.keyClick(expecting.canvas.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "expect" not in document.page.blocks
    QTest.keyClick(expecting.canvas.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert dumps(document.page) == before


def test_it_is_green_then_red_then_green_again(expecting: MainWindow, qtbot: QtBot) -> None:
    document, canvas = expecting.document, expecting.canvas
    item = canvas.graph.item("expect")
    assert item is not None
    assert (item.face.verdict, item.face.rows[-1].value) == ("", "not made yet")
    run(expecting, qtbot)
    assert item.face.mark == "met"
    words = expecting.progress.words
    assert words.text().endswith("✓ the check is met")
    assert item.face.rows[-1].value == "met: exactly as expected"
    assert share(corner(expecting, "expect"), theme().good) > 0.3
    document.page.set_attr("filter", "value", -np.ones((2, 2, 2, 2), np.float32))
    assert item.face.verdict == ""
    run(expecting, qtbot)
    assert item.face.mark == "unmet"
    assert words.text().endswith("✕ not met: expect")
    assert words.property("role") == "error"
    assert item.face.rows[-1].wrong
    assert share(corner(expecting, "expect"), theme().error) > 0.3
    assert share(corner(expecting, "expect"), theme().good) < 0.05
    assert "4 numbers are not as expected" in block_tooltip(document, "expect")
    document.undo()
    assert item.face.mark == "met"


def test_e_on_a_red_block_accepts_what_came(expecting: MainWindow, qtbot: QtBot) -> None:
    document, page = expecting.document, expecting.document.page
    page.set_attr("filter", "value", -np.ones((2, 2, 2, 2), np.float32))
    run(expecting, qtbot)
    item = expecting.canvas.graph.item("expect")
    assert item is not None
    assert item.face.mark == "unmet"
    document.select(["expect"])
    QTest.keyClick(expecting.canvas.view, Qt.Key.Key_E)
    assert page.blocks["expect"].value("value").ravel().tolist() == [-36, -36, -100, -100]
    assert [one.op_name for one in page.blocks.values()].count("Expect") == 1
    run(expecting, qtbot)
    assert item.face.mark == "met"
    document.undo()
    assert item.face.mark == "unmet"


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_M, Qt.Key.Key_P])
def test_bypassed_disabled_or_pinned_it_has_no_verdict(
    expecting: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    run(expecting, qtbot)
    item = expecting.canvas.graph.item("expect")
    assert item is not None
    assert item.face.mark == "met"
    QTest.keyClick(expecting.canvas.view, key, Qt.KeyboardModifier.ControlModifier)
    assert item.face.verdict == ""
    run(expecting, qtbot)
    assert item.face.verdict == ""
    assert item.face.rows[-1].value == "not made yet"
    document = expecting.document
    document.undo()
    assert item.face.mark == "met"


def test_without_a_result_it_says_what_to_do(window: MainWindow) -> None:
    said: list[str] = []
    window.document.message.connect(said.append)
    window.document.select(["y"])
    assert not window.actions_made["edit.expect"].isEnabled()
    window.canvas.view.setFocus()
    QTest.keyClick(window.canvas.view, Qt.Key.Key_E)
    assert said == ["there is no result to expect; run the block first"]
