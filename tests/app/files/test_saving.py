"""A save that cannot be done asks, with the real question and real clicks, and nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import MainWindow
from blocks import file
from tests.app.files.questions import RealQuestions, click, question
from tests.app.making import MakeWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(make_window: MakeWindow, path: Path) -> MainWindow:
    """A window with a page from a file, which was edited."""
    window = make_window.shown(Document.open(path))
    window.document.page.set_title("mine")
    return window


def save(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)


def change_outside(path: Path) -> bytes:
    page = file.load(path)
    page.set_title("theirs")
    file.save(page, path)
    return path.read_bytes()


def test_a_file_that_was_changed_meanwhile_is_only_overwritten_if_the_user_says_so(
    window: MainWindow, path: Path
) -> None:
    theirs = change_outside(path)
    save(window)
    assert "Another program has changed x.page.json" in question(window).text()
    assert path.read_bytes() == theirs
    click(window, "Cancel")
    assert path.read_bytes() == theirs
    assert window.document.is_dirty
    save(window)
    click(window, "Overwrite")
    assert file.load(path).title == "mine"
    assert not window.document.is_dirty


def test_escape_and_enter_write_nothing_over(
    window: MainWindow, path: Path, ask: RealQuestions
) -> None:
    theirs = change_outside(path)
    save(window)
    QTest.keyClick(question(window), Qt.Key.Key_Escape)
    save(window)
    ask.save_path = path.with_name("mine.page.json")
    QTest.keyClick(question(window), Qt.Key.Key_Return)
    assert path.read_bytes() == theirs
    assert file.load(ask.save_path).title == "mine"
    assert window.document.path == ask.save_path


def test_reloading_takes_what_the_file_holds(window: MainWindow, path: Path) -> None:
    change_outside(path)
    save(window)
    click(window, "Reload")
    assert window.document.page.title == "theirs"
    assert not window.document.is_dirty
    assert len(window.pages.documents) == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EACCES, "there is no permission"),
    ],
)
def test_a_disk_that_refuses_is_told_and_tried_again(
    window: MainWindow,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fail)
    save(window)
    assert words in question(window).informativeText()
    assert path.read_bytes() == before
    click(window, "Try Again")
    assert words in question(window).informativeText()
    monkeypatch.undo()
    click(window, "Try Again")
    assert file.load(path).title == "mine"
    assert not window.document.is_dirty


def test_a_real_limit_on_the_size_of_files(window: MainWindow, path: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = path.read_bytes()
    window.document.page.set_title("x" * 100_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        save(window)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert "File too large" in question(window).informativeText()
    assert path.read_bytes() == before
    click(window, "Try Again")
    assert len(file.load(path).title) == 100_000


def test_a_folder_that_is_gone_leads_to_another_place(
    window: MainWindow, path: Path, ask: RealQuestions, tmp_path: Path
) -> None:
    shutil.rmtree(path.parent)
    save(window)
    assert "no such file or folder" in question(window).informativeText()
    ask.save_path = tmp_path / "elsewhere.page.json"
    click(window, "Save As")
    assert file.load(ask.save_path).title == "mine"
    assert window.windowTitle() == "[*]elsewhere.page.json — blockprop"


def test_a_file_that_was_deleted_is_made_again(window: MainWindow, path: Path) -> None:
    path.unlink()
    save(window)
    assert file.load(path).title == "mine"


def test_edits_that_cannot_be_kept_safe_are_told_once(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from blocks.journal import places

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    window.document.keeper.flush()
    window.document.save()
    monkeypatch.setattr(places, "_create", full)
    told: list[str] = []
    window.document.message.connect(told.append)
    until: Callable[[], bool] = lambda: bool(told)  # noqa: E731
    window.document.page.set_title("one")
    qtbot.waitUntil(until, timeout=5000)
    assert "kept safe from a crash: the disk is full" in told[0]
    window.document.page.set_title("two")
    qtbot.wait(1300)
    assert len(told) == 1
    assert window.document.page.title == "two", "editing goes on"
