"""The window of a sweep, used as people use it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

import kernels
from app import theme
from app.document import Document
from app.panel.attribute_label import AttributeLabel
from app.panel.block_view import BlockView
from app.sweeping.cell_picture import Shown, plane_of
from app.sweeping.delegate import SHOWN
from app.sweeping.window import SweepWindow
from app.window import MainWindow
from blocks.page import Page
from tests.app.making import MakeWindow
from tests.app.pages import ONES, gradient_page
from tests.app.sweeping.steps import LEFT, choose, right_click, type_into


@pytest.fixture
def sweep(qtbot: QtBot, window: MainWindow) -> Callable[[str], SweepWindow]:
    """Opens a sweep by a right click on the name of an attribute in the panel."""

    def opened(target: str) -> SweepWindow:
        block, name = target.split(".")
        window.document.select([block])
        view = window.panel.view
        assert isinstance(view, BlockView)
        label = next(one for one in view.findChildren(AttributeLabel) if one.text() == name)
        window.panel.ensureWidgetVisible(label)
        right_click(label)
        choose(qtbot, "Sweep…")
        (found,) = window.findChildren(SweepWindow)
        assert found.isVisible()
        # The menu gives the window back what it had as it closes, where there is no window manager.
        found.activateWindow()
        qtbot.waitUntil(found.isActiveWindow)
        QTest.mouseClick(found.axes.rows[0].values, LEFT)
        return found

    return opened


def finished(qtbot: QtBot, one: SweepWindow) -> None:
    qtbot.waitUntil(lambda: not one.worker.is_busy, timeout=20_000)


def shown(one: SweepWindow, row: int, column: int) -> Shown:
    item = one.grid.item(row, column)
    assert item is not None
    found = item.data(SHOWN)
    assert isinstance(found, Shown)
    return found


def test_a_grid_of_results_and_reasons(qtbot: QtBot, sweep: Callable[[str], SweepWindow]) -> None:
    one = sweep("dx.padding")
    assert one.axes.rows[0].values.text() == "SAME,VALID,EXPLICIT"
    type_into(one.axes.rows[0].values, "SAME,VALID")
    QTest.mouseClick(one.axes.more, LEFT)
    assert one.axes.rows[1].target.currentText().startswith("dx.")
    line = one.axes.rows[1].target.lineEdit()
    assert line is not None
    type_into(line, "dx.strides")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert one.axes.rows[1].values.text() == "1,2,3"
    QTest.keyClick(one.axes.rows[1].values, Qt.Key.Key_Return)
    finished(qtbot, one)
    assert (one.grid.rowCount(), one.grid.columnCount()) == (2, 3)
    wrong = shown(one, 0, 0)
    assert wrong.is_wrong
    assert "Height 1 would fit" in wrong.words[0]
    right = shown(one, 1, 2)
    y = kernels.conv2d(ONES, ONES, strides=(1, 3, 2, 1), padding="SAME")
    dx = kernels.conv2d_backprop_input(ONES.shape, ONES, y, strides=(1, 3, 3, 1), padding="VALID")
    np.testing.assert_array_equal(plane_of(right, one.grid.look.slicing).values, dx[0, :, :, 0])
    assert right.words == ("float32 [2, 2, 2, 2]", "min 1188  max 29004  mean 11288")
    assert "6 cells; 1 cannot be computed and says why." in one.status.text()
    assert "choose y.padding+dx.padding." in one.status.text()


def test_the_cells_by_keyboard_and_their_values_on_the_page(
    qtbot: QtBot, window: MainWindow, sweep: Callable[[str], SweepWindow]
) -> None:
    one = sweep("dx.strides")
    type_into(one.axes.rows[0].values, "[1,3,2,1],2,3")
    QTest.keyClick(one.axes.rows[0].values, Qt.Key.Key_Return)
    finished(qtbot, one)
    one.grid.setFocus()
    QTest.keyClick(one.grid, Qt.Key.Key_Right)
    assert one.detail.text().startswith("dx.strides=2\nfloat32 [2, 2, 2, 2]")
    QTest.mouseClick(one.use, LEFT)
    page = window.document.page
    assert page.blocks["dx"].value("strides") == (1, 2, 2, 1)
    assert "changed since" in one.status.text()
    window.document.undo()
    assert page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    assert page.history.can_undo is None


def test_wrong_values_are_said_and_nothing_runs(sweep: Callable[[str], SweepWindow]) -> None:
    one = sweep("dx.padding")
    type_into(one.axes.rows[0].values, "SAME,SAMEE")
    QTest.mouseClick(one.go, LEFT)
    assert not one.worker.is_busy
    assert "dx.padding=SAMEE: 'SAMEE' is none of SAME" in one.status.text()
    assert one.axes.rows[0].values.property("wrong")
    type_into(one.axes.rows[0].values, "SAME")
    QTest.mouseClick(one.go, LEFT)
    assert not one.axes.rows[0].values.property("wrong")


def test_colours_are_shared_or_of_each_cell(
    qtbot: QtBot, sweep: Callable[[str], SweepWindow]
) -> None:
    one = sweep("filter.value")
    type_into(one.axes.rows[0].values, "1,2")
    QTest.keyClick(one.axes.rows[0].values, Qt.Key.Key_Return)
    finished(qtbot, one)
    cells = [shown(one, 0, column) for column in range(2)]
    first, second = (one.grid.look.scale_for(cell) for cell in cells)
    assert first == second == one.key.scale
    assert one.key.isVisible()
    QTest.mouseClick(one.same, LEFT, pos=QPoint(8, one.same.height() // 2))
    first, second = (one.grid.look.scale_for(cell) for cell in cells)
    assert first != second
    assert not one.key.isVisible()


def test_another_part_of_every_cell(qtbot: QtBot, sweep: Callable[[str], SweepWindow]) -> None:
    """Sliders for the axes that are not drawn move all cells; one without the index says so."""
    one = sweep("input_sizes.value")
    type_into(one.axes.rows[0].values, "[2,2,2,2],[1,2,2,2]")
    assert one.slices.isHidden()
    QTest.keyClick(one.axes.rows[0].values, Qt.Key.Key_Return)
    finished(qtbot, one)
    channel = one.slices.findChild(QSpinBox, "index of C")
    assert channel is not None
    QTest.keyClick(channel, Qt.Key.Key_Up)
    first = shown(one, 0, 0)
    assert first.array is not None
    planes = [plane_of(first, one.grid.look.slicing)]
    np.testing.assert_array_equal(planes[0].values, first.array[0, :, :, 1])
    # Another value of the same sweep, in which what was chosen stays.
    QTest.mouseClick(one.go, LEFT)
    finished(qtbot, one)
    again = one.slices.findChild(QSpinBox, "index of C")
    assert again is not None
    assert again.value() == 1


def test_a_cell_without_the_index(qtbot: QtBot, make_window: MakeWindow) -> None:
    page = Page("Sizes")
    page.add_block("Const", {"value": np.array([2, 3, 4], np.int32)}, id="sizes")
    page.add_block("RandomNormal", {"seed": 1}, id="made")
    page.connect("sizes.output", "made.shape")
    window = make_window.shown(Document(page))
    one = window.sweeping.open("sizes.value")
    type_into(one.axes.rows[0].values, "[2,3,4],[5,3,5],[0,3,4]")
    QTest.keyClick(one.axes.rows[0].values, Qt.Key.Key_Return)
    finished(qtbot, one)
    steps = one.slices.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    assert steps.maximum() == 4, "that of the largest"
    for _ in range(3):
        QTest.keyClick(steps, Qt.Key.Key_Up)
    planes = [plane_of(shown(one, 0, column), one.grid.look.slicing) for column in range(3)]
    assert [plane.reason for plane in planes] == ["no index 3 on axis 0", "", "no elements"]
    large = shown(one, 0, 1).array
    assert large is not None
    np.testing.assert_array_equal(planes[1].values, large[3])


def test_stop_keeps_what_is_finished(qtbot: QtBot, make_window: MakeWindow) -> None:
    page = gradient_page()
    page.add_block("Const", {"value": np.array([700, 700], np.int32)}, id="n")
    page.add_block("RandomNormal", id="r")
    page.add_block("MatMul", id="p")
    for wire in ("n.output r.shape", "r.output p.a", "r.output p.b"):
        page.connect(*wire.split())
    window = make_window.shown(Document(page))
    one = window.sweeping.open("r.seed")
    type_into(one.axes.rows[0].values, "1..3000")
    QTest.mouseClick(one.go, LEFT)
    qtbot.waitUntil(lambda: one.grid.item(0, 0) is not None, timeout=20_000)
    assert one.go.text() == "S&top"
    QTest.mouseClick(one.go, LEFT)
    finished(qtbot, one)
    assert one.status.text().startswith("Stopped: ")
    assert one.grid.item(0, 2999) is None
    assert one.go.text() == "&Run"


def test_it_closes_with_escape_and_with_its_page(
    qtbot: QtBot, window: MainWindow, sweep: Callable[[str], SweepWindow]
) -> None:
    one = sweep("dx.padding")
    QTest.keyClick(one, Qt.Key.Key_Escape)
    assert not one.isVisible()
    QApplication.processEvents()
    other = window.sweeping.open("dx.padding")
    QTest.mouseClick(other.go, LEFT)
    window.set_document(Document(gradient_page()))
    assert not other.isVisible()


def test_it_paints_in_both_themes(qtbot: QtBot, sweep: Callable[[str], SweepWindow]) -> None:
    one = sweep("dx.strides")
    QTest.keyClick(one.axes.rows[0].values, Qt.Key.Key_Return)
    finished(qtbot, one)
    pictures = []
    for name in ("dark", "light"):
        theme.apply(name)
        QApplication.processEvents()
        pictures.append(one.grid.viewport().grab().toImage())
    theme.apply("dark")
    place = one.grid.visualItemRect(one.grid.item(0, 1))  # no focus is there, nor the selection
    corner = place.topLeft() + QPoint(4, 4)
    colours = {picture.pixelColor(corner).name() for picture in pictures}
    assert colours == {theme.DARK.panel, theme.LIGHT.panel}
    # The second row of the heatmap: two colours, and each with its number in it.
    middle = place.adjusted(20, 60, -20, -60)
    for picture in pictures:
        seen = {
            picture.pixelColor(x, y).name()
            for x in range(middle.left(), middle.right())
            for y in range(middle.top(), middle.bottom())
        }
        assert len(seen) > 8
