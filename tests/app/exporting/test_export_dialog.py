"""File > Export as Python…"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

import blocks
from app.document import Document
from app.exporting.dialog import PythonDialog
from app.window import MainWindow
from blocks.exporting.tensors import WRITTEN_OUT
from tests.app.answers import Answers
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page
from tests.blocks.exporting.running import assert_same

LEFT = Qt.MouseButton.LeftButton


def click(widget: QWidget) -> None:
    """Left of the middle, where a radio button has its words."""
    QTest.mouseClick(widget, LEFT, pos=QPoint(12, widget.height() // 2))


def opened(qtbot: QtBot, window: MainWindow) -> PythonDialog:
    """By the menu, with the keys: Alt+F opens it, H is the letter of the entry."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    QTest.keyClick(menu, Qt.Key.Key_H)
    (found,) = window.findChildren(PythonDialog)
    ready(qtbot, found)
    return found


def ready(qtbot: QtBot, dialog: PythonDialog) -> None:
    qtbot.waitUntil(lambda: not dialog._work.is_busy)


def written(qtbot: QtBot, dialog: PythonDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.note.text().startswith("Writing"))


def test_the_script_that_is_saved_runs(
    qtbot: QtBot, window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    dialog = opened(qtbot, window)
    assert "dx = kernels.conv2d_backprop_input(" in dialog.code.toPlainText()
    assert "same numbers" in dialog.note.text()
    ask.save_path = tmp_path / "made"
    click(dialog.save)
    assert dialog.note.text() == "Writing made.py…", "not on the window's thread"
    written(qtbot, dialog)
    assert ask.suggested is not None
    assert ask.suggested.name == "Gradient.py"
    scope: dict[str, object] = {"__name__": "made", "__file__": str(tmp_path / "made.py")}
    exec((tmp_path / "made.py").read_text(), scope)
    found = scope["results"]
    assert isinstance(found, dict)
    assert_same(found, blocks.run(window.document.page))
    assert dialog.note.text() == "Wrote made.py."
    dialog.close()


def test_another_library_and_the_clipboard(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(qtbot, window)
    click(dialog.library.button("tensorflow"))
    ready(qtbot, dialog)
    assert "dx = tf.raw_ops.Conv2DBackpropInput(" in dialog.code.toPlainText()
    click(dialog.library.button("pytorch"))
    ready(qtbot, dialog)
    click(dialog.copy)
    text = QGuiApplication.clipboard().text()
    assert "F.conv_transpose2d(" in text
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(PythonDialog))
    again = opened(qtbot, window)
    assert again.library.value == "pytorch", "as it was last"
    again.close()


def test_selected_blocks_alone(qtbot: QtBot, window: MainWindow) -> None:
    window.document.select(["y"])
    dialog = opened(qtbot, window)
    click(dialog.what.button(True))
    ready(qtbot, dialog)
    text = dialog.code.toPlainText()
    assert '"y.output": y' in text
    assert "dx" not in text
    dialog.close()


def test_large_tensors_beside_it(
    qtbot: QtBot, make_window: MakeWindow, ask: Answers, tmp_path: Path
) -> None:
    page = gradient_page()
    random = np.random.default_rng(0).random((1, WRITTEN_OUT, 2, 2), np.float32)
    page.set_attr("input", "value", random)
    page.remove_blocks(["dx"])
    dialog = opened(qtbot, make_window.shown(Document(page)))
    assert "A large tensor is saved beside it, in Gradient.npz." in dialog.note.text()
    ask.save_path = tmp_path / "made.py"
    click(dialog.save)
    written(qtbot, dialog)
    assert dialog.note.text() == "Wrote made.py and made.npz."
    assert 'with_name("made.npz")' in (tmp_path / "made.py").read_text()
    dialog.close()


def test_it_closes_when_the_script_is_there(
    qtbot: QtBot, window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    dialog = opened(qtbot, window)
    ask.save_path = tmp_path / "made.py"
    click(dialog.save)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "how it ends is still to be told"
    qtbot.waitUntil(lambda: not window.findChildren(PythonDialog))
    assert (tmp_path / "made.py").is_file()


def test_what_cannot_be_written_is_told(
    qtbot: QtBot, window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    dialog = opened(qtbot, window)
    ask.save_path = tmp_path / "nowhere" / "made.py"
    click(dialog.save)
    written(qtbot, dialog)
    assert "nowhere" in ask.told[-1]
    assert dialog.note.text() == "The script was not written."
    assert dialog.save.isEnabled()
    dialog.close()


@pytest.mark.parametrize("wrong", ["page", "library"])
def test_what_cannot_be_is_said(qtbot: QtBot, make_window: MakeWindow, wrong: str) -> None:
    page = gradient_page()
    if wrong == "page":
        page.set_attr("dx", "strides", [1, 1, 1, 1])
    else:
        for id in ("input", "filter"):
            page.set_attr(id, "value", np.ones((2, 2, 2, 2), np.int32))
    dialog = opened(qtbot, make_window.shown(Document(page)))
    if wrong == "library":
        click(dialog.library.button("pytorch"))
        ready(qtbot, dialog)
    words = {"page": "dx.input_sizes: ", "library": "dx: PyTorch refuses the call"}[wrong]
    assert dialog.note.text().startswith(words)
    assert dialog.note.property("role") == "error"
    assert not dialog.save.isEnabled()
    assert not dialog.copy.isEnabled()
    assert dialog.code.toPlainText() == ""
    dialog.close()
