"""Saving replaces a file whole or leaves it as it was."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from blocks.errors import PageFileError
from blocks.file import dumps, load, save
from blocks.page import Page

OLD = "what was here before"


@pytest.fixture
def page() -> Page:
    page = Page("new")
    page.add_block("Relu", id="a")
    return page


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "x.page.json"
    file.write_text(OLD)
    return file


def refuses(page: Page, path: Path, words: str) -> None:
    with pytest.raises(PageFileError) as caught:
        save(page, path)
    assert str(caught.value) == f"{path}: {words}"
    assert "Errno" not in str(caught.value)


def test_a_saved_page_is_loaded_the_same(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "new.page.json"
    save(page, file)
    assert file.read_bytes() == dumps(page).encode()
    assert dumps(load(file)) == dumps(page)
    assert os.listdir(tmp_path) == ["new.page.json"]


def test_a_new_file_has_the_permissions_of_any_other(page: Page, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    save(page, tmp_path / "new.page.json")
    assert (tmp_path / "new.page.json").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o775])
def test_the_permissions_of_the_old_file_stay(page: Page, file: Path, mode: int) -> None:
    file.chmod(mode)
    save(page, file)
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert file.read_text() == dumps(page)


def test_a_link_stays_and_the_file_it_leads_to_is_written(page: Page, file: Path) -> None:
    link = file.with_name("link.page.json")
    link.symlink_to(file.name)
    save(page, link)
    assert link.is_symlink()
    assert file.read_text() == dumps(page)


def test_the_file_is_flushed_before_it_takes_the_old_one_s_place(
    page: Page, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, os.replace

    def seen_fsync(handle: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def seen_replace(source: Path, target: Path) -> None:
        calls.append("rename")
        assert source.parent == target.parent
        assert source.read_text() == dumps(page)
        assert target.read_text() == OLD
        replace(source, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_replace)
    save(page, file)
    assert calls == ["file", "rename", "folder"]


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "cannot be written: the disk is full"),
        (errno.EACCES, "cannot be written: there is no permission"),
        (errno.EROFS, "cannot be written: the disk can only be read"),
        (errno.EIO, "cannot be written: Input/output error"),
    ],
)
def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(
    page: Page, file: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    refuses(page, file, words)
    assert file.read_text() == OLD
    assert os.listdir(file.parent) == [file.name]


def test_a_disk_that_fills_up_midway(page: Page, file: Path) -> None:
    """A real limit of the system on the size of files, met in the middle of the writing."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    page.set_title("x" * 100_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        refuses(page, file, "cannot be written: File too large")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert file.read_text() == OLD
    assert os.listdir(file.parent) == [file.name]


def test_an_interrupt_on_the_way_leaves_nothing_behind(
    page: Page, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(page, file)
    assert file.read_text() == OLD
    assert os.listdir(file.parent) == [file.name]


def test_a_folder_that_cannot_be_flushed_is_no_failure(
    page: Page, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", fail)
    save(page, file)
    assert file.read_text() == dumps(page)


def test_places_that_cannot_be_written(page: Page, file: Path) -> None:
    folder = file.parent
    refuses(page, folder, "cannot be written: this is a folder")
    there_is_none = "cannot be written: there is no such file or folder"
    refuses(page, folder / "none" / "x.page.json", there_is_none)
    refuses(page, file / "x.page.json", "cannot be written: a part of the path is no folder")
    refuses(page, folder / ("x" * 300), "cannot be written: the name is too long")
    os.mkfifo(folder / "pipe")
    refuses(page, folder / "pipe", "this is no ordinary file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(page: Page, file: Path) -> None:
    file.parent.chmod(0o555)
    try:
        refuses(page, file, "cannot be written: there is no permission")
    finally:
        file.parent.chmod(0o755)
    assert file.read_text() == OLD


def test_a_file_that_is_protected_stays(
    page: Page, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    refuses(page, file, "cannot be written: there is no permission")
    assert file.read_text() == OLD


def test_what_utf_8_cannot_hold_never_reaches_the_disk(page: Page, file: Path) -> None:
    page.title = "half \ud83d"
    refuses(page, file, "a text on the page is not Unicode")
    assert file.read_text() == OLD


def test_whether_a_page_is_clean_is_for_the_caller_to_say(page: Page, file: Path) -> None:
    save(page, file)
    assert page.history.is_dirty
    page.history.mark_clean()
    assert not page.history.is_dirty
