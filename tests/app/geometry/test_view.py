"""The dock Geometry: shown by a key, moved by keys and mouse, right before any run."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.geometry.cell_grid import CellGrid
from app.geometry.paints import Paints
from app.geometry.picture import Picture
from app.geometry.scene import IN_COVERAGE, IN_FORWARD, IN_GRADIENT
from app.window import MainWindow
from blocks.geometry.coverage_words import CHECKERBOARD
from blocks.page import Block, Page
from tests.app.making import MakeWindow
from tests.app.pages import SAME, gradient_page

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


@pytest.fixture
def shown(make_window: MakeWindow) -> Picture:
    """The geometry of 9 x 8 by 3 x 3, strides 2 and 1, dilations 1 and 2, opened by its key."""
    return opened(make_window, convolution((9, 8), (3, 3), (2, 1), (1, 2)))


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


def test_nothing_is_made_before_somebody_looks(window: MainWindow) -> None:
    window.document.select(["y"])
    assert window.geometry_view._made is None
    assert not window.geometry_dock.isVisible()


def test_the_first_window_and_its_colours(shown: Picture) -> None:
    grid, paint = shown.input_grid, Paints(theme.theme())
    assert shown.heading.text() == "y: Conv2D, forward"
    assert (grid.rows, grid.columns) == (range(-1, 10), range(-2, 10))
    assert colour_of(grid, 0, 0) == paint.tap
    assert colour_of(grid, 0, 1) == paint.gap
    assert colour_of(grid, 3, 4) == paint.input
    assert colour_of(shown.output_grid, 0, 0) == paint.tap
    assert colour_of(shown.output_grid, 0, 1) == paint.input
    kinds = {tuple(grid.colours(range(-1, 0), range(-2, -1))[0, 0])}
    lost = theme.colour(paint.lost_tap)
    assert kinds == {(lost.red(), lost.green(), lost.blue())}


def test_arrows_home_and_end_move_the_window(shown: Picture) -> None:
    grid = shown.input_grid
    assert grid.hasFocus()
    QTest.keyClick(grid, KEY.Key_Down)
    QTest.keyClick(grid, KEY.Key_Right)
    QTest.keyClick(grid, KEY.Key_Right)
    assert at(shown) == (1, 2)
    assert shown.words.text().startswith("output[1, 2] reads rows 1 to 3 and columns 0, 2, 4")
    assert "SAME: top 1, bottom 1, left 2, right 2." in shown.words.text()
    assert colour_of(grid, 1, 0) == Paints(theme.theme()).tap
    assert colour_of(shown.output_grid, 1, 2) == Paints(theme.theme()).tap
    QTest.keyClick(grid, KEY.Key_End)
    assert at(shown) == (1, 7)
    QTest.keyClick(grid, KEY.Key_Right)
    assert at(shown) == (1, 7)
    QTest.keyClick(grid, KEY.Key_Home)
    QTest.keyClick(grid, KEY.Key_Up)
    QTest.keyClick(grid, KEY.Key_Up)
    assert at(shown) == (0, 0)
    assert grid.accessibleDescription().startswith("output[0, 0] reads")


def test_sliders_and_fields_move_it(shown: Picture) -> None:
    rows, columns = shown.controls.lines[:2]
    rows.slider.setFocus()
    QTest.keyClick(rows.slider, KEY.Key_Right)
    columns.field.setFocus()
    columns.field.selectAll()
    QTest.keyClicks(columns.field, "5")
    QTest.keyClick(columns.field, KEY.Key_Return)
    assert at(shown) == (1, 5)
    assert (rows.field.value(), columns.slider.value()) == (1, 5)
    assert not shown.controls.choice.isVisible()


def test_the_mouse_moves_it(shown: Picture) -> None:
    QTest.mouseClick(shown.output_grid.viewport(), LEFT, pos=middle_of(shown.output_grid, 3, 6))
    assert at(shown) == (3, 6)
    grid = shown.input_grid
    QTest.mousePress(grid.viewport(), LEFT, pos=middle_of(grid, 2, 1))
    assert at(shown) == (1, 1)
    QTest.mouseMove(grid.viewport(), middle_of(grid, 4, 3))
    QTest.mouseRelease(grid.viewport(), LEFT, pos=middle_of(grid, 4, 3))
    assert at(shown) == (2, 3)


def test_the_gradient_crops(shown: Picture) -> None:
    choose(shown, IN_GRADIENT)
    assert shown.words.text().startswith(
        "out_backprop[0, 0] is spread over rows -1 to 1 and columns -2, 0, 2 of the gradient."
        " Row -1 and column -2 lie in the padding: cropped."
    )
    assert shown.titles[0].text() == "Gradient by the input"
    assert "cropped" in shown.legend.accessibleName()
    paint = theme.colour(Paints(theme.theme(), crops=True).lost_tap)
    found = shown.input_grid.colours(range(-1, 0), range(-2, -1))[0, 0]
    assert tuple(found) == (paint.red(), paint.green(), paint.blue())
    QTest.keyClick(shown.modes, KEY.Key_Right)
    assert shown.scene is not None
    assert shown.scene.mode == IN_COVERAGE


def test_coverage_has_numbers_and_reasons(make_window: MakeWindow) -> None:
    shown = opened(make_window, convolution((7, 7), (3, 3), (2, 2), padding="VALID"))
    choose(shown, IN_COVERAGE)
    line = ["1", "1", "2", "1", "2", "1", "1"]
    double = ["2", "2", "4", "2", "4", "2", "2"]
    assert shown.input_grid.texts(range(7), range(7)) == [
        line, line, double, line, double, line, line
    ]  # fmt: skip
    assert CHECKERBOARD in shown.words.text()
    assert colour_of(shown.input_grid, 2, 2) != colour_of(shown.input_grid, 0, 0)
    ground = shown.input_grid.cell
    assert ground >= 15  # so that the numbers are written
    with_numbers = shown.input_grid.viewport().grab().toImage()
    choose(shown, IN_FORWARD)
    assert with_numbers != shown.input_grid.viewport().grab().toImage()


def test_zeros_are_seen_and_said(make_window: MakeWindow) -> None:
    shown = opened(make_window, convolution((8, 8), (2, 2), (3, 3)))
    choose(shown, IN_COVERAGE)
    words = shown.words.text()
    assert (
        "Stride 3 is larger than the filter's 2 taps: every third row is reached by none." in words
    )
    paint = Paints(theme.theme(), crops=True)
    assert colour_of(shown.input_grid, 2, 0) == paint.unreached
    assert colour_of(shown.input_grid, 0, 0) != paint.unreached


def test_an_edit_is_followed_and_the_window_kept(shown: Picture) -> None:
    QTest.mouseClick(shown.output_grid.viewport(), LEFT, pos=middle_of(shown.output_grid, 3, 6))
    page = window_of(shown).document.page
    page.set_attr("y", "padding", "VALID")
    assert shown.input_grid.rows == range(9)
    assert at(shown) == (3, 3)  # the last of now four columns
    page.set_attr("y", "strides", [1, 20, 1, 1])
    assert at(shown) == (0, 3)


def test_what_is_lacking_is_said(shown: Picture) -> None:
    document = window_of(shown).document
    document.page.remove_blocks(["filter"])
    assert shown.notice.isVisible()
    assert shown.notice.text() == "filter is not wired."
    document.undo()
    assert not shown.notice.isVisible()
    document.select(["input"])
    assert shown.notice.text().startswith("input is a block of Const.")
    document.select([])
    assert shown.notice.text().startswith("Select a convolution")


def test_a_gradient_opens_as_one_and_its_fault_is_told(window: MainWindow) -> None:
    window.document.select(["dx"])
    QTest.keyClick(window, KEY.Key_9, ALT)
    shown = window.geometry_view.picture
    assert shown.modes.currentIndex() == IN_GRADIENT
    assert not shown.fault.isVisible()
    window.document.page.set_attr("dx", "strides", [1, 1, 1, 1])
    assert "input_sizes says 2" in shown.fault.text()
    assert shown.fault.isVisible()
    window.document.select(["y"])
    assert shown.modes.currentIndex() == IN_FORWARD
    assert not shown.fault.isVisible()


def test_the_filter_does_not_fit(make_window: MakeWindow) -> None:
    shown = opened(make_window, convolution((2, 2), (3, 3), (1, 1), padding="VALID"))
    assert "The filter reaches over 3 rows, the padded input has 2: no window fits." in (
        shown.words.text()
    )
    assert not shown.output_grid.rows
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_End):
        QTest.keyClick(shown.input_grid, key)
    QTest.mouseClick(shown.input_grid.viewport(), LEFT, pos=middle_of(shown.input_grid, 1, 1))
    choose(shown, IN_COVERAGE)
    assert shown.scene is not None
    assert shown.scene.window is None


def test_planes_of_a_volume(make_window: MakeWindow) -> None:
    page = convolution((5, 7, 6), (2, 3, 3), (2, 1, 2), (2, 1, 1))
    shown = opened(make_window, page)
    scene = shown.scene
    assert scene is not None
    assert (scene.row_axis.name, scene.column_axis.name) == ("height", "width")
    taps = list(scene.geometry.axes[0].positions(0))
    assert scene.position in taps
    QTest.keyClick(shown.input_grid, KEY.Key_PageDown)
    assert at(shown) == (1, 0, 0)
    assert shown.scene is not None
    assert shown.scene.position in scene.geometry.axes[0].positions(1)
    paint = Paints(theme.theme())
    assert colour_of(shown.input_grid, 0, 1) == paint.tap
    shown.controls.plane.slider.setFocus()
    QTest.keyClick(shown.controls.plane.slider, KEY.Key_Right)
    assert colour_of(shown.input_grid, 0, 1) == paint.unreached  # between taps, as ever
    shown.controls.choice.setFocus()
    QTest.keyClick(shown.controls.choice, KEY.Key_Down)
    assert shown.scene.held == 1
    assert (shown.scene.row_axis.name, shown.scene.column_axis.name) == ("depth", "width")


def test_cells_grow_and_fit_again(shown: Picture) -> None:
    grid = shown.input_grid
    fitting = grid.cell
    for _ in range(6):
        QTest.keyClick(grid, KEY.Key_Plus)
    assert grid.cell > fitting
    assert grid.verticalScrollBar().maximum() > 0
    QTest.keyClick(grid, KEY.Key_End)
    rows, columns = grid.seen()
    assert 9 in columns or grid.horizontalScrollBar().maximum() == 0
    QTest.keyClick(grid, KEY.Key_0)
    assert grid.cell == fitting
    assert rows


@pytest.mark.parametrize("mode", [IN_FORWARD, IN_GRADIENT, IN_COVERAGE])
def test_large_axes_scroll_and_stay_quick(make_window: MakeWindow, qtbot: QtBot, mode: int) -> None:
    shown = opened(make_window, convolution((224, 224), (7, 7), (2, 2)))
    choose(shown, mode)
    grid, taken = shown.input_grid, []
    for _ in range(60):
        begun = time.perf_counter()
        QTest.keyClick(grid, KEY.Key_Right)
        QTest.keyClick(grid, KEY.Key_Down)
        shown.repaint()
        grid.viewport().repaint()
        taken.append(time.perf_counter() - begun)
    assert at(shown) == (60, 60)
    rows, columns = grid.seen()
    assert 120 in rows
    assert 120 in columns
    assert sorted(taken)[len(taken) // 2] < 0.1  # two moves, each within 50 ms


@pytest.mark.parametrize("name", ["dark", "light"])
def test_both_themes_tell_cells_apart(shown: Picture, qapp: QApplication, name: str) -> None:
    window_of(shown).change_theme(name)
    grid, paint = shown.input_grid, Paints(theme.theme())
    found = {colour_of(grid, 0, 0), colour_of(grid, 0, 1), colour_of(grid, 4, 5)}
    assert found == {paint.tap, paint.gap, paint.input}


def test_another_page_and_none(shown: Picture) -> None:
    window = window_of(shown)
    window.set_document(Document(convolution((5, 5), (2, 2), (1, 1))))
    assert shown.notice.isVisible()
    window.document.select(["y"])
    assert shown.input_grid.rows == range(6)


def test_a_cell_tells_of_itself_under_the_mouse(shown: Picture) -> None:
    grid = shown.input_grid
    place = middle_of(grid, -1, 0)
    QApplication.sendEvent(
        grid.viewport(),
        QHelpEvent(QEvent.Type.ToolTip, place, grid.viewport().mapToGlobal(place)),
    )
    counts = grid.scene.plane.coverage(range(-1, 0), range(1)) if grid.scene else None
    assert counts is not None
    assert QToolTip.text() == f"row -1, column 0, padding: reached by {counts[0, 0]} taps"
    assert shown.output_grid.words_at(0, 0) == "row 0, column 0: 4 taps within the input"


def test_the_legend_tells_what_there_is(make_window: MakeWindow) -> None:
    plain = opened(make_window, convolution((4, 4), (2, 2), (1, 1), padding="VALID"))
    assert plain.legend.accessibleName() == "Colours: tap"
    choose(plain, IN_COVERAGE)
    assert plain.legend.accessibleName() == "Colours: most taps"
    choose(plain, IN_FORWARD)
    window_of(plain).document.page.set_attr("y", "strides", [1, 3, 3, 1])
    assert plain.legend.accessibleName() == "Colours: tap, never read"
    choose(plain, IN_GRADIENT)
    assert plain.legend.accessibleName() == "Colours: tap, no tap: 0"
    choose(plain, IN_COVERAGE)
    assert plain.legend.accessibleName() == "Colours: no tap, most taps"


def test_padding_adds_nothing_to_the_gradient_by_the_filter(make_window: MakeWindow) -> None:
    page = convolution((9, 8), (3, 3), (2, 1))
    page.remove_blocks(["y"])
    page.add_block("Const", {"value": np.ones((1, 5, 8, 1), np.float32)}, id="out")
    page.add_block("Const", {"value": np.array([3, 3, 1, 1], np.int32)}, id="sizes")
    attrs = {"strides": [1, 2, 1, 1], "padding": "SAME"}
    page.add_block("Conv2DBackpropFilter", attrs, id="y", at=(300, 0))
    for source, port in (("input", "input"), ("sizes", "filter_sizes"), ("out", "out_backprop")):
        page.connect(f"{source}.output", f"y.{port}")
    shown = opened(make_window, page)
    assert shown.modes.currentIndex() == IN_GRADIENT
    assert shown.legend.accessibleName() == "Colours: tap, padding, zeros"
    assert "Row -1 and column -1 lie in the padding and add nothing." in shown.words.text()
    assert (shown.titles[0].text(), shown.titles[1].text()) == (
        "Input with its padding",
        "out_backprop",
    )


def test_sizes_that_only_a_run_gives(make_window: MakeWindow, qtbot: QtBot) -> None:
    page = gradient_page()
    page.put_block(Block("worked_out", "Same", SAME), (450, 200))
    page.disconnect(page.wires_into("dx", "input_sizes")[0])
    page.connect("input_sizes.output", "worked_out.x")
    page.connect("worked_out.output", "dx.input_sizes")
    window = make_window.shown(Document(page))
    window.document.select(["dx"])
    QTest.keyClick(window, KEY.Key_9, ALT)
    shown = window.geometry_view.picture
    assert shown.notice.text().splitlines() == [
        "The value of input_sizes is not known before a run.",
        "An input height of 1 to 3 would fit out_backprop.",
        "An input width of 1 to 2 would fit out_backprop.",
    ]
    QTest.keyClick(window, KEY.Key_F5)
    qtbot.waitUntil(lambda: not window.document.is_running)
    assert not shown.notice.isVisible()
    assert (shown.input_grid.rows, shown.input_grid.columns) == (range(2), range(2))
