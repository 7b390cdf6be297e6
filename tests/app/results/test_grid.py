"""Several slices of a tensor side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from app.results.content import Content
from tests.app.results.using import (
    HEATMAP,
    choose,
    gone,
    numbers_of,
    point,
    words,
)


def test_slices_as_a_grid_with_the_value_under_the_mouse(shown: Any, qtbot: QtBot) -> None:
    array = np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5)
    view = shown(array, HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 1")
    assert heatmap.tiles is not None
    assert heatmap.tiles.count == 3
    assert gone(heatmap, QSpinBox, "index of axis 1"), "no slider for what is shown"
    names = [name for _, _, name in heatmap.plane.writing.names]
    assert names == ["axis 1: 0", "1", "2"]
    top, left = heatmap.tiles.corner(2)
    point(heatmap.plane.plot, left + 4, top + 3)
    qtbot.waitUntil(lambda: "59" in words(heatmap, "value under the mouse"), timeout=3000)
    assert words(heatmap, "value under the mouse").startswith("[0, 2, 3, 4]  =  59")
    point(heatmap.plane.plot, left + 4, top - 1)  # between slices
    qtbot.waitUntil(lambda: "Point at" in words(heatmap, "value under the mouse"), timeout=3000)
    steps = heatmap.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    point(heatmap.plane.plot, left, top)
    qtbot.waitUntil(lambda: "[1, 2, 0, 0]" in words(heatmap, "value under the mouse"), timeout=3000)
    choose(heatmap, "grid", "–")
    assert heatmap.tiles is None


def test_every_slice_of_the_grid_has_its_own_colours_and_numbers(shown: Any) -> None:
    array = np.arange(12, dtype=np.float32).reshape(3, 2, 2)
    view = shown(array, HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    paint, tiles = heatmap.plane.image.image, heatmap.tiles
    assert tiles is not None
    expected = heatmap.scale.paint(array, True)
    for tile in range(3):
        top, left = tiles.corner(tile)
        assert (paint[top : top + 2, left : left + 2] == expected[tile]).all()
    assert sorted(float(one) for one in numbers_of(heatmap)) == list(range(12))
    assert (paint[0, 0] == 0).all(), "seen through above the first"


def test_of_many_slices_it_is_said_which_are_shown(shown: Any) -> None:
    view = shown(np.zeros((200, 4, 4), np.float32), HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    assert "Shown: axis 0 from 0 to 63, of 200." in heatmap.note.text()
    assert heatmap.tiles is not None
    across = heatmap.tiles.across
    names = [name for _, _, name in heatmap.plane.writing.names]
    assert names[:3] == ["axis 0: 0", str(across), str(2 * across)], "those at the left"
    steps = heatmap.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setFocus()
    steps.selectAll()
    QTest.keyClicks(steps, "100")
    QTest.keyClick(steps, Qt.Key.Key_Return)
    assert "100 to 163, of 200" in heatmap.note.text()


def test_the_grid_goes_where_another_tensor_has_no_such_axis(shown: Any) -> None:
    view = shown(np.zeros((3, 4, 5), np.float32), HEATMAP)
    choose(view.heatmap_tab.heatmap, "grid", "axis 0")
    shown(np.zeros((4, 5), np.float32), HEATMAP)
    assert view.heatmap_tab.heatmap.tiles is None
    assert gone(view.heatmap_tab.heatmap, QComboBox, "grid")


def test_the_grid_of_pictures(shown: Any) -> None:
    array = np.random.default_rng(0).integers(0, 255, (4, 6, 6, 3), np.uint8)
    view = shown(array, HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    assert heatmap.range.as_picture
    tiles, paint = heatmap.tiles, heatmap.plane.image.image
    assert tiles is not None
    top, left = tiles.corner(3)
    assert (paint[top : top + 6, left : left + 6, :3] == array[3]).all()


def test_a_grid_reads_no_other_slices_than_its_own(shown: Any) -> None:
    """Whoever read all of this one would never come to an end."""
    heatmap = shown(np.zeros(1, np.float32), HEATMAP).heatmap_tab.heatmap
    endless = np.broadcast_to(np.float32(0), (10**9, 28, 28, 64))
    heatmap.show_content(Content(endless, ("N", "H", "W", "C")))
    bar = heatmap.bar
    bar._choose(bar.slicing.with_rows((1,)).with_columns((2,)))
    bar._tile(3)
    assert heatmap.tiles is not None
    assert heatmap.tiles.count == 64
