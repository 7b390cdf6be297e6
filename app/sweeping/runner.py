"""Runs a sweep on a thread of its own, told to the window in small portions."""

from __future__ import annotations

import threading
from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from app import garbage
from blocks.sweeping import Cell, Sweep, Sweeper

LOOKS_EVERY_MS = 50


class SweepRunner(QObject):
    """One sweep at a time. `moved` carries the cells since the last look, `finished` the whole,
    `broken` a fault of the program, as an exception."""

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
        """Whether a sweep is under way."""
        return self._work is not None

    def start(self, sweeper: Sweeper) -> None:
        """Begin a sweep."""
        self._work = _Work(sweeper)
        self._timer.start()

    def stop(self) -> None:
        """Ask the sweep to end; what is finished comes with `finished`."""
        if self._work is not None:
            self._work.stop.set()

    def leave(self) -> None:
        """Stop and forget it: nobody waits for it any more."""
        self.stop()
        self._work = None
        self._timer.stop()

    def _look(self) -> None:
        work = self._work
        if work is None:
            return
        is_over = work.is_over.is_set()  # before the cells, or the last ones could be missed
        portion = tuple(work.cells.popleft() for _ in range(len(work.cells)))
        if portion:
            self.moved.emit(portion)
        if not is_over or self._work is not work:
            return
        self._work = None
        self._timer.stop()
        if work.sweep is not None:
            self.finished.emit(work.sweep)
        elif work.fault is not None:
            self.broken.emit(work.fault)


class _Work:
    """One sweep: what the thread and the window share."""

    def __init__(self, sweeper: Sweeper) -> None:
        self.cells: deque[Cell] = deque()
        self.stop = threading.Event()
        self.is_over = threading.Event()
        self.sweep: Sweep | None = None
        self.fault: Exception | None = None
        self._sweeper = sweeper
        garbage.begin()
        threading.Thread(target=self._do, name="run", daemon=True).start()

    def _do(self) -> None:
        try:
            self.sweep = self._sweeper.run(self.cells.append, self.stop.is_set)
        except Exception as fault:
            self.fault = fault
        finally:
            garbage.end()
            self.is_over.set()
