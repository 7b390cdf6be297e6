"""A folder of own ops for one test; no op of it is left after."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blocks.own_ops.folder import OwnOps

Write = Callable[[str, str], Path]


@pytest.fixture
def own() -> Iterator[OwnOps]:
    """Own ops that are switched off when the test is over."""
    made = OwnOps()
    yield made
    made.unload()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of own ops."""
    made = tmp_path / "own ops"
    made.mkdir()
    return made


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file into the folder."""

    def write(name: str, source: str) -> Path:
        path = folder / name
        path.write_text(textwrap.dedent(source).lstrip("\n"), encoding="utf-8")
        return path

    return write
