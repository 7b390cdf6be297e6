"""What the tests of journals wait for and look up."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from blocks.journal import left_of


def wait_until(holds: Callable[[], object], seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def recovered(path: Path, folder: Path) -> str:
    """The text that a crash now would leave."""
    (left,) = left_of(path, folder)
    left.keep()
    return left.text
