""" "Gradient of", by key, from the menu bar and from the menu of a block."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.window import MainWindow
from blocks.file import dumps
from blocks.page import End

LEFT = Qt.MouseButton.LeftButton


def click(window: MainWindow, id: str) -> None:
    item = window.canvas.item(id)
    assert item is not None
    view = window.canvas.view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(item.pos() + QPointF(40, 12)))
    assert window.document.selection == (id,)


@pytest.fixture(autouse=True)
def laid_out(window: MainWindow) -> None:
    window.document.page.move_blocks(
        {id: (at * 260.0, at % 2 * 200.0) for at, id in enumerate(window.document.page.blocks)}
    )
    window.canvas.frame_all()
    window.canvas.view.setFocus()


def test_g_adds_the_gradients_of_the_block_that_was_clicked(
    window: MainWindow, qtbot: QtBot
) -> None:
    document = window.document
    before = dumps(document.page)
    click(window, "y")
    QTest.keyClick(window.canvas.view, Qt.Key.Key_G)
    assert {"y_by_input", "y_by_filter", "out_backprop"} <= set(document.selection)
    assert all(window.canvas.item(id) is not None for id in document.selection)
    assert document.problems() == ()
    with qtbot.waitSignal(document.run_finished, timeout=10_000):
        QTest.keyClick(window.canvas.view, Qt.Key.Key_F5)
    gradient = document.result(End("y_by_input", "output"))
    assert gradient is not None
    assert gradient.shape == (2, 2, 2, 2)
    assert np.isfinite(gradient).all()
    window.canvas.view.setFocus()
    QTest.keyClick(window.canvas.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dumps(document.page) == before


def test_the_menu_of_a_block_offers_it_where_there_is_one(window: MainWindow) -> None:
    for id, offered in (("y", True), ("input", False)):
        click(window, id)
        assert window.actions_made["edit.gradient"].isEnabled() is offered
        item = window.canvas.item(id)
        assert item is not None
        view = window.canvas.view
        at = view.mapFromScene(item.pos() + QPointF(40, 12))
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at)
        )
        QApplication.sendEvent(view.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        count = len(window.document.page.blocks)
        QTest.keyClick(menu, Qt.Key.Key_X)  # Examine
        within = QApplication.activePopupWidget()
        assert isinstance(within, QMenu)
        assert within is not menu
        (found,) = [one for one in within.actions() if one.text() == "&Gradient Of"]
        assert found.isEnabled() is offered
        QTest.mouseClick(within, LEFT, pos=within.actionGeometry(found).center())
        assert (len(window.document.page.blocks) > count) is offered
        for open_menu in (within, menu):
            open_menu.close()


def test_with_shift_each_gradient_is_checked_and_green(window: MainWindow, qtbot: QtBot) -> None:
    click(window, "y")
    QTest.keyClick(window.canvas.view, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    checks = [id for id in window.document.selection if id.startswith("check_")]
    assert sorted(checks) == ["check_filter", "check_input"]
    with qtbot.waitSignal(window.document.run_finished, timeout=10_000):
        QTest.keyClick(window.canvas.view, Qt.Key.Key_F5)
    for id in checks:
        item = window.canvas.graph.item(id)
        assert item is not None
        assert item.face.mark == "met"
        assert item.face.rows[-1].value.startswith("met: largest relative error")


def test_a_block_without_one_says_why(window: MainWindow) -> None:
    said: list[str] = []
    window.document.message.connect(said.append)
    click(window, "input")
    QTest.keyClick(window.canvas.view, Qt.Key.Key_G)
    assert said == ["there is no gradient of Const, the op of input"]
