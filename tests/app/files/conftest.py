"""A saved page, and a user to whom questions come as real dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks import file
from blocks.page import Page
from tests.app.files.questions import RealQuestions


@pytest.fixture
def ask() -> RealQuestions:
    return RealQuestions()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    page = Page("saved")
    page.add_block("Relu", id="a")
    file.save(page, folder / "x.page.json")
    return folder / "x.page.json"
