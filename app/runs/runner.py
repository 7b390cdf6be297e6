"""Runs a page on a thread of its own, told to the window in small portions.

The thread only puts events into a queue. A timer on the window's side looks there some thirty
times a second, so that ten thousand cheap blocks are no more work for the window than ten.
"""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from app import garbage
from blocks.evaluation import Cache, Event, Outcome, Plan, execute

LOOKS_EVERY_MS = 33


class Runner(QObject):
    """Runs one plan at a time. `moved` carries the events since the last look, in order;
    `finished` the plan and its outcome; `broken` a fault of the program, as an exception."""

    moved = Signal(tuple)
    finished = Signal(Plan, Outcome)
    broken = Signal(Exception)

    def __init__(self, cache: Cache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache = cache
        self._work: _Work | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether a run is under way."""
        return self._work is not None

    def start(self, plan: Plan) -> None:
        """Begin a run."""
        self._work = _Work(plan, self._cache)
        self._timer.start()

    def stop(self) -> None:
        """Ask the run to end after the block it is at."""
        if self._work is not None:
            self._work.stop.set()

    def leave(self) -> None:
        """Stop and forget it: the page is closed and nobody waits for the outcome."""
        self.stop()
        self._work = None
        self._timer.stop()

    def _look(self) -> None:
        work = self._work
        if work is None:
            return
        is_over = work.is_over.is_set()  # before the events, or the last ones could be missed
        portion = tuple(work.events.popleft() for _ in range(len(work.events)))
        if portion:
            self.moved.emit(portion)
        if not is_over or self._work is not work:
            return
        self._work = None
        self._timer.stop()
        if work.outcome is not None:
            self.finished.emit(work.plan, work.outcome)
        elif work.fault is not None:
            self.broken.emit(work.fault)


class _Work:
    """One run: what the thread and the window share."""

    def __init__(self, plan: Plan, cache: Cache) -> None:
        self.plan = plan
        self.events: deque[Event] = deque()
        self.stop = threading.Event()
        self.is_over = threading.Event()
        self.outcome: Outcome | None = None
        self.fault: Exception | None = None
        self._cache = cache
        garbage.begin()
        threading.Thread(target=self._do, name="run", daemon=True).start()

    def _do(self) -> None:
        try:
            self.outcome = execute(
                self.plan,
                cache=self._cache,
                keep_all=True,
                on_event=self.events.append,
                cancelled=self.stop.is_set,
            )
        except Exception as fault:
            self.fault = fault
        finally:
            garbage.end()
            self.is_over.set()
