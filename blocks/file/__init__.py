"""The page file: loading and saving, and fragments for the clipboard."""

from __future__ import annotations

import os
from pathlib import Path

from blocks.errors import PageFileError
from blocks.file import disk, picture
from blocks.file.build import dumps, loads, snapshot
from blocks.file.fragment import copy, paste
from blocks.file.parse import decode
from blocks.file.quoted import holds_fragment
from blocks.file.snapshot import Snapshot
from blocks.page import Page

__all__ = [
    "Snapshot",
    "copy",
    "dumps",
    "encoded",
    "holds_fragment",
    "holds_picture",
    "load",
    "loads",
    "paste",
    "save",
    "snapshot",
]


def load(path: str | os.PathLike[str], *, largest: int = disk.LARGEST) -> Page:
    """The page in a file of at most `largest` bytes, with nothing to undo and nothing unsaved.

    The file may be a picture with a page inside. Raises PageFileError, which names the file and
    the place in it, if there is none, if it is no page, or if it is broken. Ops, attributes and
    keys that are not known here are no errors: they are kept, and saved back.
    """
    file = Path(path)
    data = disk.read(file, largest)
    try:
        if picture.is_picture(data):
            data = picture.page_in(data, largest)
        return loads(decode(data), disk.real(file).parent)
    except PageFileError as why:
        raise why.of(str(path)) from None


def holds_picture(path: str | os.PathLike[str], *, largest: int = disk.LARGEST) -> bool:
    """Whether a file is a picture, from which a page can be opened, but to which none is saved."""
    return picture.is_picture(disk.read(Path(path), largest))


def save(page: Page, path: str | os.PathLike[str]) -> None:
    """Write a page to a file, whole or not at all; a page that was not changed as it was read.

    Raises PageFileError, and leaves the file as it was, if it cannot be written. Whether the page
    is clean now, and where its folder is, is for the caller to say.
    """
    disk.replace(Path(path), encoded(page, path))


def encoded(page: Page, path: str | os.PathLike[str]) -> bytes:
    """The bytes of a page as a file has them.

    Raises PageFileError, which names the file, also if that is named as a picture: none is ever
    written over by a page.
    """
    if picture.has_ending(Path(path)):
        raise PageFileError(
            "a page is not written into a picture; give it a name that ends in .page.json",
            file=str(path),
        )
    try:
        return dumps(page).encode("utf-8")
    except UnicodeEncodeError:
        raise PageFileError("a text on the page is not Unicode", file=str(path)) from None
