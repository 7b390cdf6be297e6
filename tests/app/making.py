"""Windows for tests, which go with the test."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.document import Document
from app.settings import Settings
from app.window import MainWindow
from tests.app.answers import Answers


class MakeWindow:
    """Makes windows with the settings and the answers of one test. What was not saved when they are
    closed at its end is let go of."""

    def __init__(self, qtbot: QtBot, ask: Answers, settings: Settings) -> None:
        self._qtbot = qtbot
        self._ask = ask
        self._settings = settings

    def __call__(self, document: Document | None = None) -> MainWindow:
        """A window that is not shown yet."""
        window = MainWindow(document, ask=self._ask, settings=self._settings)
        self._qtbot.addWidget(
            window, before_close_func=lambda _: setattr(self._ask, "changes", "discard")
        )
        return window

    def shown(self, document: Document | None = None) -> MainWindow:
        """A window on the screen, with the focus."""
        window = self(document)
        with self._qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window
