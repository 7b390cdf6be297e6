"""Opening and saving: nothing is lost without a question, and nothing breaks the open page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.assets import PAGES, sample_pages
from app.settings import Settings
from app.window import MainWindow
from blocks import file
from blocks.page import Page
from tests.app.answers import Answers
from tests.app.pages import gradient_page

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A page in a file."""
    path = tmp_path / "other.page.json"
    page = Page("Other")
    page.add_block("Relu", id="relu")
    file.save(page, path)
    return path


def entries(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def test_the_title_has_the_name_and_the_dirty_mark(window: MainWindow, tmp_path: Path) -> None:
    def shown() -> str:
        return window.windowTitle().replace("[*]", "*" if window.isWindowModified() else "")

    assert shown() == "Gradient — blockprop"
    window.document.page.set_title("Better")
    assert shown() == "*Better — blockprop"
    window.document.undo()
    assert shown() == "Gradient — blockprop"
    window.document.save(tmp_path / "kept.page.json")
    assert shown() == "kept.page.json — blockprop"


def test_a_new_page_is_untitled(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    assert window.windowTitle() == "[*]Untitled — blockprop"
    assert not window.document.page.blocks
    assert not window.document.is_dirty


def test_save_asks_for_a_file_once(window: MainWindow, ask: Answers, tmp_path: Path) -> None:
    ask.save_path = tmp_path / "first"
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    path = tmp_path / "first.page.json"
    assert window.document.path == path
    assert file.dumps(file.load(path)) == file.dumps(gradient_page())
    window.document.page.set_title("Again")
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    assert ask.asked == ["save"]
    assert file.load(path).title == "Again"
    assert not window.document.is_dirty


def test_save_as_suggests_a_name_from_the_title(window: MainWindow, ask: Answers) -> None:
    window.document.page.set_title("A / page: one?")
    window.files.save_as()
    assert ask.suggested is not None
    assert ask.suggested.name == "A__page_one.page.json"
    assert window.document.path is None


def test_open_shows_the_page_and_remembers_it(
    window: MainWindow, ask: Answers, other: Path, settings: Settings
) -> None:
    ask.open_path = other
    QTest.keyClick(window, Qt.Key.Key_O, CTRL)
    assert list(window.document.page.blocks) == ["relu"]
    assert window.canvas.document is window.document
    assert settings.recent == [other]
    assert any("other.page.json" in one for one in entries(window.menus.file.recent))


def test_recent_pages_are_opened_from_the_menu_and_kept_for_the_next_start(
    window: MainWindow, other: Path, settings: Settings, tmp_path: Path
) -> None:
    window.open_path(other)
    settings.flush()
    again = Settings(tmp_path / "settings")
    assert again.recent == [other]
    window.files.new()
    window.menus.file.recent.aboutToShow.emit()
    window.menus.file.recent.actions()[0].trigger()
    assert window.document.path == other


def test_a_page_that_cannot_be_read_leaves_the_open_one(
    window: MainWindow, ask: Answers, tmp_path: Path, settings: Settings
) -> None:
    broken = tmp_path / "broken.page.json"
    broken.write_text('{"format": "blockprop-page", ')
    settings.add_recent(broken)
    before = window.document
    window.open_path(broken)
    assert window.document is before
    assert ask.told[0].startswith("broken.page.json was not opened")
    assert broken not in settings.recent
    window.open_path(tmp_path / "nowhere.page.json")
    assert len(ask.told) == 2


def test_a_page_that_cannot_be_saved_stays_dirty(
    window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    window.document.page.set_title("Other")
    ask.save_path = tmp_path / "nowhere" / "x.page.json"
    window.files.save()
    assert ask.asked[1:] == ["x.page.json was not saved."]
    assert window.document.is_dirty


@pytest.mark.parametrize("keys", [(Qt.Key.Key_W, CTRL), (Qt.Key.Key_Q, CTRL)])
def test_unsaved_changes_are_asked_about_and_cancel_keeps_them(
    window: MainWindow, ask: Answers, keys: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    window.document.page.set_title("Changed")
    before = window.document
    ask.changes = "cancel"
    QTest.keyClick(window, *keys)
    assert ask.asked == ["changes to Changed"]
    assert window.document is before
    assert window.isVisible()


def test_discard_goes_on(qtbot: QtBot, window: MainWindow, ask: Answers) -> None:
    window.document.page.set_title("Changed")
    ask.changes = "discard"
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_save_goes_on_once_the_page_is_saved(
    window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    window.document.page.set_title("Changed")
    ask.changes = "save"
    changed = window.document
    window.files.close()
    assert window.document is changed, "no file was chosen, so the page stays"
    ask.save_path = tmp_path / "saved.page.json"
    window.files.close()
    assert window.document is not changed
    assert file.load(tmp_path / "saved.page.json").title == "Changed"


def test_a_clean_page_closes_without_a_question(window: MainWindow, ask: Answers) -> None:
    window.close()
    assert ask.asked == []
    assert not window.isVisible()


def test_sample_pages_are_listed_by_title_and_open(window: MainWindow, ask: Answers) -> None:
    titles = [title for title, _ in sample_pages()]
    assert len(titles) >= 5
    assert [one.replace("&&", "&") for one in entries(window.menus.file.samples)] == titles
    window.menus.file.samples.actions()[0].trigger()
    assert window.document.path is not None
    assert window.document.path.parent == PAGES
    assert window.document.problems() == ()


def test_a_sample_page_is_never_written_over(
    window: MainWindow, ask: Answers, settings: Settings
) -> None:
    _, path = sample_pages()[0]
    before = path.read_bytes()
    window.open_path(path)
    window.document.page.set_title("Mine")
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    assert ask.asked == ["save"]
    assert ask.suggested is not None
    assert ask.suggested.parent != PAGES
    assert path.read_bytes() == before
    assert settings.recent == []


def test_the_recent_list_holds_each_page_once_and_not_too_many(settings: Settings) -> None:
    for number in range(15):
        settings.add_recent(Path(f"/pages/{number}.page.json"))
    settings.add_recent(Path("/pages/14.page.json"))
    settings.add_recent(Path("/pages/9.page.json"))
    names = [one.name for one in settings.recent]
    assert names[:3] == ["9.page.json", "14.page.json", "13.page.json"]
    assert len(names) == 10


def test_the_real_dialogs_do_not_hold_up_the_program(qtbot: QtBot, window: MainWindow) -> None:
    from PySide6.QtWidgets import QDialog, QMessageBox

    from app.asking import Ask

    answers: list[str] = []
    asking = Ask()
    asking.save_changes(window, "x", answers.append)
    asking.tell(window, "Title", "Text")
    asking.file_to_save(window, Path.home() / "a.page.json", "All (*)", lambda _: None)
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 3
    box = next(one for one in dialogs if isinstance(one, QMessageBox) and one.text() != "Title")
    qtbot.waitUntil(box.isVisible)
    discard = box.button(QMessageBox.StandardButton.Discard)
    QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert answers == ["discard"]
    for dialog in dialogs:
        if dialog is not box:
            dialog.close()
