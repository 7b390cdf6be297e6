"""Where two results differ is what the dock "Compare" shows first, and it leads to the others."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.comparing.comparing import Comparing
from app.document import Document
from app.window import MainWindow
from blocks.page import Page
from tests.app.comparing.test_compare import LEFT, run
from tests.app.making import MakeWindow


@pytest.fixture
def comparing(make_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    """Two tensors that first differ at [2, 3, 1], and most at [4, 0, 2], seen beside each other."""
    one = np.zeros((5, 6, 3), np.float32)
    other = one.copy()
    other[2, 3, 1], other[4, 0, 2] = 1, 7
    page = Page("Places")
    page.add_block("Const", {"value": one}, id="one")
    page.add_block("Const", {"value": other}, id="other", at=(0, 300))
    window = make_window.shown(Document(page))
    run(window, qtbot)
    window.document.select(["one", "other"])
    window.going.to_dock(window.compare_dock)
    qtbot.waitUntil(lambda: view(window).verdict.text() == "✕ 2 of 90 numbers differ")
    return window


def view(window: MainWindow) -> Comparing:
    return window.comparing.comparing


def part(window: MainWindow) -> list[tuple[int, ...]]:
    """For both pictures the index of what is shown, of the axes that stand still."""
    slicings = [place.heatmap.bar.slicing for place in view(window).pictures.places]
    return [tuple(one.at[axis] for axis in one.fixed) for one in slicings]


def outlined(window: MainWindow) -> bool:
    """Whether a cell is outlined in both."""
    return all(len(place.heatmap._lit) == 1 for place in view(window).pictures.places)


def test_the_first_difference_is_seen_at_once(comparing: MainWindow) -> None:
    assert part(comparing) == [(1,), (1,)]
    assert outlined(comparing)


def test_a_line_leads_to_its_place_by_mouse_and_by_keyboard(comparing: MainWindow) -> None:
    details = view(comparing).details
    row = details.fontMetrics().lineSpacing()
    QTest.mouseClick(details, LEFT, pos=QPoint(40, 2 + row + row // 2))
    assert part(comparing) == [(2,), (2,)]
    details.setFocus()
    QTest.keyClick(details, Qt.Key.Key_Tab)
    QTest.keyClick(details, Qt.Key.Key_Return)
    assert part(comparing) == [(1,), (1,)]
    assert outlined(comparing)


def test_what_the_user_looks_at_stays_when_the_page_runs_again(
    comparing: MainWindow, qtbot: QtBot
) -> None:
    bar = view(comparing).pictures.places[0].heatmap.bar
    bar.set_slicing(bar.slicing.with_index(bar.slicing.fixed[0], 0))
    bar.changed.emit(bar.slicing)
    assert part(comparing) == [(0,), (0,)]
    changed = np.ones((5, 6, 3), np.float32)
    comparing.document.page.set_attr("other", "value", changed)
    run(comparing, qtbot)
    qtbot.waitUntil(lambda: view(comparing).verdict.text() == "✕ 90 of 90 numbers differ")
    assert part(comparing) == [(0,), (0,)]


def test_the_picture_stands_above_its_fields(comparing: MainWindow) -> None:
    heatmap = view(comparing).pictures.places[0].heatmap
    top = heatmap.bar.mapTo(comparing, QPoint(0, 0)).y()
    assert heatmap.plane.mapTo(comparing, QPoint(0, heatmap.plane.height())).y() <= top
