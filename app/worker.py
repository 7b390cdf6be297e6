"""Long work on a thread of its own, told to the window in small portions.

The thread only puts what it has to tell into a queue. A timer on the window's side looks there some
thirty times a second, so that ten thousand short steps are no more work for the window than ten.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app import garbage

LOOKS_EVERY_MS = 33

Tell = Callable[[Any], None]
IsStopped = Callable[[], bool]
Job = Callable[[Tell, IsStopped], object]
"""What is to be done: it may tell as it goes on, ends early where it is stopped, and returns what
came of it."""


class Worker(QObject):
    """Does one job at a time. `moved` carries what was told since the last look, in order;
    `finished` what came of it; `broken` a fault of the program, as an exception."""

    moved = Signal(tuple)
    finished = Signal(object)
    broken = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: _Work | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self._work is not None

    def start(self, job: Job) -> None:
        """Begin a job."""
        self._work = _Work(job)
        self._timer.start()

    def stop(self) -> None:
        """Ask the job to end; what is done by then comes with `finished`."""
        if self._work is not None:
            self._work.stop.set()

    def leave(self) -> None:
        """Stop and forget it: nobody waits for what comes of it any more."""
        self.stop()
        self._work = None
        self._timer.stop()

    def _look(self) -> None:
        work = self._work
        if work is None:
            return
        is_over = work.is_over.is_set()  # before the rest, or what came last could be missed
        portion = tuple(work.told.popleft() for _ in range(len(work.told)))
        if portion:
            self.moved.emit(portion)
        if not is_over or self._work is not work:
            return
        self._work = None
        self._timer.stop()
        if work.fault is None:
            self.finished.emit(work.outcome)
        else:
            self.broken.emit(work.fault)


class _Work:
    """One job: what the thread and the window share."""

    def __init__(self, job: Job) -> None:
        self.told: deque[Any] = deque()
        self.stop = threading.Event()
        self.is_over = threading.Event()
        self.outcome: object = None
        self.fault: Exception | None = None
        self._job = job
        garbage.begin()
        threading.Thread(target=self._do, name="run", daemon=True).start()

    def _do(self) -> None:
        try:
            self.outcome = self._job(self.told.append, self.stop.is_set)
        except Exception as fault:
            self.fault = fault
        finally:
            garbage.end()
            self.is_over.set()
