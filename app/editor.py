"""Opens the editor."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import faults, garbage, overrides, theme
from app.icons import app_icon
from app.menu_letters import keep_letters
from app.settings import Settings
from app.wheel import guard_fields
from app.window import MainWindow
from blocks.threads import use_threads

LOOKS_EVERY_MS = 200

WAITS_FOR_PYTHON = 0.001
"""Seconds that the window waits at most each time another thread is in Python: a fifth of what is
usual, for it comes back to Python many times while it shows one result."""


def open_editor(path: Path | None, evaluate: bool = False) -> int:
    """Show the window with a page, or an empty one, until it is closed. Returns the exit status.

    `evaluate` runs the page as soon as it is open.
    """
    there = QApplication.instance()
    application = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("blockprop")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("blockprop")
    application.setWindowIcon(app_icon())
    guard_fields(application)
    keep_letters(application)
    overrides.guard()
    settings = Settings()
    theme.apply(settings.theme, application)
    use_threads(settings.threads)
    sys.setswitchinterval(WAITS_FOR_PYTHON)
    with garbage.collected_when_idle(application):
        return _shown_until_closed(settings, path, evaluate)


def _shown_until_closed(settings: Settings, path: Path | None, evaluate: bool) -> int:
    window = MainWindow(settings=settings)
    faults.tell_in(window.status)
    if path is not None:
        window.open_path(path)
    window.show()
    window.files.offer_left()
    if path is None:
        window.starting.open_at_start()
    if evaluate and window.document.page.blocks:
        window.document.run()
    with _closed_on_interrupt(window):
        return QApplication.exec()


@contextmanager
def _closed_on_interrupt(window: MainWindow) -> Iterator[None]:
    """Ctrl-C in the terminal closes the window, which asks if something is unsaved; a second one
    ends the program at once. Afterwards it does what it did before."""

    def interrupted(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        window.close()

    before = signal.signal(signal.SIGINT, interrupted)
    # Python looks at signals only while it runs, and Qt's loop keeps it from that.
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(LOOKS_EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        signal.signal(signal.SIGINT, before)
