"""Edits are soon on the disk, cost the editing thread nothing, and come back after a crash."""

from __future__ import annotations

import os
import stat
import threading
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks import file
from blocks.journal import Keeper, journal, left_anywhere, left_of, places
from blocks.page import Page
from tests.blocks.journal.pages import opened, saved_page
from tests.blocks.journal.waiting import recovered, wait_until
from tests.blocks.page import random_edits


def test_an_edit_is_on_the_disk_within_a_second_and_comes_back(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    assert keeper.journal is None, "what is only looked at leaves no file"
    keeper.page.add_block("Relu", id="b")
    wait_until(lambda: keeper.journal is not None and keeper.journal.stat().st_size)
    assert journal.DELAY <= 0.5, "within a second, the disk's own time and all"
    assert keeper.journal == path.with_name(".x.page.json.journal")
    assert left_of(path, folder) == [], "the journal of a living process is no crash's"
    text = file.dumps(keeper.page)
    keeper.leave()
    (left,) = left_of(path, folder)
    assert left.text == text
    assert left.page == path
    assert not left.is_file_changed
    again = Keeper.recovered(left)
    assert again.page.history.is_dirty
    assert file.dumps(again.page) == text
    again.begin_journal(folder)
    again.close()
    assert os.listdir(path.parent) == [path.name]


def test_a_recovered_page_goes_on_with_its_journal(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("one")
    keeper.leave()
    again = Keeper.recovered(*left_of(path, folder))
    again.begin_journal(folder)
    assert left_of(path, folder) == [], "it is in use again"
    again.page.set_title("two")
    again.page.history.undo()
    assert again.page.history.is_dirty, "undo leads no further back than what was brought back"
    again.page.set_title("three")
    again.leave()
    last = Keeper.recovered(*left_of(path, folder))
    assert last.page.title == "three"
    last.begin_journal(folder)
    last.save()
    assert file.load(path).title == "three"
    assert not last.page.history.is_dirty
    assert os.listdir(path.parent) == [path.name]


def test_a_page_that_was_never_saved_has_its_journal_in_the_user_s_folder(folder: Path) -> None:
    keeper = Keeper(Page("Untitled"))
    keeper.begin_journal(folder)
    keeper.page.add_block("Relu", id="a")
    keeper.leave()
    (left,) = left_anywhere([], folder)
    assert left.page is None
    assert set(Keeper.recovered(left).page.blocks) == {"a"}
    left.discard()
    assert left_anywhere([], folder) == []
    assert os.listdir(folder) == []


def test_a_folder_that_is_not_the_user_s_gets_no_journal(path: Path, folder: Path) -> None:
    keeper = Keeper(file.load(path), path)
    keeper.begin_journal(folder, is_foreign=lambda page: page == path)
    keeper.page.set_title("edited")
    keeper.leave()
    assert os.listdir(path.parent) == [path.name]
    assert recovered(path, folder) == file.dumps(keeper.page)


def test_nobody_else_may_read_a_journal(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("secret")
    keeper.flush()
    assert keeper.journal is not None
    assert stat.S_IMODE(keeper.journal.stat().st_mode) == 0o600
    keeper.close()


def test_undoing_all_leaves_no_journal(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("edited")
    keeper.flush()
    assert keeper.journal is not None
    keeper.page.history.undo()
    keeper.flush()
    assert keeper.journal is None
    keeper.page.history.redo()
    keeper.leave()
    assert recovered(path, folder) == file.dumps(keeper.page)


def test_a_second_window_with_the_same_page_has_a_journal_of_its_own(
    path: Path, folder: Path
) -> None:
    one, two = opened(path, folder), opened(path, folder)
    one.page.set_title("one")
    one.flush()
    two.page.set_title("two")
    two.flush()
    assert one.journal is not None
    assert two.journal is not None
    assert one.journal.parent == path.parent
    assert two.journal.parent == folder
    one.leave()
    two.leave()
    left = left_of(path, folder)
    assert [file.loads(each.text).title for each in left] == ["one", "two"]
    for each in left:
        each.discard()


def test_what_a_crash_has_left_is_not_written_over(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("lost")
    keeper.leave()
    keeper = opened(path, folder)
    keeper.page.set_title("new")
    keeper.leave()
    left = left_of(path, folder)
    assert [file.loads(each.text).title for each in left] == ["lost", "new"]
    for each in left:
        each.keep()


def test_two_processes_do_not_bring_back_the_same_work(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("lost")
    keeper.leave()
    left = left_of(path, folder)
    assert len(left) == 1
    assert left_of(path, folder) == [], "somebody is being asked about it"
    left[0].keep()
    assert recovered(path, folder) == left[0].text


def test_a_folder_that_was_moved_has_moved_the_journal_too(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("lost")
    keeper.leave()
    path.parent.rename(tmp_path / "moved")
    (left,) = left_of(tmp_path / "moved" / path.name, folder)
    assert left.page == tmp_path / "moved" / path.name
    left.keep()


def test_work_that_is_in_the_file_is_not_offered(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("edited")
    keeper.leave()
    file.save(keeper.page, path)
    assert left_of(path, folder) == []
    assert os.listdir(path.parent) == [path.name]


def test_a_crash_right_after_the_file_was_replaced_loses_and_offers_nothing(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("first")
    keeper.flush()
    keeper.page.set_title("saved")
    monkeypatch.setattr(keeper, "_drop", lambda: None)  # it dies before
    keeper.save()
    monkeypatch.undo()
    assert keeper.journal is not None
    keeper.leave()
    assert left_of(path, folder) == []
    assert file.load(path).title == "saved"


def test_a_crash_right_before_the_file_was_replaced_brings_back_all(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    keeper = opened(path, folder)
    keeper.page.set_title("not saved")
    monkeypatch.setattr(os, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        keeper.save()
    monkeypatch.undo()
    keeper.leave()
    assert file.load(path).title == "saved"
    assert file.loads(recovered(path, folder)).title == "not saved"


def test_a_file_that_was_changed_after_the_crash_is_told(path: Path, folder: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("mine")
    keeper.leave()
    theirs = file.load(path)
    theirs.set_title("theirs")
    file.save(theirs, path)
    (left,) = left_of(path, folder)
    assert left.is_file_changed
    left.keep()


def test_garbage_in_the_place_of_a_journal_is_left_alone(path: Path, folder: Path) -> None:
    beside = places.beside(path)
    for garbage in (b"", b"nonsense", b"2 b5c5ed80 {}\n", b"\x00" * 99):
        beside.write_bytes(garbage)
        assert left_of(path, folder) == []
        assert beside.read_bytes() == garbage
    os.utime(beside, (1, 1))
    beside.write_bytes(b"")
    os.utime(beside, (1, 1))
    assert left_of(path, folder) == []
    assert not beside.exists(), "an old empty one is of no use"


def test_a_journal_that_grows_too_long_is_begun_anew(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "SMALLEST_LARGE", 5000)
    monkeypatch.setattr(journal, "GROWTH", 2)
    keeper = opened(path, folder)
    sizes = []
    for number in range(60):
        keeper.page.set_title(f"{number}" * 100)
        keeper.flush()
        assert keeper.journal is not None
        sizes.append(keeper.journal.stat().st_size)
    assert max(sizes) < 7000
    assert any(later < earlier for earlier, later in pairwise(sizes))
    assert left_of(path, folder) == [], "it is still in use"
    assert sorted(os.listdir(path.parent)) == [".x.page.json.journal", path.name]
    keeper.leave()
    assert recovered(path, folder) == file.dumps(keeper.page)


# ---- disks that refuse ------------------------------------------------------------------------


def test_random_edits_come_back_to_the_byte(tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        home = tmp_path_factory.mktemp("pages")
        path, folder = saved_page(home / "x.page.json"), home / "journals"
        # Closed in any case: Hypothesis gives up an example in the middle if it becomes too long.
        with closing(opened(path, folder)) as keeper:
            for _ in range(data.draw(st.integers(1, 12))):
                random_edits.edit(keeper.page, data)
                if data.draw(st.booleans()):
                    keeper.flush()
            keeper.leave()
            now = file.dumps(keeper.page)
        left = left_of(path, folder)
        assert [one.text for one in left] == ([] if now == path.read_text() else [now])
        for one in left:
            assert file.dumps(Keeper.recovered(one).page) == now
            one.discard()
        assert set(os.listdir(home)) <= {"x.page.json", "journals"}

    holds()
    assert not [one for one in threading.enumerate() if one.name == "journal" and not one.daemon]
