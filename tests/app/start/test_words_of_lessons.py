"""What lessons and README tell people to choose or press is there, under that very name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu

from app.assets import lessons
from app.window import MainWindow
from blocks import file

README = Path(__file__).parents[3] / "README.md"
MENU = re.compile(r"\b(File|Edit|Arrange|Run|View|Help) > ([A-Z]\w*)")
KEY = re.compile(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:F\d+|Tab|Del|Up|[A-Z0-9.,])(?!\w)|\bF\d+\b")


def texts() -> list[tuple[str, str]]:
    """Name and words of each lesson, and of the README."""
    said = [("README", README.read_text(encoding="utf-8").split("## The command line")[0])]
    for _, path in lessons():
        page = file.load(path)
        said.append((path.name, "\n".join(one.text for one in page.frames.values())))
    return said


def words_of(menu: QMenu) -> Iterator[str]:
    """What can be chosen in a menu, its submenus with it."""
    for action in menu.actions():
        yield action.text().replace("&", "")
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from words_of(inner)


@pytest.fixture
def menus(window: MainWindow) -> dict[str, list[str]]:
    bar = window.menus
    every = (bar.file, bar.edit, bar.arrange, bar.run, bar.view, bar.help)
    return {one.title.replace("&", ""): list(words_of(one.menu)) for one in every}


def test_menus_have_what_is_told_of_them(menus: dict[str, list[str]]) -> None:
    told = [(name, found) for name, words in texts() for found in MENU.findall(words)]
    assert len(told) > 10
    missing = [
        (name, found)
        for name, found in told
        if not any(words.startswith(found[1]) for words in menus[found[0]])
    ]
    assert not missing


def test_keys_do_something(window: MainWindow) -> None:
    known = {key for one in window.actions_made for key in one.usual}
    told = {(name, found) for name, words in texts() for found in KEY.findall(words)}
    assert len(told) > 20
    assert not {one for one in told if one[1] not in known}
