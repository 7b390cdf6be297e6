"""A window with the settings and the answers of one test."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.settings import Settings
from app.window import MainWindow
from tests.app.answers import Answers
from tests.app.pages import gradient_page


@pytest.fixture
def window(qtbot: QtBot, dressed: None, ask: Answers, settings: Settings) -> MainWindow:
    """A window with the gradient page, on the screen."""
    window = MainWindow(Document(gradient_page()), ask=ask, settings=settings)
    qtbot.addWidget(window, before_close_func=lambda _: setattr(ask, "changes", "discard"))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window
