"""Saving asks before it writes over what another program has written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from blocks import file
from blocks.errors import EditRefused, PageFileError
from blocks.journal import FileChanged, Keeper
from blocks.page import Page
from tests.blocks.journal.pages import opened


def change_outside(path: Path) -> bytes:
    page = file.load(path)
    page.set_title("theirs")
    file.save(page, path)
    return path.read_bytes()


def test_a_file_that_another_program_has_changed_is_not_written_over(
    path: Path, folder: Path
) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("mine")
    theirs = change_outside(path)
    with pytest.raises(FileChanged, match="another program has changed the file"):
        keeper.save()
    assert path.read_bytes() == theirs
    assert keeper.page.history.is_dirty
    keeper.save(overwrite=True)
    assert file.load(path).title == "mine"
    keeper.page.set_title("mine again")
    keeper.save()
    assert file.load(path).title == "mine again"


def test_a_file_that_was_only_touched_or_is_the_same_is_no_question(path: Path) -> None:
    keeper = Keeper(file.load(path), path)
    path.touch()
    keeper.page.set_title("mine")
    keeper.save()
    keeper.page.set_title("both")
    file.save(keeper.page, path)
    keeper.save()


def test_another_file_is_the_dialog_s_question(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.page.json"
    shutil.copy(path, other)
    keeper = Keeper(file.load(path), path)
    keeper.page.set_title("mine")
    keeper.save(other)
    assert keeper.path == other
    assert file.load(path).title == "saved"
    change_outside(other)
    keeper.page.set_title("mine again")
    with pytest.raises(FileChanged):
        keeper.save()


def test_a_link_to_the_own_file_is_the_own_file(path: Path) -> None:
    link = path.with_name("link.page.json")
    link.symlink_to(path)
    keeper = Keeper(file.load(path), path)
    keeper.page.set_title("mine")
    change_outside(path)
    with pytest.raises(FileChanged):
        keeper.save(link)


def test_a_file_that_was_deleted_is_made_again(path: Path) -> None:
    keeper = Keeper(file.load(path), path)
    keeper.page.set_title("mine")
    path.unlink()
    keeper.save()
    assert file.load(path).title == "mine"


def test_a_folder_that_is_gone_loses_nothing(path: Path, folder: Path, tmp_path: Path) -> None:
    keeper = opened(path, folder)
    keeper.page.set_title("mine")
    keeper.flush()
    shutil.rmtree(path.parent)
    with pytest.raises(PageFileError, match="there is no such file or folder"):
        keeper.save()
    assert keeper.page.history.is_dirty
    assert keeper.path == path
    keeper.save(tmp_path / "y.page.json")
    assert keeper.path is not None
    assert file.load(keeper.path).title == "mine"


def test_a_page_without_a_file_wants_one() -> None:
    with pytest.raises(EditRefused, match="Save As"):
        Keeper(Page("new")).save()
