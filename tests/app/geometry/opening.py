"""The dock Geometry opened for a convolution, and what is seen in it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.document import Document
from app.geometry.cell_grid import CellGrid
from app.geometry.picture import Picture
from app.window import MainWindow
from blocks.page import Page
from tests.app.making import MakeWindow

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def convolution(
    input: tuple[int, ...],
    filter: tuple[int, ...],
    strides: tuple[int, ...],
    dilations: tuple[int, ...] = (1, 1),
    padding: str = "SAME",
) -> Page:
    """input and filter -> y, a convolution in two or three dimensions."""
    page = Page("Convolution")
    page.add_block("Const", {"value": np.ones((1, *input, 1), np.float32)}, id="input")
    page.add_block("Const", {"value": np.ones((*filter, 1, 1), np.float32)}, id="filter")
    attrs = {"strides": [1, *strides, 1], "dilations": [1, *dilations, 1], "padding": padding}
    page.add_block("Conv2D" if len(input) == 2 else "Conv3D", attrs, id="y", at=(300, 0))
    page.connect("input.output", "y.input")
    page.connect("filter.output", "y.filter")
    return page


def opened(make_window: MakeWindow, page: Page) -> Picture:
    window = make_window.shown(Document(page))
    window.document.select(["y"])
    QTest.keyClick(window, KEY.Key_9, ALT)
    assert window.geometry_dock.isVisible()
    window.resizeDocks([window.geometry_dock], [560], Qt.Orientation.Vertical)
    window.resizeDocks([window.geometry_dock], [480], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    return window.geometry_view.picture


def window_of(picture: Picture) -> MainWindow:
    found = picture.window()
    assert isinstance(found, MainWindow)
    return found


def at(picture: Picture) -> tuple[int, ...]:
    assert picture.scene is not None
    return picture.scene.at


def middle_of(grid: CellGrid, row: int, column: int) -> QPoint:
    return grid.rect_of(range(row, row + 1), range(column, column + 1)).center()


def colour_of(grid: CellGrid, row: int, column: int) -> str:
    """What a cell is painted with, beside its middle, where a text may stand."""
    QApplication.processEvents()
    image = grid.viewport().grab().toImage()
    corner = grid.rect_of(range(row, row + 1), range(column, column + 1)).topLeft()
    return image.pixelColor(corner + QPoint(4, 4)).name()


def choose(picture: Picture, mode: int) -> None:
    QTest.mouseClick(picture.modes, LEFT, pos=picture.modes.tabRect(mode).center())
