"""One run of a page on a thread of its own, told to the window in small portions.

The thread only puts events into a queue. A timer on the window's side looks there some thirty
times a second, so that ten thousand cheap blocks are no more work for the window than ten.
"""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from blocks.evaluation import Cache, Event, Outcome, Plan, execute

LOOKS_EVERY_MS = 33


class Run(QObject):
    """A run under way. `moved` carries the events since the last look, in order; `finished` the
    outcome; `broken` a fault of the program, as an exception. Nothing is told after `leave`."""

    moved = Signal(tuple)
    finished = Signal(Outcome)
    broken = Signal(Exception)

    def __init__(self, plan: Plan, cache: Cache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self._cache = cache
        self._events: deque[Event] = deque()
        self._stop = threading.Event()
        self._end: list[Outcome | Exception] = []
        self._thread = threading.Thread(target=self._work, name="run", daemon=True)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._timer.start()

    def stop(self) -> None:
        """Ask the run to end after the block it is at."""
        self._stop.set()

    def leave(self, wait_seconds: float = 0.0) -> None:
        """Stop and forget it: the page is closed and nobody waits for the outcome."""
        self._timer.stop()
        self._stop.set()
        if wait_seconds and self._thread.is_alive():
            self._thread.join(wait_seconds)

    def _work(self) -> None:
        try:
            outcome = execute(
                self.plan,
                cache=self._cache,
                keep_all=True,
                on_event=self._events.append,
                cancelled=self._stop.is_set,
            )
        except Exception as fault:
            self._end.append(fault)
        else:
            self._end.append(outcome)

    def _look(self) -> None:
        ended = bool(self._end)  # before the events, or the last ones could be missed
        if portion := self._take():
            self.moved.emit(portion)
        if ended:
            self._timer.stop()
            self._thread.join()
            end = self._end[0]
            if isinstance(end, Outcome):
                self.finished.emit(end)
            else:
                self.broken.emit(end)

    def _take(self) -> tuple[Event, ...]:
        portion = []
        while self._events:
            portion.append(self._events.popleft())
        return tuple(portion)
