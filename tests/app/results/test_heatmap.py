"""The heatmap: values under the mouse and the keys, colours, range, pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QSpinBox
from pytestqt.qtbot import QtBot

from app import theme
from app.document import Document
from app.results.colours import SPECIAL
from app.results.heatmap import Heatmap
from app.results.view import ResultView
from blocks.page import Page
from tests.app.pages import const_page
from tests.app.results.using import (
    HEATMAP,
    LEFT,
    choose,
    run,
    show,
    text,
    words,
)


def test_the_heatmap_tells_value_and_index_under_the_mouse(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    view.tabs.setCurrentIndex(1)
    plot = view.heatmap_tab.heatmap.plane.plot
    qtbot.wait(50)
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(1, 0)))
    QTest.mouseMove(plot.viewport(), at)
    qtbot.waitUntil(lambda: "4308" in text(view, "value under the mouse"), timeout=2000)
    assert text(view, "value under the mouse").startswith("[0, 0, 1, 0]  =  4308")
    assert "W 1" in text(view, "value under the mouse")


def test_nan_and_infinities_are_seen_counted_and_explained(qtbot: QtBot, view: ResultView) -> None:
    array = np.array([[1, float("nan")], [float("inf"), -2]], np.float32)
    document = show(qtbot, view, array)
    view.tabs.setCurrentIndex(1)
    assert "NaN 1 · infinite 1" in text(view, "figures")
    assert view.heatmap_tab.heatmap.key.special == ("NaN", "inf", "-inf")
    paint = view.heatmap_tab.heatmap.plane.image.image
    assert "#{:02x}{:02x}{:02x}".format(*paint[0, 1][:3]) == SPECIAL["NaN"]
    assert "#{:02x}{:02x}{:02x}".format(*paint[1, 0][:3]) == SPECIAL["inf"]
    assert view.heatmap_tab.heatmap.scale.both_signs
    assert view.heatmap_tab.heatmap.scale.high == 2
    document.close()


def test_the_range_is_of_the_tensor_of_the_slice_or_locked(qtbot: QtBot, view: ResultView) -> None:
    document = show(qtbot, view, np.arange(8, dtype=np.float32).reshape(2, 2, 2))
    view.tabs.setCurrentIndex(1)
    heatmap = view.heatmap_tab.heatmap
    assert (heatmap.scale.low, heatmap.scale.high) == (0, 7)
    choose(heatmap, "range", "Slice")
    assert (heatmap.scale.low, heatmap.scale.high) == (0, 3)
    choose(heatmap, "range", "Locked")
    heatmap.range.high.setFocus()
    heatmap.range.high.selectAll()
    qtbot.keyClicks(heatmap.range.high, "100\r")
    assert (heatmap.scale.low, heatmap.scale.high) == (0, 100)
    heatmap.range.high.setFocus()
    heatmap.range.high.selectAll()
    qtbot.keyClicks(heatmap.range.high, "-")  # no number yet: the last one counts
    heatmap.bar.findChildren(QSpinBox)[0].setValue(1)
    assert heatmap.scale.high == 100
    heatmap.range.low.setFocus()
    assert heatmap.range.high.text() == "100"
    heatmap.range.low.selectAll()
    qtbot.keyClicks(heatmap.range.low, "200.5\r")
    assert (heatmap.scale.low, heatmap.scale.high) == (100, 200.5), "whichever is the higher"
    document.close()


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_three_channels_can_be_seen_as_a_picture(
    qtbot: QtBot, view: ResultView, dtype: type
) -> None:
    array = np.zeros((4, 5, 3), dtype)
    array[1, 2] = (200, 100, 50)
    document = show(qtbot, view, array)
    view.tabs.setCurrentIndex(1)
    box = view.heatmap_tab.heatmap.range.picture
    place = QPoint(8, box.height() // 2)
    assert box.isEnabled()
    assert box.isChecked() == (dtype == np.uint8), "bytes with three channels are a picture"
    if dtype != np.uint8:
        QTest.mouseClick(box, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert view.heatmap_tab.heatmap.plane.image.image[1, 2].tolist() == [200, 100, 50, 255]
    assert not view.heatmap_tab.heatmap.key.isVisible()
    QTest.mouseClick(box, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert view.heatmap_tab.heatmap.key.isVisible()
    document.page.set_attr("const", "value", np.ones((4, 5, 3), dtype))
    assert not box.isChecked(), "what the user has chosen stays"
    document.close()


def test_the_heatmap_is_made_and_drawn_when_somebody_looks(qtbot: QtBot, view: ResultView) -> None:
    document = show(qtbot, view, np.float32([[1, 2], [3, 4]]))
    assert view.heatmap_tab.findChild(Heatmap) is None
    view.tabs.setCurrentIndex(1)
    assert view.heatmap_tab.heatmap.scale.high == 4
    view.tabs.setCurrentIndex(0)
    document.page.set_attr("const", "value", np.float32([[1, 2], [3, 9]]))
    run(qtbot, document)
    assert view.heatmap_tab.heatmap.scale.high == 4
    view.tabs.setCurrentIndex(1)
    assert view.heatmap_tab.heatmap.scale.high == 9
    document.close()


def test_what_is_too_large_to_draw_is_thinned_out_and_that_is_said(
    qtbot: QtBot, view: ResultView, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(const_page(np.zeros(2, np.float32)))
    view.set_document(document)
    array = np.zeros((300_000, 5000), np.uint8)
    monkeypatch.setattr(document, "result", lambda end: array)
    document.select(["x"])
    view.tabs.setCurrentIndex(1)
    assert view.heatmap_tab.heatmap.note.text() == (
        "Too large to draw whole: one row in 147 and one column in 3 is drawn."
    )
    assert "200,000 of 300,000 rows" in view.table.note.text()
    assert "2,000 of 5,000 columns" in view.table.note.text()
    view.heatmap_tab.heatmap.grab()
    view.grab()
    document.close()


def centred_page(op: str) -> Page:
    """A tensor of one sign into a port that takes a gradient, or one that does not."""
    page = Page("Gradient")
    page.add_block("Const", {"value": np.full((1, 2, 2, 1), 3, np.float32)}, id="const")
    page.add_block(op, id="op")
    port = "out_backprop" if op.startswith("Conv") else "features"
    page.connect("const.output", f"op.{port}")
    return page


@pytest.mark.parametrize(("op", "is_centred"), [("Conv2DBackpropInput", True), ("Relu", False)])
def test_a_gradient_of_one_sign_is_centred_on_zero_unless_somebody_chooses(
    view: ResultView, op: str, is_centred: bool
) -> None:
    document = Document(centred_page(op))
    view.set_document(document)
    document.select(["const"])
    view.tabs.setCurrentIndex(HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    scale = heatmap.scale
    assert (scale.low, scale.high, scale.both_signs) == (
        (-3, 3, True) if is_centred else (3, 3, False)
    )
    (box,) = (one for one in heatmap.findChildren(QCheckBox) if "Centre" in one.text())
    assert box.isChecked() == is_centred
    QTest.mouseClick(box, LEFT, pos=box.rect().center() - box.rect().center() / 1.2)
    assert heatmap.scale.both_signs != is_centred
    view.close_document()
    document.close()


# ---- by keyboard --------------------------------------------------------------------------


def line_of(heatmap: Heatmap) -> str:
    return words(heatmap, "value under the mouse")


def test_arrow_keys_go_from_cell_to_cell_and_enter_asks_where_it_comes_from(shown: Any) -> None:
    view = shown(np.arange(24, dtype=np.float32).reshape(2, 3, 4), HEATMAP)
    heatmap = view.heatmap_tab.heatmap
    told: list[tuple[str, object]] = []
    view.pointed.connect(lambda _, index: told.append(("pointed", index)))
    view.opened.connect(lambda _, index: told.append(("opened", index)))
    before = heatmap.range.picture if heatmap.range.picture.isEnabled() else heatmap.range.centre
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is heatmap.plane
    assert heatmap.plane.here.isVisible()
    assert line_of(heatmap) == "[0, 0, 0]  =  0"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(heatmap.plane, key)
    assert line_of(heatmap) == "[0, 2, 1]  =  9", "the last row is where it ends"
    assert told[-1] == ("pointed", (0, 2, 1))
    steps = heatmap.findChild(QSpinBox, "index of axis 0")
    assert steps is not None
    steps.setValue(1)
    QTest.keyClick(heatmap.plane, Qt.Key.Key_Left)
    assert line_of(heatmap) == "[1, 2, 0]  =  20"
    QTest.keyClick(heatmap.plane, Qt.Key.Key_Return)
    assert told[-1] == ("opened", (1, 2, 0))
    QTest.keyClick(heatmap.plane, Qt.Key.Key_Tab)
    assert not heatmap.plane.here.isVisible(), "marked only while the keys are for it"


def test_arrow_keys_go_on_into_the_slice_beside_it(shown: Any) -> None:
    heatmap = shown(np.arange(24, dtype=np.float32).reshape(6, 2, 2), HEATMAP).heatmap_tab.heatmap
    choose(heatmap, "grid", "axis 0")
    assert heatmap.tiles is not None
    heatmap.plane.setFocus()
    for _ in range(2):
        QTest.keyClick(heatmap.plane, Qt.Key.Key_Right)
    assert line_of(heatmap) == "[1, 0, 0]  =  4"
    for _ in range(2):
        QTest.keyClick(heatmap.plane, Qt.Key.Key_Down)
    assert line_of(heatmap).startswith(f"[{1 + heatmap.tiles.across}, 0, 0]")


def test_another_tensor_that_is_smaller_has_the_keys_within_it(shown: Any) -> None:
    heatmap = shown(np.zeros((3, 4), np.float32), HEATMAP).heatmap_tab.heatmap
    heatmap.plane.setFocus()
    for _ in range(3):
        QTest.keyClick(heatmap.plane, Qt.Key.Key_Right)
    shown(np.zeros((2, 2), np.float32), HEATMAP)
    QTest.keyClick(heatmap.plane, Qt.Key.Key_Down)
    assert line_of(heatmap).startswith("[1, 1]")


# ---- numbers in cells ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [(300, 420), (640, 560), (1200, 700)])
@pytest.mark.parametrize("exponent", [0, 20, -300])
@pytest.mark.parametrize("columns", [3, 9, 30])
def test_numbers_never_run_into_one_another(
    shown: Any, size: tuple[int, int], exponent: int, columns: int
) -> None:
    values = np.random.default_rng(0).standard_normal((2, columns)) * 10.0**exponent
    view = shown(values, HEATMAP)
    view.resize(*size)
    QApplication.processEvents()
    heatmap = view.heatmap_tab.heatmap
    writing, metrics = heatmap.plane.writing, QFontMetricsF(theme.font(theme.SMALL))
    place = heatmap.plane.plot.getViewBox().childTransform()
    found = writing.texts(place, metrics, writing.viewRect())
    assert all(metrics.horizontalAdvance(text) < rect.width() for rect, text, _ in found)
    assert len(found) in (0, values.size), "all of them or none"
    if columns == 3 and size[0] > 1000:
        assert [float(text) for _, text, _ in found] == pytest.approx(values.ravel(), rel=1e-2)


def test_a_hand_that_moves_quickly_is_followed_to_the_end(shown: Any) -> None:
    heatmap = shown(np.arange(6, dtype=np.float32).reshape(2, 3), HEATMAP).heatmap_tab.heatmap
    QApplication.processEvents()
    plot = heatmap.plane.plot
    box = plot.getViewBox()
    places = [plot.mapFromScene(box.mapViewToScene(QPointF(column, 1))) for column in range(3)]
    for place in places:
        QTest.mouseMove(plot.viewport(), place)
    QApplication.processEvents()
    assert line_of(heatmap) == "[1, 2]  =  5"
