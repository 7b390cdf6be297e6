"""Where journals are: beside the page, or in a folder of the user's where that cannot be."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import BinaryIO

from blocks.journal.lock import lock

ENDING = ".journal"
LOCK_TRIES = 50
LOCK_PAUSE = 0.01


def beside(page: Path) -> Path:
    """The journal of a page in the page's own folder."""
    page = Path(os.path.realpath(page))
    return page.with_name(f".{page.name}{ENDING}")


def in_folder(folder: Path, page: Path | None) -> Path:
    """A name of its own in the folder for pages that were never saved, or whose own folder cannot
    be written to, or that are open in another window."""
    name = "untitled" if page is None else page.name.removesuffix(".page.json")[:40]
    return folder / f"{name}-{secrets.token_hex(6)}{ENDING}"


def created(page: Path | None, folder: Path, is_beside: bool) -> tuple[Path, BinaryIO]:
    """A new, locked journal at the best place that can be written to, beside the page if it may be
    there. Raises OSError."""
    if page is not None and is_beside:
        try:
            return _create(beside(page))
        except OSError:
            pass  # It is another window's, was left by a crash, or the folder is read-only.
    folder.mkdir(parents=True, exist_ok=True)
    return _create(in_folder(folder, page))


def in_the(folder: Path) -> list[Path]:
    """All journals of the user's folder."""
    try:
        return sorted(folder.glob(f"*{ENDING}"))
    except OSError:
        return []


def _create(path: Path) -> tuple[Path, BinaryIO]:
    # Unsaved work is nobody else's business, whatever the permissions of the folder are.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    file = open(handle, "r+b", buffering=0)  # noqa: SIM115 - it stays open as long as the page
    for _ in range(LOCK_TRIES):  # somebody who looks for what a crash has left may hold it a moment
        if lock(file):
            break
        time.sleep(LOCK_PAUSE)
    return path, file
