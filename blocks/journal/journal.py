"""A journal: what a page has become since it was saved, written while the user works.

It is a text at first and then one short record for each time that the page has changed. The window
never waits for it: a state of the page is handed over, which costs no copying, and a thread makes a
text of it and appends what is new, at most `DELAY` seconds later and several edits at once.

Each record goes to the system in one write, so a killed process loses nothing that was written;
then it is flushed to the disk, so that a power failure loses little more. A record that could not
be written whole, for the disk is full, is cut off again, and the next one is made from the last
good one.

The file exists only while there is something to lose: it goes once the page is saved or given up.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from blocks.file.disk import flush_folder, reason
from blocks.journal import places
from blocks.journal.deltas import difference
from blocks.journal.left import Left
from blocks.journal.lock import lock
from blocks.journal.records import Record, packed

DELAY = 0.25
"""Seconds from an edit to its record, so that many quick edits are one."""

SMALLEST_LARGE = 4 * 1024**2
"""Bytes that a journal may always have; a larger one is begun anew once it is `GROWTH` times as
long as its page."""

GROWTH = 8

Work = Callable[[], None]


class Snapshot(Protocol):
    """A page as it is at one moment."""

    def text(self) -> str:
        """What its file would say."""


def start_thread(work: Work) -> None:
    """Do work on a thread of its own, which ends with the program."""
    threading.Thread(target=work, name="journal", daemon=True).start()


class Journal:
    """The journal of one page. `page` is its file, None for one that was never saved.

    `digest` says what is in that file, so that it is seen later whether somebody else has written
    to it. `is_beside` says that the journal may be in the page's own folder. `start` begins work on
    another thread.
    """

    def __init__(
        self,
        folder: Path,
        page: Path | None,
        *,
        digest: str | None = None,
        is_beside: bool = True,
        start: Callable[[Work], None] = start_thread,
    ) -> None:
        self._folder = folder
        self._head: Record = {
            "kind": "page",
            "page": None if page is None else os.path.abspath(page),
            "file": digest,
        }
        self._page = page
        self._is_beside = is_beside
        self._start = start
        self._gate = threading.Lock()  # held for moments: what is to be written next
        self._next: list[Snapshot | None] = []  # one state, or nothing
        self._is_waiting = False
        self._hurry = threading.Event()
        self._lock = threading.Lock()  # held while the disk is at work
        self._path: Path | None = None
        self._file: BinaryIO | None = None
        self._size = 0
        self._lines: list[str] | None = None
        self.trouble: str | None = None

    @property
    def path(self) -> Path | None:
        """The file, None while there is none."""
        return self._path

    def adopt(self, left: Left) -> None:
        """Go on with a journal that a crash has left."""
        with self._lock:
            self._path, self._file, self._size = left.path, left.file, left.size
            self._lines = left.text.split("\n")
            with contextlib.suppress(OSError):
                left.file.truncate(left.size)

    # ---- on the window's thread ---------------------------------------------------------------

    def note(self, snapshot: Snapshot | None) -> None:
        """The page is now so, or is what its file holds if it is None. The disk will know soon."""
        with self._gate:
            self._next = [snapshot]
            begin, self._is_waiting = not self._is_waiting, True
        if begin:
            self._hurry.clear()
            self._start(self._work)

    def flush(self) -> None:
        """Write at once what has been noted."""
        with self._lock:
            self._write_next()

    def saving(self, digest: str) -> None:
        """The page's file is about to be replaced by what has this digest.

        If the process dies before `drop`, this record tells that nothing is missing in the file.
        """
        with self._lock:
            self._write_next()
            if self._file is not None:
                self._append({"kind": "saving", "file": digest})

    def drop(self) -> None:
        """There is nothing to lose any more: the file goes."""
        self._hurry.set()
        with self._lock:
            self._take_next()
            self._remove()

    def leave(self) -> None:
        """Write what has been noted and let go of the file, for another to bring it back."""
        self._hurry.set()
        with self._lock:
            self._write_next()
            self._close()
            self._path, self._lines, self._size = None, None, 0

    # ---- on the other thread ------------------------------------------------------------------

    def _work(self) -> None:
        self._hurry.wait(DELAY)
        with self._gate:
            self._is_waiting = False
        with self._lock:
            self._write_next()

    def _take_next(self) -> list[Snapshot | None]:
        with self._gate:
            states, self._next = self._next, []
        return states

    def _write_next(self) -> None:
        # Taken and written under one lock, so that an older state never follows a newer.
        for state in self._take_next():
            if state is None:
                self._remove()
            else:
                self._write_down(state.text())

    def _write_down(self, text: str) -> None:
        lines = text.split("\n")
        if self._file is None:
            self._begin(text, lines)
        elif self._lines is not None and lines != self._lines:
            delta = difference(self._lines, lines)
            if self._append({"kind": "edit", "at": time.time(), "lines": delta}):
                self._lines = lines
                if self._size > max(SMALLEST_LARGE, GROWTH * len(text)):
                    self._begin_anew(text)

    def _begin(self, text: str, lines: list[str]) -> None:
        try:
            self._path, self._file = places.created(self._page, self._folder, self._is_beside)
        except OSError as why:
            self.trouble = reason(why)
            return
        self._size = 0
        if self._append(self._first(text)):
            self._lines = lines
            flush_folder(self._path.parent)
            return
        self._remove()

    def _begin_anew(self, text: str) -> None:
        """Put a new journal of one record in the place of a long one."""
        assert self._path is not None
        beside = self._path.with_suffix(".new")
        record = packed(self._first(text))
        try:
            with open(beside, "wb") as file:
                os.chmod(beside, 0o600)
                file.write(record)
                file.flush()
                os.fsync(file.fileno())
            self._close()  # some systems rename over no open file
            os.replace(beside, self._path)
            self._size = len(record)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
        if self._file is None:
            try:
                self._file = open(self._path, "r+b", buffering=0)  # noqa: SIM115
                lock(self._file)
            except OSError as why:
                self.trouble = reason(why)

    def _first(self, text: str) -> Record:
        return self._head | {"at": time.time(), "text": text}

    def _append(self, record: Record) -> bool:
        """Write a record after the others, or none of it. Says whether it is there."""
        assert self._file is not None
        data = packed(record)
        try:
            self._file.seek(self._size)
            _write(self._file, data)
            os.fsync(self._file.fileno())
        except OSError as why:
            self.trouble = reason(why)
            with contextlib.suppress(OSError):
                self._file.truncate(self._size)
            return False
        self._size += len(data)
        self.trouble = None
        return True

    def _remove(self) -> None:
        self._close()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._path, self._lines, self._size = None, None, 0

    def _close(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


def _write(file: BinaryIO, data: bytes) -> None:
    """All bytes: a disk that becomes full takes some of them without an error."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
