"""Changed keys: what counts, what is kept, what stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.document import Document
from app.keys.key_map import KeyMap
from app.settings import Settings
from app.window import MainWindow
from tests.app.making import MakeWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_usual_keys_until_changed_and_again_after_a_reset(settings: Settings) -> None:
    keys = KeyMap(settings)
    assert keys.keys("run.run", ["F5"]) == ("F5",)
    keys.change("run.run", ["ctrl+r", "Ctrl+R", "nonsense+"])
    assert keys.keys("run.run", ["F5"]) == ("Ctrl+R",)
    assert KeyMap(settings).keys("run.run", ["F5"]) == ("Ctrl+R",)
    keys.reset("run.run")
    assert keys.keys("run.run", ["F5"]) == ("F5",)
    assert KeyMap(settings).keys("run.run", ["F5"]) == ("F5",)


def test_an_action_can_have_no_key_at_all(settings: Settings) -> None:
    KeyMap(settings).change("run.run", [])
    assert KeyMap(settings).keys("run.run", ["F5"]) == ()


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"run.run": 5}', '{"run.run": [5, null]}'])
def test_settings_that_cannot_be_read_change_no_key_they_do_not_name(
    tmp_path: Path, text: str
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "editor.ini").write_text(f"[General]\nkeys={text!r}\n", encoding="utf-8")
    keys = KeyMap(Settings(folder))
    assert keys.keys("edit.copy", ["Ctrl+C"]) == ("Ctrl+C",)


def test_a_changed_key_works_and_the_old_one_does_no_more(window: MainWindow) -> None:
    window.actions_made.change_keys("run.run", ["Ctrl+R"])
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert not window.document.is_running
    QTest.keyClick(window, Qt.Key.Key_R, CTRL)
    assert window.document.is_running
    assert "Ctrl+R" in window.actions_made["run.run"].toolTip()


def test_a_changed_key_of_the_canvas_works_there(window: MainWindow) -> None:
    window.actions_made.change_keys("edit.delete", ["X"])
    view = window.canvas.view
    view.setFocus()
    window.document.select(["y"])
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert "y" in window.document.page.blocks
    QTest.keyClick(view, Qt.Key.Key_X)
    assert "y" not in window.document.page.blocks


def test_a_key_is_told_to_be_in_use_and_is_taken_when_wanted(window: MainWindow) -> None:
    actions = window.actions_made
    assert [one.id for one in actions.users("Ctrl+C", "run.run")] == ["edit.copy"]
    actions.change_keys("run.run", ["Ctrl+C"])
    assert actions.keys("edit.copy") == ()
    assert actions.users("Ctrl+C", "run.run") == []


def test_the_next_window_has_the_changed_keys(window: MainWindow, make_window: MakeWindow) -> None:
    window.actions_made.change_keys("run.run", ["F9"])
    again = make_window(Document())
    assert again.actions_made["run.run"].shortcut().toString() == "F9"
