"""A page with the ops that panels are looked at with, and a panel on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.asking import Ask
from app.document import Document
from app.panel import Panel
from app.panel.entries import Entry
from blocks.page import Page


class Answer(Ask):
    """Answers in the user's place."""

    path: Path | None = None

    def file_to_open(
        self, parent: QWidget, folder: Path, kinds: str, then: Callable[[Path], None]
    ) -> None:
        if self.path is not None:
            then(self.path)


@pytest.fixture
def answer() -> Answer:
    return Answer()


@pytest.fixture
def document() -> Document:
    page = Page("Gradients")
    page.add_block(
        "Const", {"value": np.arange(1, 17, dtype="f4").reshape(2, 2, 2, 2)}, id="filter"
    )
    page.add_block("Const", {"value": np.array([2, 2, 2, 2], "i4")}, id="sizes")
    page.add_block("Const", {"value": np.ones((2, 1, 1, 2), "f4")}, id="dy")
    page.add_block("Conv2DBackpropInput", {"strides": [1, 3, 2, 1], "padding": "SAME"}, id="dx")
    page.add_block("RandomNormal", {}, id="noise")
    page.add_block("Conv3D", {}, id="conv3")
    for port, source in (("input_sizes", "sizes"), ("filter", "filter"), ("out_backprop", "dy")):
        page.connect(f"{source}.output", f"dx.{port}")
    return Document(page)


@pytest.fixture
def panel(document: Document, answer: Answer, dressed: None, qtbot: QtBot) -> Panel:
    made = Panel(document, ask=answer)
    qtbot.addWidget(made)
    made.resize(320, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def entry(panel: QWidget, name: str) -> Entry:
    """The line of that name."""
    found = panel.findChildren(Entry, name)
    shown = [one for one in found if one.isVisible()]
    assert len(shown) == 1, (name, [one.objectName() for one in panel.findChildren(Entry)])
    return shown[0]


def enter(qtbot: QtBot, line: Entry, text: str, *, settle: bool = True) -> None:
    """Type a text in the place of what stands there, then Enter."""
    line.setFocus()
    line.selectAll()
    if text:
        qtbot.keyClicks(line, text)
    else:
        qtbot.keyClick(line, "\b")
    if settle:
        qtbot.keyClick(line, "\r")


def said(panel: QWidget, name: str) -> str:
    """What the label of that name shows; empty if it is hidden."""
    (label,) = panel.findChildren(QLabel, name)
    return label.text() if label.isVisible() else ""
