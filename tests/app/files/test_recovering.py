"""What a crash has left is offered in a question, and done with as the answer says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.settings import Settings
from app.window import MainWindow
from blocks import file
from blocks.journal import Keeper, left_anywhere, left_of
from blocks.page import Page
from tests.app.files.questions import RealQuestions, click, question

ROOT = Path(__file__).resolve().parents[3]


def crash(path: Path | None, settings: Settings, title: str = "lost") -> str:
    """Edit a page and end without a word. Returns what the page was."""
    keeper = Keeper(Page("Untitled")) if path is None else Keeper(file.load(path), path)
    keeper.begin_journal(settings.journals)
    keeper.page.add_block("Add", id="sum")
    keeper.page.set_title(title)
    keeper.leave()
    return file.dumps(keeper.page)


def test_opening_a_page_offers_its_unsaved_work(
    window: MainWindow, settings: Settings, path: Path
) -> None:
    text = crash(path, settings)
    before = path.read_bytes()
    window.open_path(path)
    assert "ended without saving the changes to x.page.json" in question(window).text()
    click(window, "Recover")
    assert file.dumps(window.document.page) == text
    assert window.document.path == path
    assert window.document.is_dirty
    assert window.windowTitle() == "[*]x.page.json — blockprop"
    assert path.read_bytes() == before, "the file stays until the user saves"
    window.document.save()
    assert file.load(path).title == "lost"
    assert os.listdir(path.parent) == [path.name]


def test_discarding_opens_the_saved_page(
    window: MainWindow, settings: Settings, path: Path
) -> None:
    crash(path, settings)
    window.open_path(path)
    click(window, "Discard")
    assert window.document.page.title == "saved"
    assert not window.document.is_dirty
    assert os.listdir(path.parent) == [path.name]


def test_both_open_beside_each_other(window: MainWindow, settings: Settings, path: Path) -> None:
    crash(path, settings)
    window.open_path(path)
    click(window, "Open Both")
    titles = {one.page.title: one for one in window.pages.documents}
    assert titles["saved"].path == path
    assert titles["lost"].path is None
    assert titles["lost"].is_dirty


def test_later_leaves_it_for_later(window: MainWindow, settings: Settings, path: Path) -> None:
    text = crash(path, settings)
    window.open_path(path)
    QTest.keyClick(question(window), Qt.Key.Key_Escape)
    assert window.document.page.title == "saved"
    window.document.page.set_title("new")
    window.document.keeper.flush()
    (left,) = left_of(path, settings.journals)
    assert left.text == text
    left.keep()


def test_the_start_offers_pages_that_were_never_saved_and_recent_ones(
    window: MainWindow, settings: Settings, path: Path
) -> None:
    one, two = crash(None, settings, "first"), crash(path, settings, "second")
    settings.add_recent(path)
    window.files.offer_left()
    click(window, "Recover")
    click(window, "Recover")
    texts = {file.dumps(each.page) for each in window.pages.documents}
    assert {one, two} <= texts
    assert left_anywhere([path], settings.journals) == [], "they are in use again"


def test_nothing_is_offered_without_a_crash(
    window: MainWindow, settings: Settings, path: Path
) -> None:
    window.open_path(path)
    window.document.page.set_title("edited")
    window.document.keeper.flush()
    assert left_of(path, settings.journals) == []
    window.files.ask.changes = "discard"  # type: ignore[attr-defined]
    window.close()
    window.files.offer_left()
    assert left_anywhere([path], settings.journals) == []


def test_work_that_cannot_be_read_is_told_and_kept(
    window: MainWindow, settings: Settings, path: Path, ask: RealQuestions
) -> None:
    class Broken:
        def text(self) -> str:
            return '{"format": "blockprop-page", "version": 99}'

    from blocks.journal import Journal

    journal = Journal(settings.journals, path)
    journal.note(Broken())
    journal.leave()
    window.open_path(path)
    click(window, "Recover")
    assert "of version 99" in ask.told[0]
    assert window.document.page.title == "saved"
    (left,) = left_of(path, settings.journals)
    left.keep()


PROGRAM = """
import sys, random
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.document import Document
from app.settings import Settings
from app.window import MainWindow

application = QApplication([])
window = MainWindow(Document.open(Path(sys.argv[1])), settings=Settings(Path(sys.argv[2])))
window.show()
number = 0

def edit():
    global number
    number += 1
    page = window.document.page
    with page.edit("Edit"):
        page.set_title(str(number))
        page.add_block("Relu", at=(number % 900, number % 700))
    if number % 40 == 0:
        window.document.save()
        print("saved", number, flush=True)
    print("edited", number, flush=True)

timer = QTimer()
timer.timeout.connect(edit)
timer.start(10)
print("ready", 0, flush=True)
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("run", range(1))
def test_a_killed_window_has_lost_at_most_a_second(tmp_path: Path, path: Path, run: int) -> None:
    """Six windows at once, killed one after the other."""
    windows: list[tuple[Path, Any]] = []
    try:
        _kill(tmp_path, path, run, windows)
    finally:
        for _, program in windows:
            program.kill()
            program.communicate(timeout=10)


def _kill(tmp_path: Path, path: Path, run: int, windows: list[tuple[Path, Any]]) -> None:
    for number in range(6):
        page = tmp_path / f"{number}" / "x.page.json"
        page.parent.mkdir()
        page.write_bytes(path.read_bytes())
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-c", PROGRAM, str(page), str(tmp_path / f"settings{number}")]
        program = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment
        )
        windows.append((page, program))
    for _, program in windows:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready 0\n"
    for number, (page, program) in enumerate(windows):
        time.sleep(0.05 + 0.07 * ((number * 5 + run * 3) % 8))
        program.send_signal(signal.SIGKILL)
        said = [line.split() for line in program.communicate(timeout=10)[0].splitlines()]
        edited = max((int(n) for what, n in said if what == "edited"), default=0)
        saved = max((int(n) for what, n in said if what == "saved"), default=0)
        now = file.load(page)
        in_file = 0 if now.title == "saved" else int(now.title)
        assert in_file >= saved
        left = left_of(page, tmp_path / f"settings{number}" / "journals")
        have = max([in_file, *(int(file.loads(one.text).title) for one in left)])
        for one in left:
            one.keep()
        # An edit every 10 ms at the quickest: a second is at most 100 of them.
        assert edited - have <= 100
