"""Own ops as a user meets them: switched on in the settings, in the palette, loaded again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.settings import Settings
from app.settings_window import SettingsWindow
from app.settings_window.own_ops_page import OwnOpsPage
from app.window import MainWindow
from app.window.problems import OWN_OPS
from blocks.ops import OPS
from blocks.own_ops.example import EXAMPLE_NAME
from blocks.page import End, Page, Unread
from tests.app.answers import Answers
from tests.app.making import MakeWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

FILE = '''from blocks.own_ops import Tensor, op


@op(shape="x", synonyms=("wibbling",))
def double(x: Tensor, *, times: int = 2, rate: float = 0.5):
    """Each number twice."""
    return x * x.dtype.type(times)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    made.mkdir()
    (made / "double.py").write_text(FILE, encoding="utf-8")
    return made


@pytest.fixture
def window(make_window: MakeWindow) -> Iterator[MainWindow]:
    window = make_window.shown(Document(Page("Own")))
    yield window
    window.preferences.close()
    assert OPS.own == {}


def settings_page(qtbot: QtBot, window: MainWindow) -> OwnOpsPage:
    """Open the settings by their key and go to the page of own ops with the arrow keys."""
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.findChildren(SettingsWindow)
    with qtbot.waitExposed(dialog):
        pass
    while dialog.list.currentItem().text() != OwnOpsPage.title:
        row = dialog.list.currentRow()
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
        assert dialog.list.currentRow() == row + 1
    page = dialog.findChild(OwnOpsPage)
    assert isinstance(page, OwnOpsPage)
    assert page.isVisible()
    return page


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def tick(qtbot: QtBot, page: OwnOpsPage) -> None:
    at = page.on.rect().center()
    at.setX(8)
    qtbot.mouseClick(page.on, Qt.MouseButton.LeftButton, pos=at)


def rows(list: QTreeWidget) -> list[tuple[str, str]]:
    found = (list.topLevelItem(row) for row in range(list.topLevelItemCount()))
    return [(one.text(0), one.text(1)) for one in found if one is not None]


def switched_on(qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path) -> OwnOpsPage:
    page = settings_page(qtbot, window)
    ask.folder_path = folder
    click(qtbot, page.folder.button)
    tick(qtbot, page)
    assert window.settings.own_ops_are_on
    return page


def page_with_double(window: MainWindow) -> None:
    page = window.document.page
    page.add_block("Const", {"value": np.float32([1, 2])}, id="x")
    page.add_block("Double", {"times": 3}, id="d", at=(300, 0))
    page.connect("x.output", "d.x")


def close_settings(qtbot: QtBot, window: MainWindow) -> None:
    """While the settings are in front, keys are theirs. Esc closes them."""
    for dialog in window.findChildren(SettingsWindow):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow)


def run(qtbot: QtBot, window: MainWindow) -> None:
    close_settings(qtbot, window)
    with qtbot.waitSignal(window.document.run_finished):
        QTest.keyClick(window, Qt.Key.Key_F5)


def test_they_are_off_until_the_user_switches_them_on(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    page = settings_page(qtbot, window)
    assert not page.on.isChecked()
    assert page.state.text() == "Off: no file is loaded."
    ask.folder_path = folder
    click(qtbot, page.folder.button)
    assert page.folder.line.text() == str(folder)
    assert "Double" not in OPS
    tick(qtbot, page)
    assert "Double" in OPS
    assert rows(page.list) == [("double.py", "Double")]
    assert page.state.text() == "1 op from 1 file."
    tick(qtbot, page)
    assert "Double" not in OPS
    assert rows(page.list) == []
    assert not window.settings.own_ops_are_on


def test_switching_on_without_a_folder_asks_for_one(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    page = settings_page(qtbot, window)
    tick(qtbot, page)
    assert ask.asked == ["Folder of own ops"]
    assert not page.on.isChecked()
    assert not window.settings.own_ops_are_on
    ask.folder_path = folder
    tick(qtbot, page)
    assert page.on.isChecked()
    assert "Double" in OPS


@pytest.fixture
def switched_on_before(folder: Path, settings: Settings) -> None:
    settings.own_ops_folder, settings.own_ops_are_on = folder, True


def test_the_next_start_loads_them_and_closing_leaves_none(
    switched_on_before: None, window: MainWindow
) -> None:
    assert "Double" in OPS
    window.preferences.close()
    assert OPS.own == {}


def test_the_palette_has_them_and_their_blocks_run(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    switched_on(qtbot, window, ask, folder)
    chooser = window.palette_dock.chooser
    assert "Double" in chooser.list.names()
    headings = [chooser.list.item(row).text() for row in range(chooser.list.count())]
    assert headings.index("Own ops") < headings.index("Double")
    qtbot.keyClicks(chooser.field, "wibbling")
    assert chooser.list.names() == ["Double"]
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    (block,) = window.document.page.blocks.values()
    assert block.op is OPS["Double"]


def test_a_file_that_changes_is_loaded_again_and_the_page_keeps_all(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    switched_on(qtbot, window, ask, folder)
    page_with_double(window)
    document = window.document
    run(qtbot, window)
    np.testing.assert_array_equal(document.result(End("d", "output")), [3, 6])
    wires, undo = document.page.wires, document.page.history.can_undo
    before = OPS["Double"]
    changed = FILE.replace("type(times)", "type(times + 1)").replace("rate:", "pace:")
    (folder / "double.py").write_text(changed, encoding="utf-8")
    qtbot.waitUntil(lambda: OPS["Double"] is not before, timeout=5000)
    assert document.page.blocks["d"].op is OPS["Double"]
    assert document.page.blocks["d"].value("times") == 3
    assert document.page.wires == wires
    assert document.page.history.can_undo == undo
    assert document.state("d") == "stale"
    assert list(window.canvas.graph.wires()) == list(wires)
    run(qtbot, window)
    np.testing.assert_array_equal(document.result(End("d", "output")), [4, 8])


def test_the_panel_shows_the_attributes_as_they_are_now(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    switched_on(qtbot, window, ask, folder)
    page_with_double(window)
    window.document.select(["d"])
    assert "rate" in window.panel.view.fields
    (folder / "double.py").write_text(FILE.replace("rate:", "pace:"), encoding="utf-8")
    qtbot.waitUntil(lambda: "pace" in window.panel.view.fields, timeout=5000)
    assert "rate" not in window.panel.view.fields
    field = window.panel.view.fields["pace"]
    qtbot.keyClicks(field.editor, "1.25")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert window.document.page.blocks["d"].value("pace") == 1.25


def test_an_error_leaves_a_placeholder_is_listed_and_leads_to_the_settings(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    switched_on(qtbot, window, ask, folder).window().close()
    page_with_double(window)
    wires = window.document.page.wires
    (folder / "double.py").write_text(FILE.replace("return x *", "return x * *"), encoding="utf-8")
    qtbot.waitUntil(lambda: "Double" not in OPS, timeout=5000)
    assert window.document.page.blocks["d"].op is None
    assert isinstance(window.document.page.blocks["d"].attrs["times"], Unread)
    assert window.document.page.wires == wires
    assert list(window.canvas.graph.wires()) == list(wires)
    told = rows(window.problems.list)
    assert told[0][0] == OWN_OPS
    assert told[0][1].startswith("double.py, line 7: SyntaxError: invalid syntax")
    assert ("d", "there is no op named 'Double' here") in told
    item = window.problems.list.topLevelItem(0)
    at = window.problems.list.visualItemRect(item).center()
    qtbot.mouseClick(window.problems.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    page = window.findChild(OwnOpsPage)
    assert page is not None
    assert page.isVisible()
    assert rows(page.list)[0][1].startswith("line 7: SyntaxError")
    (folder / "double.py").write_text(FILE, encoding="utf-8")
    qtbot.waitUntil(lambda: "Double" in OPS, timeout=5000)
    assert window.document.page.blocks["d"].value("times") == 3
    assert rows(window.problems.list) == []


def test_a_menu_entry_loads_them_again(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    switched_on(qtbot, window, ask, folder)
    window.preferences.own_ops._watcher.removePaths([str(folder), str(folder / "double.py")])
    (folder / "more.py").write_text(FILE.replace("double", "treble"), encoding="utf-8")
    close_settings(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_R, CTRL | SHIFT)
    assert {"Double", "Treble"} == set(OPS.own)


def test_a_folder_that_has_gone_is_told(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    page = switched_on(qtbot, window, ask, folder)
    (folder / "double.py").unlink()
    folder.rmdir()
    qtbot.waitUntil(lambda: OPS.own == {}, timeout=5000)
    qtbot.waitUntil(lambda: "does not exist" in page.state.text(), timeout=5000)
    ((name, words),) = rows(window.problems.list)
    assert name == OWN_OPS
    assert "does not exist" in words


def test_an_example_is_written_once(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    page = switched_on(qtbot, window, ask, folder)
    click(qtbot, page.example)
    assert "SoftClip" in OPS
    assert (EXAMPLE_NAME, "SoftClip") in rows(page.list)
    (folder / EXAMPLE_NAME).write_text("# mine\n", encoding="utf-8")
    click(qtbot, page.example)
    assert (folder / EXAMPLE_NAME).read_text(encoding="utf-8") == "# mine\n"
    assert "already" in page.state.text()
