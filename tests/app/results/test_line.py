"""A row or a column as a line."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from app.results.colours import SPECIAL
from tests.app.results.using import (
    LINE,
    TABLE,
    choose,
    point,
    words,
)


def test_a_line_along_any_axis_with_its_values(shown: Any, qtbot: QtBot) -> None:
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    array[1, 2, 3] = float("nan")
    view = shown(array, LINE)
    line = view.line_tab.line
    assert line.values.tolist() == [0, 1, 2, 3]
    choose(line, "columns", "axis 1")
    assert line.values.tolist() == [0, 4, 8]
    steps = line.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    assert line.values.tolist() == [12, 16, 20]
    point(line.plot.plot, 1.9, 15)
    name = "value of the line under the mouse"
    qtbot.waitUntil(lambda: words(line, name) == "[1, 2, 0]  =  20", timeout=3000)
    assert line.plot.mark.isVisible()
    line.grab()


def test_the_line_goes_through_the_cell_that_was_gone_to(shown: Any, qtbot: QtBot) -> None:
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    view = shown(array, TABLE)
    table = view.table.view
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
    view.tabs.setCurrentIndex(LINE)
    assert view.line_tab.line.values.tolist() == [16, 17, 18, 19]


def test_what_is_no_number_is_seen_in_its_own_colour(shown: Any, recwarn: Any) -> None:
    inf, nan = float("inf"), float("nan")
    line = shown(np.array([1, nan, inf, 4, -inf, nan], np.float32), LINE).line_tab.line
    places = {name: list(mark.xvals) for name, mark in line.odd.marks.items()}
    assert places == {"NaN": [1, 5], "inf": [2], "-inf": [4]}
    low, high = line.plot.plot.getViewBox().viewRange()[0]
    assert low < 0
    assert high > 5, "the whole row is seen, numbers or not"
    QApplication.processEvents()
    picture = line.grab().toImage()
    seen = {
        picture.pixelColor(x, y).name() for x in range(picture.width()) for y in (200, 250, 300)
    }
    assert set(SPECIAL.values()) <= seen
    shown(np.full((2, 3), nan, np.float32), LINE).grab()
    assert not [str(one.message) for one in recwarn], "nothing is said in the terminal"
