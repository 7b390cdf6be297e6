"""Pages of many blocks open, are painted and go again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import MainWindow
from blocks.page import Page
from tests.app.window.driving import wait_for_run

ALONE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.document import Document
from app.panel.tensor_window import TensorWindow
from app.window import MainWindow
from tests.app.window.test_large_pages import many_blocks

application = QApplication([])
window = MainWindow(Document(many_blocks(300)))
window.show()
window.document.run_finished.connect(lambda outcome: print(outcome.ok, len(outcome.blocks)))
window.document.run_finished.connect(lambda _: QTimer.singleShot(0, window.close))
window.document.run()
print(application.exec())
"""


def test_300_blocks_open_and_close(qtbot: QtBot, window: MainWindow) -> None:
    page = many_blocks(300)
    window.set_document(Document(page))
    QApplication.processEvents()
    assert len(window.canvas.graph.items()) == 301
    QTest.keyClick(window, Qt.Key.Key_F5)
    wait_for_run(qtbot, window)
    assert window.document.state("r299") == "fresh"
    window.files.new()
    QApplication.processEvents()
    assert not window.canvas.graph.items()


def many_blocks(count: int) -> Page:
    page = Page("Many")
    page.add_block("Const", {"value": np.ones((2, 2), np.float32)}, id="first")
    before = "first.output"
    for number in range(count):
        at = (number % 20 * 260.0, number // 20 * 200.0)
        page.add_block("Relu", id=f"r{number}", at=at)
        page.connect(before, f"r{number}.features")
        before = f"r{number}.activations"
    page.history.mark_clean()
    return page


def test_300_blocks_in_a_program_of_their_own(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert done.stdout.split() == ["True", "301", "0"]
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
