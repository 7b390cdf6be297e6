"""Whatever the sizes and wherever somebody clicks: the view shows it, and the window stays where
there is one."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.geometry import GeometryView
from app.geometry.scene import MODES
from tests.app.geometry.opening import LEFT, convolution

KEYS = [
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0),
]


@pytest.mark.parametrize("seed", range(40))
def test_any_sizes_and_any_keys(qtbot: QtBot, dressed: None, seed: int) -> None:
    chance = random.Random(seed)
    rank = chance.choice([2, 2, 3])

    def some(least: int, most: int) -> tuple[int, ...]:
        return tuple(chance.randint(least, most) for _ in range(rank))

    padding = chance.choice(["SAME", "VALID"])
    page = convolution(some(0, 12), some(1, 5), some(1, 6), some(1, 4), padding)
    view = GeometryView(Document(page))
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.show()
    view._document.select(["y"])
    shown = view.picture
    assert shown.scene is not None
    for _ in range(12):
        QTest.keyClick(chance.choice(shown.grids), chance.choice(KEYS))
        place = QPoint(chance.randint(0, 200), chance.randint(0, 150))
        QTest.mouseClick(chance.choice(shown.grids).viewport(), LEFT, pos=place)
        if chance.random() < 0.3:
            middle = shown.modes.tabRect(chance.randrange(len(MODES))).center()
            QTest.mouseClick(shown.modes, LEFT, pos=middle)
        if rank == 3 and chance.random() < 0.5:
            QTest.keyClick(shown.controls.plane.slider, chance.choice(KEYS[:4]))
            QTest.keyClick(shown.controls.choice, chance.choice(KEYS[2:4]))
        assert not view.grab().isNull()
        scene = shown.scene
        axes = scene.geometry.axes
        assert all(0 <= at < max(1, one.outputs) for at, one in zip(scene.at, axes, strict=True))
        if scene.held_axis is not None and len(scene.held_axis.padded):
            assert scene.position in scene.held_axis.padded
    view.close_document()
