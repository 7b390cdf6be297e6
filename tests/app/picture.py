"""Draws the pictures that the README shows: `python -m tests.app.picture [FOLDER]`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import theme
from app.assets import ASSETS, lessons, sample_pages
from app.document import Document
from app.settings import Settings
from app.start import StartPage
from app.window import MainWindow

SIZE = (1400, 900)


def settled(is_so: Callable[[], bool] = lambda: False, seconds: float = 0.4) -> None:
    """Let the window work until something is so, or for some time."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        QApplication.processEvents()


def run(path: Path, folder: Path) -> MainWindow:
    """A window with a page that has run, its gradient selected."""
    document = Document.open(path)
    window = MainWindow(document, settings=Settings(folder))
    window.resize(*SIZE)
    window.usual_layout()
    window.show()
    settled()
    document.run()
    settled(lambda: not document.is_running, 20)
    document.select(["dx"])
    window.canvas.frame_all()
    settled()
    return window


def window_picture(folder: Path, to: Path) -> None:
    """Sample page 1."""
    window = run(sample_pages()[0][1], folder)
    window.runs_dock.raise_()
    settled()
    window.grab().save(str(to / "window.png"))
    window.close()


def tour_picture(folder: Path, to: Path) -> None:
    """The lesson on skewed gradients: where its largest number comes from, and what is cropped."""
    window = run(lessons()[2][1], folder)
    table = window.results.table
    cell = table.view.visualRect(table.model.index(1, 1)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell))
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    settled()
    window.geometry_dock.show()
    window.geometry_dock.raise_()
    settled()
    window.grab().save(str(to / "tour.png"))
    window.close()


def start_picture(folder: Path, to: Path) -> None:
    """The start page."""
    page = StartPage(Settings(folder))
    page.resize(1260, 480)  # as over a window, with all lessons
    page.show()
    settled()
    page.grab().save(str(to / "start.png"))
    page.close()


def draw(to: Path) -> None:
    """All pictures, in the dark theme."""
    application = QApplication([])
    theme.apply(theme.DARK.name, application)
    for picture in (window_picture, tour_picture, start_picture):
        with tempfile.TemporaryDirectory() as folder:
            picture(Path(folder), to)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "pictures")
