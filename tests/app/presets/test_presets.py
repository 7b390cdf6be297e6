"""Presets as a user meets them: from the selection to a file, from the palette to a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTreeWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.settings import Settings
from app.settings_window.presets_page import PresetsPage
from app.window import MainWindow
from blocks.editing import grouping
from blocks.page import Page
from tests.app.answers import Answers
from tests.app.making import MakeWindow


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    made = tmp_path / "presets"
    settings.presets_folder = made
    return made


@pytest.fixture
def window(make_window: MakeWindow, folder: Path) -> MainWindow:
    page = Page("Presets")
    page.add_block("Const", {"value": np.float32([1, -2])}, id="x")
    page.add_block("Relu", id="r", at=(300, 0))
    page.connect("x.output", "r.features")
    page.history.clear()
    return make_window.shown(Document(page))


def save(window: MainWindow, ask: Answers, name: str, ids: list[str]) -> None:
    """Select, and choose the entry of the menu."""
    window.document.select(ids)
    ask.given_name = name
    action = window.actions_made["edit.save_preset"]
    assert action.isEnabled()
    action.trigger()


def names(window: MainWindow) -> list[str]:
    return [one.name for one in window.preferences.shelf.presets.all]


def test_the_selection_becomes_a_file_and_comes_out_of_the_palette_in_one_step(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    window.document.select([])
    assert not window.actions_made["edit.save_preset"].isEnabled()
    save(window, ask, "Clipped", ["x", "r"])
    assert ask.asked == ["Save as preset: Const"]
    assert (folder / "Clipped.preset.json").is_file()
    assert not window.document.is_dirty
    chooser = window.palette_dock.chooser
    shown = [chooser.list.item(row).text() for row in range(chooser.list.count())]
    assert shown[-2:] == ["Presets", "Clipped"]
    qtbot.mouseClick(chooser.field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(chooser.field, "clipped")
    assert chooser.list.names() == ["Clipped"]
    assert "2 blocks: Const, Relu" in chooser.preview.words.text()
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    page = window.document.page
    assert ask.told == []
    assert len(page.blocks) == 4
    assert len(page.wires) == 2
    assert set(window.document.selection) == set(page.blocks) - {"x", "r"}
    assert page.history.can_undo == "Add Clipped"
    window.document.undo()
    assert set(page.blocks) == {"x", "r"}
    assert not window.document.is_dirty


def test_a_group_becomes_a_preset_named_as_it_is(
    window: MainWindow, ask: Answers, folder: Path
) -> None:
    page = window.document.page
    group = grouping.group(page, ["r"], "Stage")
    save(window, ask, "Stage", [group])
    assert ask.asked == ["Save as preset: Stage"]
    window.preferences.shelf.insert("preset:Stage", (0, 400))
    assert len(page.groups) == 2
    assert {page.groups[id].title for id in page.groups} == {"Stage"}


def test_a_taken_name_is_asked_about(window: MainWindow, ask: Answers, folder: Path) -> None:
    save(window, ask, "One", ["x"])
    before = (folder / "One.preset.json").read_bytes()
    ask.choices["Save as preset"] = "cancel"
    save(window, ask, "One", ["r"])
    assert (folder / "One.preset.json").read_bytes() == before
    ask.choices["Save as preset"] = "replace"
    save(window, ask, "One", ["r"])
    assert (folder / "One.preset.json").read_bytes() != before
    save(window, ask, "a/b", ["r"])
    assert "'/' cannot be in a name" in ask.told[-1]


def test_the_menu_of_a_preset_renames_and_deletes(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    save(window, ask, "One", ["x"])
    chooser = window.palette_dock.chooser
    qtbot.keyClicks(chooser.field, "one")
    list = chooser.list
    row = chooser.list.names().index("One")

    def choose(words: str) -> None:
        at = list.visualItemRect(list.item(row)).center()
        list.customContextMenuRequested.emit(at)
        menu = next(one for one in list.findChildren(QMenu) if one.isVisible())
        action = next(one for one in menu.actions() if one.text().replace("&", "") == words)
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    ask.given_name = "One more"
    choose("Rename…")
    assert names(window) == ["One more"]
    row = chooser.list.names().index("One more")
    ask.choices["Delete preset"] = "cancel"
    choose("Delete…")
    assert names(window) == ["One more"]
    ask.choices["Delete preset"] = "delete"
    choose("Delete…")
    assert names(window) == []
    assert not any(folder.iterdir())


def test_broken_files_are_told_in_the_settings(
    qtbot: QtBot, window: MainWindow, ask: Answers, folder: Path
) -> None:
    save(window, ask, "Good", ["x"])
    (folder / "bad.preset.json").write_text("{", encoding="utf-8")
    dialog = window.preferences.open(PresetsPage.title)
    page = dialog.findChild(PresetsPage)
    assert isinstance(page, PresetsPage)
    qtbot.mouseClick(page.reload, Qt.MouseButton.LeftButton)
    assert [row[0] for row in rows(page.list)] == ["Good", "bad.preset.json"]
    assert names(window) == ["Good"]
    (folder / "Good.preset.json").write_text("{", encoding="utf-8")
    window.preferences.shelf.insert("preset:Good")
    assert ask.told[-1].startswith("Good was not added: ")
    assert set(window.document.page.blocks) == {"x", "r"}


def test_the_folder_can_be_another(
    qtbot: QtBot, window: MainWindow, ask: Answers, tmp_path: Path, settings: Settings
) -> None:
    save(window, ask, "Good", ["x"])
    other = tmp_path / "other"
    other.mkdir()
    ask.folder_path = other
    page = window.preferences.open(PresetsPage.title).findChild(PresetsPage)
    assert isinstance(page, PresetsPage)
    qtbot.mouseClick(page.folder.button, Qt.MouseButton.LeftButton)
    assert settings.presets_folder == other
    assert page.folder.line.text() == str(other)
    assert names(window) == []
    assert "Good" not in window.palette_dock.chooser.list.names()


def rows(list: QTreeWidget) -> list[tuple[str, str]]:
    found = (list.topLevelItem(row) for row in range(list.topLevelItemCount()))
    return [(one.text(0), one.text(1)) for one in found if one is not None]
