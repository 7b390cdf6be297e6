"""Stands between an open page and the disk: its file, and the journal of what the file lacks.

The order in which things reach the disk is what makes this safe. To save, the page's text is
journaled, with a note of the digest that the file is about to have; the new file is written beside
the old one and flushed; it is renamed over the old one; the folder is flushed; and only then does
the journal go. Killed at any point in between, the file is the old or the new one as a whole, and
if it is the old one then the journal still has what was to be saved.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from blocks.errors import EditRefused, PageFileError
from blocks.file import disk, dumps, encoded, loads, snapshot
from blocks.journal.journal import Journal, Work, start_thread
from blocks.journal.left import Left, digest
from blocks.page import Edit, Page


class FileChanged(PageFileError):
    """A page that was not saved, for another program has written to its file meanwhile."""


class Keeper:
    """Keeps an open page safe. `path` is its file, None until it has one."""

    def __init__(self, page: Page, path: Path | None = None) -> None:
        self.page = page
        self.path = path
        self._left: Left | None = None
        self._digest = None if path is None else digest(dumps(page))
        self._journal: Journal | None = None
        self._begin: Callable[[], Journal] | None = None

    @classmethod
    def recovered(cls, left: Left, *, is_copy: bool = False) -> Keeper:
        """The keeper of a page that a crash has left. It goes on with the journal of then.

        The page is not saved yet; a copy has no file of its own. Raises PageFileError if this
        program cannot read it.
        """
        page = loads(left.text, None if left.page is None else left.page.parent)
        page.history.mark_unsaved()
        keeper = cls(page)
        keeper._left = left
        if not is_copy:
            keeper.path, keeper._digest = left.page, left.base
        return keeper

    # ---- the journal --------------------------------------------------------------------------

    def begin_journal(
        self,
        folder: Path,
        *,
        start: Callable[[Work], None] = start_thread,
        is_foreign: Callable[[Path], bool] = lambda page: False,
    ) -> None:
        """From now on write down every edit that no file holds.

        `folder` is for pages that have no folder of their own or cannot write there, or whose
        folder is not the user's, as `is_foreign` says; `start` begins work on another thread.
        """

        def begin() -> Journal:
            is_beside = self.path is not None and not is_foreign(self.path)
            return Journal(folder, self.path, digest=self._digest, is_beside=is_beside, start=start)

        self._begin = begin
        if self._left is not None:
            self._journal = self._begin()
            self._journal.adopt(self._left)
            self._left = None
        self.page.changed.connect(self._note)

    @property
    def trouble(self) -> str | None:
        """Why edits cannot be written down at present, None if they can."""
        return None if self._journal is None else self._journal.trouble

    @property
    def journal(self) -> Path | None:
        """The file of the journal, None while there is none."""
        return None if self._journal is None else self._journal.path

    def flush(self) -> None:
        """Write down at once what has been edited."""
        if self._journal is not None:
            self._journal.flush()

    def close(self) -> None:
        """The page is given up, or saved: its journal goes."""
        self._stop()
        self._drop()

    def leave(self) -> None:
        """Stop here, but leave the journal for the next start."""
        self._stop()
        if self._journal is not None:
            self._journal.leave()
            self._journal = None

    def _note(self, _: Edit) -> None:
        is_dirty = self.page.history.is_dirty
        if self._journal is None and self._begin is not None and is_dirty:
            self._journal = self._begin()
        if self._journal is not None:
            self._journal.note(snapshot(self.page) if is_dirty else None)

    def _drop(self) -> None:
        if self._journal is not None:
            self._journal.drop()
            self._journal = None

    def _stop(self) -> None:
        if self._begin is not None:
            self.page.changed.disconnect(self._note)
            self._begin = None

    # ---- the file -----------------------------------------------------------------------------

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the page to its file, or to another one that becomes its file.

        Raises FileChanged if another program has written to the page's own file, unless it is to be
        overwritten; PageFileError if it cannot be written. Then everything is as it was.
        """
        target = path if path is not None else self.path
        if target is None:
            raise EditRefused("the page has no file yet; choose one with Save As")
        data = encoded(self.page, target)
        new = digest(data)
        if (
            not overwrite
            and self._is_own(target)
            and _held(target) not in (None, self._digest, new)
        ):
            raise FileChanged(
                "another program has changed the file since it was opened or saved here",
                file=str(target),
            )
        if self._journal is not None:
            self._journal.saving(new)
        disk.replace(target, data)
        self.path, self._digest = target, new
        self.page.folder = target.absolute().parent
        self.page.history.mark_clean()
        self._drop()

    def _is_own(self, target: Path) -> bool:
        return self.path is not None and os.path.realpath(target) == os.path.realpath(self.path)


def _held(path: Path) -> str | None:
    """The digest of a file, None if there is none that can be read."""
    try:
        return digest(disk.read(path))
    except PageFileError:
        return None
