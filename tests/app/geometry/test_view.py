"""What the dock Geometry shows, right before any run: colours, numbers, words."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.geometry.paints import Paints
from app.geometry.picture import Picture
from app.geometry.scene import IN_COVERAGE, IN_FORWARD, IN_GRADIENT
from app.window import MainWindow
from blocks.geometry.coverage_words import CHECKERBOARD
from blocks.page import Block
from tests.app.geometry.opening import (
    ALT,
    KEY,
    LEFT,
    choose,
    colour_of,
    convolution,
    middle_of,
    opened,
    window_of,
)
from tests.app.making import MakeWindow
from tests.app.pages import SAME, gradient_page


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


@pytest.mark.parametrize("name", ["dark", "light"])
def test_both_themes_tell_cells_apart(shown: Picture, qapp: QApplication, name: str) -> None:
    window_of(shown).change_theme(name)
    grid, paint = shown.input_grid, Paints(theme.theme())
    found = {colour_of(grid, 0, 0), colour_of(grid, 0, 1), colour_of(grid, 4, 5)}
    assert found == {paint.tap, paint.gap, paint.input}


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
