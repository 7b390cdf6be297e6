"""How often which numbers occur."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from blocks.viewing.histogram import histogram_of
from tests.app.results.using import (
    HISTOGRAM,
    TABLE,
    point,
    words,
)


def test_the_histogram_tells_the_count_of_a_bar(shown: Any, qtbot: QtBot) -> None:
    view = shown(np.array([1, 1, 1, 4, 6, 6], np.int32), HISTOGRAM)
    histogram = view.histogram_tab.histogram
    point(histogram.plot.plot, 1.2, 1)
    name = "count under the mouse"
    qtbot.waitUntil(lambda: words(histogram, name) == "1:  3  (50 %)", timeout=3000)
    QTest.keyClick(histogram.logarithmic, Qt.Key.Key_Space)
    assert histogram.logarithmic.isChecked()
    assert histogram.bars.opts["height"][0] == pytest.approx(1 + np.log10(3))
    assert histogram.bars.opts["height"][1] == 0
    view.grab()


def test_what_is_in_no_bar_is_said(shown: Any) -> None:
    view = shown(np.array([np.nan, np.inf, 1, -1], np.float32), HISTOGRAM)
    assert view.histogram_tab.histogram.counts.text() == "Not in the bars: NaN 1 · infinite 1"
    assert view.histogram_tab.histogram.zero.isVisible()
    view = shown(np.array([np.nan], np.float32), HISTOGRAM)
    assert "no finite numbers" in words(view.histogram_tab.histogram, "count under the mouse")


def test_the_histogram_of_a_large_tensor_does_not_hold_up_the_window(
    shown: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go, real, threads = threading.Event(), histogram_of, []

    def slow(array: Any) -> Any:
        threads.append(threading.current_thread())
        assert let_go.wait(10)
        return real(array)

    monkeypatch.setattr("app.results.histogram.histogram_of", slow)
    view = shown(np.ones((3, 1024, 1024), np.float32), HISTOGRAM)
    assert "counting" in words(view.histogram_tab.histogram, "count under the mouse")
    let_go.set()
    qtbot.waitUntil(
        lambda: view.histogram_tab.histogram.histogram.total == 3 * 1024 * 1024, timeout=20_000
    )
    assert threads == [one for one in threads if one is not threading.main_thread()]
    assert "Point at a bar" in words(view.histogram_tab.histogram, "count under the mouse")


def test_nobody_pays_for_what_nobody_looks_at(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(array: Any) -> Any:
        raise AssertionError("counted though nobody looks")

    monkeypatch.setattr("app.results.histogram.histogram_of", never)
    shown(np.array([1, 2], np.float32), TABLE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.array([True, False]), ["false", "true"]),
        (np.array([3, -1, 3], np.int8), ["-1", "0", "1", "2", "3"]),
        (np.array([0, 10**9], np.int64), None),
        (np.array([0.0, 3.0]), None),
    ],
)
def test_bars_of_one_whole_number_each_are_named(
    shown: Any, value: Any, expected: list[str] | None
) -> None:
    ticks = shown(value, HISTOGRAM).histogram_tab.histogram._ticks()
    assert (ticks and [name for _, name in ticks[0]]) == expected
