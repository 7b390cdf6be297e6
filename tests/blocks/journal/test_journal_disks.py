"""Journals on disks that refuse and beside threads at work: edits are never held up or lost."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blocks import file
from blocks.journal import Keeper, journal, places
from blocks.page import Page
from tests.blocks.journal.pages import opened
from tests.blocks.journal.waiting import recovered
from tests.work import calls_of


def test_a_folder_that_cannot_be_written_to_has_its_journal_elsewhere(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refusing(name: Any, *rest: Any) -> int:
        if Path(name).parent == path.parent and Path(name).suffix == ".journal":
            raise OSError(errno.EROFS, "Read-only file system")
        return real(name, *rest)

    monkeypatch.setattr(os, "open", refusing)
    keeper = opened(path, folder)
    keeper.page.set_title("edited")
    keeper.flush()
    assert keeper.trouble is None
    assert keeper.journal is not None
    assert keeper.journal.parent == folder
    monkeypatch.undo()
    keeper.leave()
    assert recovered(path, folder) == file.dumps(keeper.page)


def test_where_nothing_can_be_written_editing_goes_on(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    places.beside(path).mkdir()
    keeper = opened(path, tmp_path / "file" / "journals")
    keeper.page.set_title("edited")
    keeper.flush()
    assert keeper.trouble == "a part of the path is no folder"
    assert keeper.journal is None
    places.beside(path).rmdir()
    keeper.page.set_title("again")
    keeper.flush()
    assert keeper.trouble is None
    assert keeper.journal is not None
    keeper.close()


def test_a_disk_that_becomes_full_costs_only_what_came_after(path: Path, folder: Path) -> None:
    """A real limit of the system on the size of files, met in the middle of a record."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    keeper = opened(path, folder)
    keeper.page.set_title("before")
    keeper.flush()
    kept = file.dumps(keeper.page)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        keeper.page.set_title("x" * 10_000)
        keeper.flush()
        assert keeper.trouble == "File too large"
        assert keeper.journal is not None
        assert keeper.journal.stat().st_size < 4096, "half a record is cut off"
        keeper.page.set_title("small again")
        keeper.flush()
        assert keeper.trouble is None
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    text = file.dumps(keeper.page)
    assert text != kept
    keeper.leave()
    assert recovered(path, folder) == text


# ---- threads ----------------------------------------------------------------------------------


def test_many_edits_at_once_are_one_record(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("first")
    keeper.flush()
    for number in range(200):
        keeper.page.set_title(f"title {number}")
    assert keeper.journal is not None
    keeper.flush()
    assert keeper.journal.read_bytes().count(b"\n") == 2
    keeper.close()


def test_a_state_that_was_noted_before_the_save_is_not_written_after_it(
    path: Path, folder: Path
) -> None:
    held: list[Callable[[], None]] = []
    keeper = Keeper(file.load(path), path)
    keeper.begin_journal(folder, start=held.append)
    keeper.page.set_title("edited")
    (work,) = held
    keeper.save()
    work()
    assert os.listdir(path.parent) == [path.name]
    assert keeper.journal is None


def test_a_thread_at_work_writes_what_it_has_taken_before_the_journal_is_left(
    path: Path, folder: Path
) -> None:
    is_taken, may_go_on = threading.Event(), threading.Event()

    class Slow:
        def text(self) -> str:
            is_taken.set()
            assert may_go_on.wait(5)
            return "slow"

    written = journal.Journal(folder, path)
    written.note(Slow())
    assert is_taken.wait(5)
    threading.Timer(0.05, may_go_on.set).start()
    written.leave()
    assert recovered(path, folder) == "slow"
    assert not folder.exists(), "nothing is written after that"


def test_noting_an_edit_of_a_large_page_is_next_to_no_work(tmp_path: Path, folder: Path) -> None:
    page = Page("large")
    page.add_block("Relu", id="first")
    for number in range(1000):
        page.add_block("Add", id=f"a{number}", at=(number, 0))
        page.connect("first.activations", f"a{number}.x")
        page.connect("first.activations", f"a{number}.y")
    file.save(page, tmp_path / "large.page.json")
    keeper = opened(tmp_path / "large.page.json", folder)
    quiet = file.load(tmp_path / "large.page.json")

    def work(page: Page) -> int:
        page.move_blocks({"a5": (1, 1)})
        return calls_of(lambda: page.move_blocks({"a5": (2, 1)}))

    more = work(keeper.page) - work(quiet)
    keeper.close()
    assert more < 200, "of a page of 1,000 blocks"
