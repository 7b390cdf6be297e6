"""A page in a file, a folder for journals, and keepers that end with their test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.blocks.journal.pages import saved_page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A page in a file, in a folder of its own."""
    (tmp_path / "pages").mkdir()
    return saved_page(tmp_path / "pages" / "x.page.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The user's folder for journals, which is made when it is needed."""
    return tmp_path / "state" / "journals"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """What a test has noted is written when it is over."""
    yield
    for thread in [one for one in threading.enumerate() if one.name == "journal"]:
        thread.join(10)
        assert not thread.is_alive()
