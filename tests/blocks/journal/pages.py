"""Pages in files, as the tests of the journal need them."""

from __future__ import annotations

from pathlib import Path

from blocks import file
from blocks.journal import Keeper
from blocks.page import Page


def saved_page(path: Path) -> Path:
    """A small page in a file."""
    page = Page("saved")
    page.add_block("Relu", id="a")
    file.save(page, path)
    return path


def opened(path: Path, folder: Path) -> Keeper:
    """The keeper of a page in a file, with a journal."""
    keeper = Keeper(file.load(path), path)
    keeper.begin_journal(folder)
    return keeper
