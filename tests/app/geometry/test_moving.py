"""The window of a convolution moved over its input, by keys and by mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest

from app import theme
from app.document import Document
from app.geometry.paints import Paints
from app.geometry.picture import Picture
from app.geometry.scene import IN_COVERAGE, IN_FORWARD, IN_GRADIENT
from tests.app.geometry.opening import (
    KEY,
    LEFT,
    at,
    choose,
    colour_of,
    convolution,
    middle_of,
    opened,
    window_of,
)
from tests.app.making import MakeWindow
from tests.work import growth


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


def test_an_edit_is_followed_and_the_window_kept(shown: Picture) -> None:
    QTest.mouseClick(shown.output_grid.viewport(), LEFT, pos=middle_of(shown.output_grid, 3, 6))
    page = window_of(shown).document.page
    page.set_attr("y", "padding", "VALID")
    assert shown.input_grid.rows == range(9)
    assert at(shown) == (3, 3)  # the last of now four columns
    page.set_attr("y", "strides", [1, 20, 1, 1])
    assert at(shown) == (0, 3)


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
def test_large_axes_scroll(make_window: MakeWindow, mode: int) -> None:
    shown = opened(make_window, convolution((224, 224), (7, 7), (2, 2)))
    choose(shown, mode)
    grid = shown.input_grid
    for _ in range(60):
        QTest.keyClick(grid, KEY.Key_Right)
        QTest.keyClick(grid, KEY.Key_Down)
    assert at(shown) == (60, 60)
    rows, columns = grid.seen()
    assert 120 in rows
    assert 120 in columns


@pytest.mark.parametrize("mode", [IN_FORWARD, IN_GRADIENT, IN_COVERAGE])
def test_a_move_is_no_more_work_where_the_axes_are_long(make_window: MakeWindow, mode: int) -> None:
    def move(size: int) -> Callable[[], None]:
        shown = opened(make_window, convolution((size, size), (7, 7), (2, 2)))
        choose(shown, mode)
        grid = shown.input_grid

        def press() -> None:
            QTest.keyClick(grid, KEY.Key_Right)
            shown.repaint()
            grid.viewport().repaint()

        return press

    assert growth(move, 224) < 1.5


def test_another_page_and_none(shown: Picture) -> None:
    window = window_of(shown)
    window.set_document(Document(convolution((5, 5), (2, 2), (1, 1))))
    assert shown.notice.isVisible()
    window.document.select(["y"])
    assert shown.input_grid.rows == range(6)
