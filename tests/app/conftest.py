"""The editor is tested without a screen, with real mouse and key events."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import overrides, theme
from app.document import Document
from app.menu_letters import keep_letters
from app.settings import Settings
from app.wheel import guard_fields
from app.window import MainWindow
from tests.app.answers import Answers
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page


@pytest.fixture(autouse=True, scope="session")
def guarded_overrides() -> None:
    """A fault within a call of Qt's fails a test, as it is told in the editor; none ends pytest."""
    overrides.guard()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the editor remembers is kept away from the user's own folders."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A run that a test has begun is over when the test is."""
    yield
    left = [one for one in threading.enumerate() if one.name in ("run", "background")]
    for thread in left:
        thread.join(10)
    assert not [one for one in left if one.is_alive()]


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """A window that a test has made is gone when the test is: each costs memory, and time whenever
    the theme changes."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of this test alone."""
    return Settings(tmp_path / "settings")


@pytest.fixture
def ask() -> Answers:
    """The user, who answers as the test says."""
    return Answers()


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    """The dark theme, on the whole application, the wheel kept from fields without
    focus, and letters for menus."""
    theme.apply("dark", qapp)
    guard_fields(qapp)
    keep_letters(qapp)


@pytest.fixture
def make_window(qtbot: QtBot, dressed: None, ask: Answers, settings: Settings) -> MakeWindow:
    """Makes windows of this test."""
    return MakeWindow(qtbot, ask, settings)


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """A window with the gradient page, on the screen."""
    return make_window.shown(Document(gradient_page()))
