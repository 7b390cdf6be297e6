"""Faults of the program itself: written to a file, told in one line, and survived."""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol

import platformdirs


class Teller(Protocol):
    """Something that shows a line to the user."""

    def tell(self, message: str) -> None:
        """Show it."""


def log_file() -> Path:
    """Where faults are written to."""
    folder = platformdirs.user_state_dir("blockprop", appauthor=False, ensure_exists=True)
    return Path(folder) / "faults.log"


def tell_in(teller: Teller) -> None:
    """From now on show uncaught exceptions there, in one line."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        where = _write("".join(traceback.format_exception(kind, fault, trace)))
        words = f"{kind.__name__}: {fault}".splitlines()[0][:160]
        teller.tell(f"A fault of blockprop, please report it ({where}) · {words}")

    sys.excepthook = hook


def _write(text: str) -> str:
    try:
        path = log_file()
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().isoformat(timespec='seconds')}\n{text}\n")
    except OSError:
        return "its details could not be written"
    return f"details are in {path}"
