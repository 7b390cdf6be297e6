"""Hovering tells of the tensor in any wire or port: figures, first values; large ones a moment
later, without holding up the window."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.canvas import Canvas
from app.document import Document
from blocks.page import Page
from blocks.viewing.figures import figures_of
from tests.app.canvas.conftest import Hand


def hover(canvas: Canvas, hand: Hand, at: QPoint) -> str:
    """Rest the mouse somewhere until Qt asks for a tool tip."""
    hand.move(at)
    viewport = canvas.view.viewport()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    return QToolTip.text()


def middle(canvas: Canvas, page: Page, hand: Hand, target: str) -> QPoint:
    """A place on the wire into an input."""
    (wire,) = (one for one in page.wires if str(one.target) == target)
    item = canvas.graph.wire_item(wire)
    assert item is not None
    return hand.on_screen(item.path().pointAtPercent(0.5))


def run(qtbot: QtBot, document: Document) -> None:
    with qtbot.waitSignal(document.run_finished, timeout=20_000):
        document.run()


def test_before_a_run_it_is_said_how_to_get_values(canvas: Canvas, hand: Hand) -> None:
    text = hover(canvas, hand, hand.output("conv.output"))
    assert "float32 [2, 1, 1, 2], 16 bytes" in text
    assert "run the page (F5)" in text
    assert "min " not in text


def test_a_wire_and_both_its_ports_tell_figures_and_values(
    qtbot: QtBot, canvas: Canvas, document: Document, page: Page, hand: Hand
) -> None:
    page.connect("conv.output", "relu.features")
    run(qtbot, document)
    array = document.result(page.wires_into("relu", "features")[0].source)
    assert array is not None
    places = (
        middle(canvas, page, hand, "relu.features"),
        hand.output("conv.output"),
        hand.input("relu.features"),
    )
    for place in places:
        text = hover(canvas, hand, place)
        assert f"min {array.min():g} · max {array.max():g}" in text
        assert "NaN 0" in text
        assert ", ".join(f"{one:.4g}" for one in array.ravel()) in text
        assert "Ctrl+Shift" in text


def test_what_is_known_without_a_run_is_told_too(canvas: Canvas, page: Page, hand: Hand) -> None:
    text = hover(canvas, hand, middle(canvas, page, hand, "conv.filter"))
    assert "min 1 · max 16 · mean 8.5" in text
    assert "1, 2, 3, 4, … 16 in all" in text


def test_what_is_no_number_is_counted(canvas: Canvas, page: Page, hand: Hand) -> None:
    page.set_attr("image", "value", np.array([[[[np.nan, np.inf], [1, 2]]]], np.float32))
    text = hover(canvas, hand, hand.output("image.output"))
    assert "NaN 1 · infinite 1" in text
    assert "max 2" in text


def test_why_there_are_no_values_is_told(canvas: Canvas, page: Page, hand: Hand) -> None:
    page.set_attr("image", "value", np.zeros((2, 2, 2, 3), np.float32))
    page.connect("conv.output", "relu.features")
    text = hover(canvas, hand, hand.output("conv.output"))
    assert "dtype and shape are not known yet" in text
    assert "conv cannot run: " in text
    assert "run the page" not in text
    text = hover(canvas, hand, hand.output("relu.activations"))
    assert "what comes into the block is not known" in text


def test_after_an_edit_the_values_of_before_are_told_as_such(
    qtbot: QtBot, canvas: Canvas, document: Document, page: Page, hand: Hand
) -> None:
    run(qtbot, document)
    before = document.known(page.blocks["conv"].outputs[0]).value
    assert before is not None
    page.set_attr("conv", "strides", [1, 1, 1, 1])
    text = hover(canvas, hand, hand.output("conv.output"))
    assert text.index("float32 [2, 2, 2, 2], 64 bytes") < text.index("before the last edit")
    assert "it was float32 [2, 1, 1, 2]:" in text
    assert f"max {before.max():g}" in text


def test_a_large_tensor_is_told_of_at_once_and_its_figures_when_they_are_there(
    qtbot: QtBot,
    canvas: Canvas,
    document: Document,
    page: Page,
    hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go, real, asked = threading.Event(), figures_of, []

    def slow(array: Any) -> Any:
        asked.append(threading.current_thread())
        assert let_go.wait(10)
        return real(array)

    array = np.zeros((8, 224, 224, 64), np.float32)
    array[0, 0, 0, :2] = 3, -7
    monkeypatch.setattr("blocks.viewing.kept.figures_of", slow)
    monkeypatch.setattr(document, "result", lambda end: array)
    place = middle(canvas, page, hand, "conv.input")
    text = hover(canvas, hand, place)
    assert "float32 [8, 224, 224, 64], 98 MiB" in text
    assert "3, -7, 0, 0, … 25,690,112 in all" in text
    assert "working out" in text
    let_go.set()
    qtbot.waitUntil(lambda: "min -7 · max 3" in QToolTip.text(), timeout=20_000)
    assert "working out" not in QToolTip.text()
    assert "min -7" in hover(canvas, hand, place), "kept"
    assert len(asked) == 1
    assert asked[0] is not threading.main_thread()


def test_the_figures_do_not_come_where_the_mouse_has_gone_on(
    qtbot: QtBot,
    canvas: Canvas,
    document: Document,
    page: Page,
    hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_go, real = threading.Event(), figures_of
    monkeypatch.setattr("blocks.viewing.kept.AT_ONCE", 4)
    monkeypatch.setattr("blocks.viewing.kept.figures_of", lambda one: let_go.wait(10) and real(one))
    assert "working out" in hover(canvas, hand, hand.output("image.output"))
    hand.move(hand.title("conv"))
    QToolTip.hideText()
    let_go.set()
    qtbot.waitUntil(lambda: not canvas.hovering._work.is_busy, timeout=10_000)
    assert "min 1" not in QToolTip.text()
