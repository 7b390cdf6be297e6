"""What the panel offers and says besides the fixes: sizes that follow the forward op, why pads
cannot be explicit, and that no fix is known."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.fixing.fix_list import FixButton
from app.panel import Panel

LEFT = Qt.MouseButton.LeftButton


def follow(panel: Panel) -> QPushButton:
    (found,) = panel.findChildren(QPushButton, "follow forward")
    return found


def said(panel: Panel, name: str) -> str:
    labels = [one for one in panel.findChildren(QLabel, name) if one.isVisible()]
    return labels[0].text() if labels else ""


def source_op(document: Document) -> str:
    (wire,) = document.page.wires_into("dx", "input_sizes")
    return document.page.blocks[wire.source.block].op_name


def test_sizes_are_taken_from_the_forward_op_by_mouse(panel: Panel, document: Document) -> None:
    assert follow(panel).text() == "Take from input.output"
    QTest.mouseClick(follow(panel), LEFT)
    assert source_op(document) == "Shape"
    assert document.check.problems == ()
    assert not follow(panel).isVisible()
    document.undo()
    assert source_op(document) == "Const"
    assert document.page.history.can_undo is None
    assert follow(panel).isVisible()


def test_and_by_keyboard(panel: Panel, document: Document) -> None:
    panel.setFocus()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is follow(panel):
            break
    QTest.keyClick(follow(panel), Qt.Key.Key_Space)
    assert source_op(document) == "Shape"


def test_nothing_is_offered_where_the_order_is_another_or_a_circle_would_close(
    panel: Panel, document: Document
) -> None:
    document.page.set_attr("y", "data_format", "NCHW")
    assert not follow(panel).isVisible()
    document.undo()
    page = document.page
    page.add_block("Const", {"value": np.ones((1, 4, 4, 4), np.float32)}, id="given")
    page.connect("given.output", "dx.out_backprop", replace=True)
    assert follow(panel).isVisible()
    page.add_block("Relu", id="relu")
    page.connect("dx.output", "relu.features")
    page.connect("relu.activations", "y.input", replace=True)
    assert not follow(panel).isVisible()


def test_why_pads_cannot_be_explicit(panel: Panel, document: Document) -> None:
    page = document.page
    page.add_block("Const", {"value": np.ones((1, 5, 5, 5, 1), np.float32)}, id="volume")
    page.add_block("Const", {"value": np.ones((3, 3, 3, 1, 1), np.float32)}, id="taps")
    page.add_block("Conv3D", {"padding": "SAME"}, id="deep")
    page.connect("volume.output", "deep.input")
    page.connect("taps.output", "deep.filter")
    document.select(["deep"])
    assert said(panel, "pads").splitlines()[1] == (
        "Conv3D has no EXPLICIT, as in TensorFlow: SAME sets these pads itself."
    )
    page.set_attr("deep", "padding", "VALID")
    assert said(panel, "pads") == "VALID: no padding"


def test_that_no_fix_is_known_is_said(panel: Panel, document: Document) -> None:
    page = document.page
    page.add_block("Expect", {"value": np.ones((2, 2), np.float32)}, id="expect")
    page.add_block("Relu", id="relu")
    page.connect("y.output", "relu.features")
    document.select(["expect"])
    assert said(panel, "problems")
    assert said(panel, "no fix") == "", "a wire that lacks is no fault"
    page.connect("relu.activations", "expect.input")
    assert said(panel, "no fix") == "No fix is known."
    document.select(["dx"])
    assert said(panel, "problems")
    assert said(panel, "no fix") == ""


def test_buttons_have_their_height_whatever_was_shown_before(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    page = document.page
    for id, shape in (("p", (2, 3, 4)), ("q", (5, 3))):
        page.add_block("Const", {"value": np.ones(shape, np.float32)}, id=id)
    for id, op, ports in (("product", "MatMul", "ab"), ("sum", "Add", "xy")):
        page.add_block(op, id=id)
        for source, port in zip("pq", ports, strict=True):
            page.connect(f"{source}.output", f"{id}.{port}")
    for id in ("product", "sum", "dx", "product", "y", "sum"):
        document.select([id])
        qtbot.wait(20)
        buttons = [one for one in panel.findChildren(FixButton) if one.isVisible()]
        assert bool(buttons) == (id != "y")
        for one in buttons:
            assert one.height() >= one.sizeHint().height(), (id, one.fix.words)
