"""Whoever goes by keys sees where they are: everything that Tab reaches looks different there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.window import MainWindow

ENOUGH = 8
"""So many pixels must differ."""


def reached_by_tab(window: QWidget) -> Iterator[QWidget]:
    """What can have the keys and is seen."""
    for one in window.findChildren(QWidget):
        can = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        is_seen = one.isVisible() and not one.visibleRegion().isEmpty()
        if can and is_seen and one.isEnabled() and one.window() is window:
            yield one


def look_of(window: QWidget, place: QRect) -> bytes:
    QApplication.processEvents()
    image = window.grab(place).toImage()
    return bytes(image.constBits())


def changed(window: QWidget, one: QWidget, other: QWidget) -> int:
    """How many pixels differ there when the focus comes."""
    place = QRect(one.mapTo(window, one.rect().topLeft()), one.size()).adjusted(-2, -2, 2, 2)
    other.setFocus(Qt.FocusReason.TabFocusReason)
    without = look_of(window, place)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    focused = look_of(window, place)
    if len(without) != len(focused):
        return len(focused)
    return sum(a != b for a, b in zip(without[::4], focused[::4], strict=True))


@pytest.mark.parametrize("look", ["dark", "light"])
def test_the_focus_is_seen_everywhere(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, look: str
) -> None:
    flashing = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    window.change_theme(look)
    window.resize(1200, 760)
    window.usual_layout()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not window.document.is_running)
    window.document.select(["y"])
    for dock in (window.problems_dock, window.outline_dock):
        dock.raise_()
        QApplication.processEvents()
        everything = list(reached_by_tab(window))
        assert len(everything) > 15
        unseen = []
        for number, one in enumerate(everything):
            if changed(window, one, everything[number - 1]) < ENOUGH:
                unseen.append(f"{type(one).__name__} {one.objectName() or one.accessibleName()}")
        assert not unseen
    qapp.setCursorFlashTime(flashing)
    window.change_theme("dark")
