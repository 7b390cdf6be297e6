"""Documents with a page to run."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from app.document import Document
from blocks.page import End

DX = End("dx", "output")


def run(qtbot: QtBot, document: Document, targets: Any = None) -> Any:
    """Run to the end and give the outcome."""
    with qtbot.waitSignal(document.run_finished, timeout=10_000) as done:
        document.run(targets)
    return done.args[0]
