"""Work that would keep the window waiting, on a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app import garbage

LOOKS_EVERY_MS = 15


class Background(QObject):
    """One piece of work at a time; a new one makes the one before forgotten.

    `done` carries what the work returned, `failed` what it raised. Both come on the window's
    thread.
    """

    done = Signal(object)
    failed = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end: list[tuple[Any, Exception | None]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether an end is awaited."""
        return self._timer.isActive()

    def start(self, work: Callable[[], Any]) -> None:
        """Begin a piece of work."""
        end: list[tuple[Any, Exception | None]] = []
        self._end = end
        garbage.begin()
        threading.Thread(target=_do, args=(work, end), name="background", daemon=True).start()
        self._timer.start()

    def forget(self) -> None:
        """Do not wait for the end any more."""
        self._end = []
        self._timer.stop()

    def _look(self) -> None:
        if self._end:
            result, fault = self._end[0]
            self.forget()
            if fault is None:
                self.done.emit(result)
            else:
                self.failed.emit(fault)


def _do(work: Callable[[], Any], end: list[tuple[Any, Exception | None]]) -> None:
    try:
        end.append((work(), None))
    except Exception as fault:
        end.append((None, fault))
    finally:
        garbage.end()
