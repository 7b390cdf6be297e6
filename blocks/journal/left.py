"""What a crash has left: journals whose process lives no more, with work that no file holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from blocks.errors import PageFileError
from blocks.file import disk
from blocks.journal import places
from blocks.journal.deltas import applied
from blocks.journal.lock import lock
from blocks.journal.records import unpacked

LARGEST = 1024**3
"""Bytes of a journal that are read. No journal grows to this; a file of that name might."""

EMPTY_FOR = 60.0
"""Seconds after which an empty journal, of a process that died in its first write, goes."""


def digest(text: str | bytes) -> str:
    """What stands for the content of a page's file."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return hashlib.sha256(data).hexdigest()


@dataclass
class Left:
    """Work that was not saved when a process ended. It is this process's until it is let go.

    `page` is the file that the work belongs to, None for a page that was never saved; `text` what
    that file would say now; `when` the time of the last edit. `base` is the digest of the file when
    the work began, and `is_file_changed` says that it has another now. `size` bytes of the journal,
    which is open as `file`, are whole.
    """

    path: Path
    page: Path | None
    text: str
    when: datetime
    base: str | None
    is_file_changed: bool
    size: int
    file: BinaryIO

    def discard(self) -> None:
        """Give the work up."""
        self.file.close()
        with contextlib.suppress(OSError):
            self.path.unlink()

    def keep(self) -> None:
        """Leave it for later."""
        self.file.close()


def left_of(page: Path, folder: Path) -> list[Left]:
    """What a crash has left of one page, the latest last."""
    ours = Path(os.path.realpath(page))
    found = [_opened(places.beside(ours), ours)]
    found += [_opened(path, None, only=ours) for path in places.in_the(folder)]
    return _sorted(found)


def left_anywhere(pages: Iterable[Path], folder: Path) -> list[Left]:
    """What crashes have left of some pages, and of all whose journal is in the user's folder."""
    real = dict.fromkeys(Path(os.path.realpath(page)) for page in pages)
    found = [_opened(places.beside(page), page) for page in real]
    found += [_opened(path, None) for path in places.in_the(folder)]
    return _sorted(found)


def _sorted(found: Iterable[Left | None]) -> list[Left]:
    return sorted((one for one in found if one is not None), key=lambda one: one.when)


def _opened(path: Path, page: Path | None, *, only: Path | None = None) -> Left | None:
    """What a journal brings back, None if that is nothing; then it goes, unless it is in use.

    `page` is what the journal lies beside: a folder that was moved has moved both.
    """
    try:
        file = _open(path)
    except OSError:
        return None
    left = None
    is_of_no_use = False
    try:
        if lock(file):
            status = os.fstat(file.fileno())
            said = _read(file) if status.st_size <= LARGEST else None
            if said is None:
                is_of_no_use = not status.st_size and time.time() - status.st_mtime > EMPTY_FOR
            else:
                page = page or said.page
                now = _digest_of(page)
                is_of_no_use = now is not None and now in (said.saved, digest(said.text))
                if not is_of_no_use and (only is None or page == only):
                    changed = now != said.base
                    left = Left(
                        path, page, said.text, said.when, said.base, changed, said.size, file
                    )
    except OSError:
        return None
    finally:
        if left is None:
            file.close()
    if is_of_no_use:
        with contextlib.suppress(OSError):
            path.unlink()
    return left


def _open(path: Path) -> BinaryIO:
    try:
        return open(path, "r+b", buffering=0)
    except PermissionError:
        return open(path, "rb", buffering=0)


@dataclass
class _Said:
    """What a journal says: `base` is the digest of the page's file at the start, `saved` that of a
    save after which nothing came."""

    page: Path | None
    base: str | None
    text: str
    saved: str | None
    when: datetime
    size: int


def _read(file: BinaryIO) -> _Said | None:
    said: _Said | None = None
    lines: list[str] = []
    file.seek(0)
    for record, end in unpacked(file.read()):
        try:
            if said is None:
                said, lines = _first(record), record["text"].split("\n")
            elif record["kind"] == "edit":
                lines = applied(lines, record["lines"])
                said.saved, said.when = None, _time(record)
            elif record["kind"] == "saving":
                said.saved = str(record["file"])
        except (KeyError, TypeError, ValueError, AttributeError):
            break
        said.size = end
    if said is not None:
        said.text = "\n".join(lines)
    return said


def _first(record: dict[str, Any]) -> _Said:
    page, text = record["page"], record["text"]
    if record["kind"] != "page" or not isinstance(text, str):
        raise ValueError("a journal begins with a page")
    return _Said(None if page is None else Path(page), record["file"], text, None, _time(record), 0)


def _time(record: dict[str, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(float(record["at"]))
    except (OverflowError, OSError):
        raise ValueError("this is no time") from None


def _digest_of(page: Path | None) -> str | None:
    """The digest of a page's file, None if there is none that can be read."""
    if page is None:
        return None
    try:
        return digest(disk.read(page))
    except PageFileError:
        return None
