"""What lines and histograms have in common."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import theme
from tests.app.results.using import (
    HISTOGRAM,
    LINE,
    words,
)


@pytest.mark.parametrize("value", [np.array(3.0), np.zeros((0, 2)), np.ones(3, bool)])
def test_every_tensor_has_a_line_and_a_histogram(shown: Any, value: Any) -> None:
    view = shown(value, LINE)
    assert view.line_tab.line.values.size == np.size(value)
    view.grab()
    view = shown(value, HISTOGRAM)
    assert view.histogram_tab.histogram.histogram.total == np.size(value)
    view.grab()


def test_lines_and_bars_are_read_by_keyboard(shown: Any) -> None:
    view = shown(np.array([5, 6, 6], np.int32), LINE)
    line = view.line_tab.line
    line.plot.setFocus()
    name = "value of the line under the mouse"
    for key, expected in ((Qt.Key.Key_Right, "[0]"), (Qt.Key.Key_Right, "[1]  =  6")):
        QTest.keyClick(line.plot, key)
        assert words(line, name).startswith(expected)
    QTest.keyClick(line.plot, Qt.Key.Key_Left)
    assert words(line, name) == "[0]  =  5"
    view = shown(np.array([5, 6, 6], np.int32), HISTOGRAM)
    histogram = view.histogram_tab.histogram
    histogram.logarithmic.setFocus()
    QTest.keyClick(histogram.logarithmic, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is histogram.plot
    for _ in range(4):
        QTest.keyClick(histogram.plot, Qt.Key.Key_Right)
    assert words(histogram, "count under the mouse") == "6:  2  (66.7 %)"


@pytest.mark.parametrize("name", ["dark", "light"])
def test_plots_have_the_themes_colours(shown: Any, name: str) -> None:
    look = theme.apply(name)
    for tab in (LINE, HISTOGRAM):
        view = shown(np.array([1, 2, 3, 3], np.float32), tab)
        QApplication.processEvents()
        image = view.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 3)
            for y in range(120, image.height(), 3)
        }
        assert look.panel in colours
        assert look.running in colours
    theme.apply("dark")
