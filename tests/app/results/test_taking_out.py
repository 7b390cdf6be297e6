"""Results are copied and saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.results.view import ResultView
from tests.app.answers import Answers
from tests.app.results.using import (
    LEFT,
    run,
)


def test_selected_cells_are_copied_for_a_spreadsheet(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    table = view.table.view
    table.setFocus()
    first = table.visualRect(view.table.model.index(0, 0)).center()
    last = table.visualRect(view.table.model.index(1, 1)).center()
    QTest.mousePress(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(table.viewport(), last)
    QTest.mouseRelease(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, last)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1188\t2748\n4308\t5868"


def test_the_whole_tensor_is_copied_as_text(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["y"])
    run(qtbot, document)
    view.copy_whole()
    assert QGuiApplication.clipboard().text() == "[[[[372, 408]]], [[[884, 984]]]]"


def test_a_result_is_saved_where_the_user_says(
    qtbot: QtBot, view: ResultView, document: Document, ask: Answers, tmp_path: Path
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    ask.save_path = tmp_path / "kept.npy"
    with qtbot.waitSignal(document.message, timeout=5000) as told:
        QTest.mouseClick(view.heading.save_button, LEFT)
    assert told.args == ["Saved kept.npy"]
    assert ask.suggested is not None
    assert ask.suggested.name == "dx.output.npy"
    assert np.load(ask.save_path).ravel()[-1] == 29004


def test_a_result_that_cannot_be_saved_says_why(
    qtbot: QtBot, view: ResultView, document: Document, ask: Answers, tmp_path: Path
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    ask.save_path = tmp_path / "nowhere" / "kept.npy"
    view.save()
    qtbot.waitUntil(lambda: bool(ask.told), timeout=5000)
    assert "No such file or directory" in ask.told[0]
