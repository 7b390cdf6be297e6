"""A panel as narrow as a small screen leaves it: nothing of a block is cut off."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from blocks.page import Page

NARROW = 312
"""What the panel has of a window of 1366 pixels."""

OPS = {"Conv3DBackpropInputV2": 3, "DepthwiseConv2dNativeBackpropInput": 2}


def gradient(op: str, spatial: int) -> Page:
    page = Page("A page whose title is longer by far than a panel at the side is wide")
    page.add_block("Const", {"value": np.array((1, *[6] * spatial, 1), np.int32)}, id="sizes")
    page.add_block("Const", {"value": np.ones((*[3] * spatial, 1, 1), np.float32)}, id="filter")
    page.add_block("Const", {"value": np.ones((1, *[3] * spatial, 1), np.float32)}, id="dy")
    page.add_block(op, {"strides": [1, *[2] * spatial, 1], "padding": "SAME"}, id="dx")
    for source, port in (("sizes", "input_sizes"), ("filter", "filter"), ("dy", "out_backprop")):
        page.connect(f"{source}.output", f"dx.{port}")
    return page


@pytest.mark.parametrize("op", OPS)
def test_nothing_is_cut_off(qtbot: QtBot, dressed: None, op: str) -> None:
    document = Document(gradient(op, OPS[op]))
    panel = Panel(document)
    qtbot.addWidget(panel)
    panel.resize(NARROW, 500)
    with qtbot.waitExposed(panel):
        panel.show()
    document.select(["dx"])
    QApplication.processEvents()
    assert panel.view.width() <= panel.viewport().width()
    (title,) = panel.findChildren(QLabel, "title")
    assert title.fontMetrics().horizontalAdvance(op) <= title.width()
    (names,) = panel.findChildren(QLabel, "names")
    assert names.height() < 2 * names.fontMetrics().height(), "one line, cut in its middle"
    assert names.toolTip() == names.text()
