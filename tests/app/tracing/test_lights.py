"""What a trace lights on the page: the blocks that it passes, and the wires between them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.traced import HERE, PASSED
from app.document import Document
from app.theme import theme
from app.tracing.trail import Cell
from blocks.page import End, Page
from tests.app.making import MakeWindow
from tests.app.tracing.user import CTRL, LEFT, NONE, Key, User, image_page


def marks(user: User) -> dict[str, str]:
    """The blocks that are marked on the canvas, and how."""
    items = user.window.canvas.graph.items()
    return {id: item.traced for id, item in items.items() if item.traced}


def lit_wires(user: User) -> set[str]:
    """The wires that stand out, by where they lead to."""
    return {
        str(wire.wire.target)
        for wire in user.window.canvas.graph.wire_items()
        if wire.stroke().color().name() == theme().accent
    }


def test_the_blocks_and_wires_of_a_number_are_marked(user: User) -> None:
    assert not marks(user)
    user.double_click(5, 1)
    assert marks(user) == {"dx": HERE, "y": PASSED, "filter": PASSED}
    user.window.document.select([])
    assert lit_wires(user) == {"dx.out_backprop", "dx.filter"}
    user.click_cell(0, (1, 0, 0, 0))
    assert marks(user) == {"y": HERE, "dx": PASSED, "input": PASSED, "filter": PASSED}
    assert lit_wires(user) == {"dx.out_backprop", "y.input", "y.filter"}


def test_what_a_number_reaches_is_marked(image: User) -> None:
    image.select("image")
    image.double_click(8, 1)
    tabs = image.trace.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(1).center())
    assert marks(image) == {"image": HERE, "y": PASSED}
    image.window.document.select([])
    assert lit_wires(image) == {"y.input"}


def test_marks_go_with_the_dock_and_come_again(user: User) -> None:
    user.double_click(5, 1)
    user.window.trace_dock.close()
    user.qtbot.waitUntil(lambda: not marks(user))
    assert not lit_wires(user)
    user.window.trace_dock.show()
    user.window.trace_dock.raise_()
    user.qtbot.waitUntil(lambda: bool(marks(user)))
    assert marks(user)["dx"] == HERE


def test_marks_go_with_the_page(user: User) -> None:
    user.double_click(5, 1)
    user.window.set_document(Document(image_page()))
    assert not marks(user)


def test_a_block_that_comes_back_is_marked_again(user: User) -> None:
    user.double_click(5, 1)
    page = user.window.document.page
    page.remove_blocks(["y"])
    page.history.undo()
    assert marks(user) == {"dx": HERE, "y": PASSED, "filter": PASSED}
    page.remove_blocks(["dx"])
    assert not marks(user)


def test_a_closed_group_is_marked_for_what_is_in_it(user: User) -> None:
    user.double_click(5, 1)
    user.window.document.select(["y", "input"])
    QTest.keyClick(user.window.canvas.view, Key.Key_G, CTRL)
    groups = tuple(user.window.document.page.groups)
    assert groups
    assert marks(user) == {"dx": HERE, groups[0]: PASSED, "filter": PASSED}


def test_a_picture_of_the_page_is_without_marks(user: User) -> None:
    user.window.document.select([])
    before = user.window.canvas.picture()
    user.double_click(5, 1)
    user.window.document.select([])
    assert user.window.canvas.picture() == before
    assert marks(user)


def shaded(user: User) -> list[tuple[int, int]]:
    """The cells of the table of results that are lit."""
    model = user.window.results.table.model
    return [
        (row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.data(model.index(row, column), Qt.ItemDataRole.BackgroundRole) is not None
    ]


def test_results_light_the_cells_that_made_a_number(user: User) -> None:
    user.double_click(5, 1)
    assert shaded(user) == [(5, 1)]  # itself
    user.select("y")
    assert user.window.results.table.model.index_of(1, 1) == (1, 0, 0, 1)
    assert shaded(user) == [(1, 0), (1, 1)]
    user.select("input")
    assert not shaded(user)
    user.select("y")
    user.window.trace_dock.close()
    user.qtbot.waitUntil(lambda: not shaded(user))


def test_results_light_what_a_number_reaches(image: User) -> None:
    image.select("image")
    image.double_click(8, 1)
    tabs = image.trace.tabs
    QTest.mouseClick(tabs, LEFT, NONE, tabs.tabRect(1).center())
    image.select("y")
    model = image.window.results.table.model
    lit = {model.index_of(*one) for one in shaded(image)}
    near = [(row, column) for row in (0, 1, 2) for column in (1, 2, 3)]
    assert lit == {(0, *place, channel) for place in near for channel in (0, 1)}
    image.window.results.tabs.setCurrentIndex(1)
    boxes = image.window.results.heatmap_tab.heatmap.plane.outlines.boxes
    assert boxes == [(0, 1, 3, 3)]


def test_a_pinned_viewer_lights_them_too(user: User) -> None:
    user.double_click(5, 1)
    user.window.document.select(["y"])
    user.window.viewers.show_in(1)
    (viewer,) = user.window.viewers.pinned
    user.window.document.select(["dx"])
    user.click(0, 0)
    model = viewer.view.table.model
    ground = Qt.ItemDataRole.BackgroundRole
    assert model.data(model.index(0, 0), ground) is not None
    assert model.data(model.index(1, 0), ground) is None
    viewer.close()
    user.click(5, 1)  # and is told no more
    assert user.number == "dx.output[1,0,1,1] = 14060"


def test_results_go_to_the_slice_that_is_lit(qtbot: QtBot, make_window: MakeWindow) -> None:
    page = Page("Large")
    random = np.random.default_rng(0)
    image = random.integers(-9, 9, (2, 40, 40, 3)).astype(np.float32)
    page.add_block("Const", {"value": image}, id="image")
    page.add_block("Const", {"value": np.ones((3, 3, 3, 2), np.float32)}, id="weights")
    page.add_block("Conv2D", {"strides": [1, 1, 1, 1], "padding": "SAME"}, id="y", at=(300, 0))
    page.connect("image.output", "y.input")
    page.connect("weights.output", "y.filter")
    user = User(qtbot, make_window.shown(Document(page)))
    results = user.window.results
    user.select("y")
    user.window.trace_dock.show()
    user.window.trace_dock.raise_()
    QApplication.processEvents()
    user.window.tracing.place.trace(Cell(End("y", "output"), (1, 30, 20, 1)))
    results.tabs.setCurrentIndex(1)
    user.window.document.select(["image"])
    heatmap = results.heatmap_tab.heatmap
    assert heatmap.bar.slicing.at[0] == 1
    assert heatmap.plane.outlines.boxes == [(29, 19, 3, 3)]
    results.tabs.setCurrentIndex(0)
    model, view = results.table.model, results.table.view
    assert model.slicing.at[:2] == (1, 29)
    lit = [one for one in shaded(user) if view.viewport().rect().contains(place(user, one))]
    assert lit  # and they are in sight
    user.window.document.select(["y"])
    assert model.slicing.at[:2] == (1, 30)


def place(user: User, cell: tuple[int, int]) -> QPoint:
    table = user.window.results.table
    return table.view.visualRect(table.model.index(*cell)).center()
