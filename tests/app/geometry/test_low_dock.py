"""In a dock that is too low for it all, Geometry scrolls; nothing lies over something else."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.geometry import GeometryView
from blocks.page import Page


def volume() -> Page:
    page = Page("Volume")
    page.add_block("Const", {"value": np.ones((1, 5, 6, 6, 1), np.float32)}, id="image")
    page.add_block("Const", {"value": np.ones((2, 3, 3, 1, 1), np.float32)}, id="filter")
    page.add_block("Conv3D", {"strides": [1, 2, 2, 2, 1], "padding": "SAME"}, id="y")
    page.connect("image.output", "y.input")
    page.connect("filter.output", "y.filter")
    return page


def place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def test_nothing_lies_over_the_picture(qtbot: QtBot, dressed: None) -> None:
    document = Document(volume())
    view = GeometryView(document)
    qtbot.addWidget(view)
    view.resize(320, 230)
    with qtbot.waitExposed(view):
        view.show()
    document.select(["y"])
    QApplication.processEvents()
    picture = view.picture
    parts = (picture.modes, picture.input_grid, picture.controls, picture.legend)
    places = [place(one, picture) for one in parts]
    for upper, lower in pairwise(places):
        assert upper.bottom() < lower.top()
    assert picture.input_grid.height() >= picture.input_grid.minimumHeight()
