"""Small edits of a large page, each with all that follows it up to the repaint: before the page has
run and after, when each block has a result that may have become another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ROUNDS = 5
"""The slowest round counts."""

AFTERWARDS_MS = 2000
"""After its first run the window loads, on another thread, what it plots with."""

Timed = Callable[[str, Callable[[], Any]], Any]


def measure_edits(window: Any, timed: Timed) -> None:
    """Add, move, wire and undo one block."""
    page = window.document.page
    near = list(page.blocks)[1]
    steps = (
        ("add a block", lambda: page.add_block("Relu", id="new")),
        ("move it", lambda: page.move_blocks({"new": (50.0, 50.0)})),
        ("wire it", lambda: page.connect(f"{near}.z", "new.features")),
        ("undo wiring", page.history.undo),
        ("undo that", page.history.undo),
        ("undo adding", page.history.undo),
    )
    for when in ("", " after a run"):
        if when:
            _run(window.document)
        for _ in range(ROUNDS):
            for name, action in steps:
                timed(name + when, action)


def _run(document: Any) -> None:
    from PySide6.QtTest import QTest

    document.run()
    while document.is_running:
        QTest.qWait(20)
    QTest.qWait(AFTERWARDS_MS)
