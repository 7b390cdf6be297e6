"""The view Platforms: the selected block, chosen by keys, copied by a click, in both themes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.platforms import PlatformsView
from app.platforms.marks import verdict_icon
from app.window import MainWindow
from blocks.platforms import PLATFORMS, Verdict

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(window: MainWindow) -> PlatformsView:
    """The view, open on the gradient of the page."""
    window.platforms_dock.show()
    window.platforms_dock.raise_()
    window.document.select(["dx"])
    return window.platforms_view


def rows(view: PlatformsView) -> list[tuple[str, str]]:
    found = [view.list.topLevelItem(at) for at in range(view.list.topLevelItemCount())]
    return [(row.text(0), row.text(1)) for row in found if row is not None]


def test_it_has_a_row_for_each_platform(view: PlatformsView) -> None:
    assert [name for name, _ in rows(view)] == [one.name for one in PLATFORMS]
    assert dict(rows(view))["TensorFlow, CPU"] == "fine"
    assert "tf.raw_ops.Conv2DBackpropInput(" in view.code.toPlainText()


def test_arrow_keys_go_from_platform_to_platform(view: PlatformsView, qtbot: QtBot) -> None:
    view.setFocus()
    qtbot.waitUntil(view.list.hasFocus)
    for _ in range(2):
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert "F.conv_transpose2d(" in view.code.toPlainText()
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert "transpose_kernel=True" in view.code.toPlainText()
    assert "transpose_kernel=True" in view.words.text()


def test_copy_puts_the_call_on_the_clipboard(view: PlatformsView, qtbot: QtBot) -> None:
    QTest.mouseClick(view.copy, LEFT)
    assert QGuiApplication.clipboard().text().startswith("import tensorflow as tf\n")


def test_copy_is_reached_by_tab(view: PlatformsView, qtbot: QtBot) -> None:
    view.list.setFocus()
    qtbot.waitUntil(view.list.hasFocus)
    for _ in range(6):
        if view.copy.hasFocus():
            break
        QTest.keyClick(view.window().focusWidget(), Qt.Key.Key_Tab)
    assert view.copy.hasFocus()
    QTest.keyClick(view.copy, Qt.Key.Key_Space)
    assert "Conv2DBackpropInput" in QGuiApplication.clipboard().text()


def test_an_edit_changes_what_it_says(window: MainWindow, view: PlatformsView) -> None:
    page = window.document.page
    with page.edit("dilate"):
        page.set_attr("dx", "dilations", [1, 2, 2, 1])
    assert dict(rows(view))["TensorFlow, CPU"] == "refuses"
    assert "It says:" in view.words.text()
    assert "tf.scatter_nd(" in view.code.toPlainText()
    page.history.undo()
    assert dict(rows(view))["TensorFlow, CPU"] == "fine"
    assert view.code.isVisible()


def test_of_nothing_it_says_what_to_do(window: MainWindow, view: PlatformsView) -> None:
    window.document.select([])
    assert view.notice.isVisible()
    assert "Select a block" in view.notice.text()
    assert not view.list.isVisible()
    window.document.select(["dx"])
    assert not view.notice.isVisible()
    assert view.list.isVisible()


def test_a_block_that_is_off_calls_nothing(window: MainWindow, view: PlatformsView) -> None:
    window.document.toggle_mode("disabled")
    assert "dx is switched off" in view.notice.text()
    window.document.page.history.undo()
    assert not view.notice.isVisible()


def test_other_ops_have_their_code_with_the_numbers_of_the_page(
    window: MainWindow, view: PlatformsView, qtbot: QtBot
) -> None:
    window.document.select(["input_sizes"])
    view.setFocus()
    qtbot.waitUntil(view.list.hasFocus)
    for _ in range(2):
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.heading.text() == "The same in PyTorch"
    assert "output = torch.tensor([" in view.code.toPlainText()


def test_hidden_it_does_nothing(window: MainWindow, view: PlatformsView) -> None:
    window.platforms_dock.hide()
    before = view.answers
    window.document.select(["y"])
    assert view.answers is before
    window.platforms_dock.show()
    window.platforms_dock.raise_()
    assert view.answers is not before


@pytest.mark.parametrize("name", ["dark", "light"])
def test_each_verdict_has_a_mark_of_its_own(window: MainWindow, name: str) -> None:
    theme.apply(name)
    marks = {one: verdict_icon(one).pixmap(16, 16).toImage() for one in Verdict}
    shapes = [bytes(mark.constBits()) for mark in marks.values()]
    assert len(set(shapes)) == len(Verdict)
    theme.apply("dark")


def test_the_rules_are_read_when_somebody_looks() -> None:
    """A start of the editor has no use for them."""
    code = (
        "import sys, app.window; "
        "print([one for one in sys.modules if one.startswith('blocks.platforms')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
