"""Draws the window as the README shows it: `python -m tests.app.picture [FILE]`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app import theme
from app.assets import ASSETS, sample_pages
from app.document import Document
from app.settings import Settings
from app.window import MainWindow


def draw(path: Path, size: tuple[int, int] = (1400, 900)) -> None:
    """Sample page 1, run, its gradient selected."""
    application = QApplication([])
    theme.apply(theme.DARK.name, application)

    def until(is_so: Callable[[], bool], seconds: float = 0.3) -> None:
        end = time.monotonic() + seconds
        while not is_so() and time.monotonic() < end:
            application.processEvents()

    with tempfile.TemporaryDirectory() as folder:
        document = Document.open(sample_pages()[0][1])
        window = MainWindow(document, settings=Settings(Path(folder)))
        window.resize(*size)
        window.usual_layout()
        window.show()
        until(lambda: False)
        document.run()
        until(lambda: not document.is_running, 20)
        document.select(["dx"])
        window.runs_dock.raise_()
        window.canvas.frame_all()
        until(lambda: False)
        window.grab().save(str(path))
        window.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "pictures" / "window.png")
