"""The views around the page: whoever asks for one sees it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from app.window import MainWindow

LEFT = Qt.MouseButton.LeftButton

WAITING = ("help", "trace", "geometry", "compare", "platforms")


def choose_in_view_menu(window: MainWindow, dock: QDockWidget) -> None:
    """Open the View menu and click on the name of a dock."""
    menu = window.menus.view.menu
    menu.popup(window.mapToGlobal(window.rect().center()))
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(dock.toggleViewAction()).center())


@pytest.mark.parametrize("name", WAITING)
def test_a_view_asked_for_in_the_menu_comes_before_the_others(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    (dock,) = [one for one in window.docks if one.objectName() == name]
    assert dock.isHidden()
    choose_in_view_menu(window, dock)
    qtbot.waitUntil(lambda: not dock.visibleRegion().isEmpty())
    choose_in_view_menu(window, dock)
    assert dock.isHidden()
