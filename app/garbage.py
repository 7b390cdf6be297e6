"""Decides when Python looks for garbage: on the window's thread, and while nothing is done.

Python looks for it whenever somebody happens to make things. If that is a worker's thread, and a
cycle holds a widget, Qt destroys it on the wrong thread and the program dies. If it is the
window's, all that a large page is made of is gone through in the middle of an edit, and that is
felt. So nothing is collected by chance while a worker is at work; and in the editor never at all.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from app.idle import Idle

LOOKS_EVERY_MS = 50

_lock = threading.Lock()
_busy = 0
_timer: QTimer | None = None
_sweeper: Sweeper | None = None


def begin() -> None:
    """A worker is about to start. To be called on the window's thread."""
    global _busy
    with _lock:
        _busy += 1
    if _sweeper is None:
        _wait_for_workers()


def end() -> None:
    """A worker is over. To be called on the worker's thread.

    Collecting begins again on the window's thread: what has piled up would otherwise be collected
    here, by the last few things that the thread allocates.
    """
    global _busy
    with _lock:
        _busy -= 1


def much_has_gone() -> None:
    """A page is no longer open or no longer drawn: what it was made of shall not wait until much
    else has piled up."""
    if _sweeper is not None:
        _sweeper.want_all()


@contextmanager
def collected_when_idle(application: QApplication) -> Iterator[None]:
    """Within, garbage is looked for only while the user does nothing."""
    global _sweeper
    idle, timer = Idle(application), QTimer()
    sweeper = _sweeper = Sweeper()
    timer.timeout.connect(lambda: sweeper.look(idle.seconds, is_working=_busy > 0))
    timer.start(Sweeper.LOOKS_EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        idle.deleteLater()
        _sweeper = None
        sweeper.leave()
        _wait_for_workers()


class Sweeper:
    """Looks for garbage when it is told how things are, and never else.

    What a look finds to be in use is set aside, and the next one does not go through it: so a look
    takes as long as there are new things, however large the pages are. Garbage among what was set
    aside is found by a look at everything; that comes where a page has gone, or where a quarter has
    been added to what the last one found. It takes long with large pages, so it waits for a pause
    ten times as long.
    """

    LOOKS_EVERY_MS = 200
    PAUSE = 0.6
    """Seconds without a deed of the user."""

    PAUSE_AT_WORK = 10.0
    """The same before a look at everything while a run is under way, which shall not stop."""

    FEW, MANY = 500, 10_000
    """So many new things are worth a look in a pause; so many are looked at without one."""

    PASSES = 20
    """What outlives a look without a pause is looked at again after so many of them."""

    def __init__(self) -> None:
        self._passes = 0
        self._wants_all = False
        self._needed_pause = self.PAUSE
        gc.disable()
        gc.freeze()  # not gone through first: modules, all in use
        self._found = gc.get_freeze_count()

    def leave(self) -> None:
        """Set nothing aside any more."""
        gc.unfreeze()

    def want_all(self) -> None:
        """Look at everything in the next pause."""
        self._wants_all = True

    def look(self, pause: float, *, is_working: bool) -> None:
        """Collect if it is time, after `pause` seconds without a deed of the user, and with or
        without a worker at work."""
        new = gc.get_count()[0]
        if self._wants_all and pause >= (self.PAUSE_AT_WORK if is_working else self._needed_pause):
            self._look_at_all()
        elif new > self.FEW and pause >= self.PAUSE:
            self._look_at_new()
        elif new > self.MANY:
            self._passes += 1
            if self._passes > self.PASSES:
                self._look_at_new()
            else:
                gc.collect(0)

    def _look_at_new(self) -> None:
        self._passes = 0
        gc.collect()
        gc.freeze()
        if gc.get_freeze_count() > self._found * 5 // 4:
            self._wants_all = True

    def _look_at_all(self) -> None:
        began = time.perf_counter()
        self._passes, self._wants_all = 0, False
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._found = gc.get_freeze_count()
        self._needed_pause = max(self.PAUSE, 10 * (time.perf_counter() - began))


def _wait_for_workers() -> None:
    """Collect by chance again once no worker is at work."""
    global _timer
    gc.disable()
    if _timer is None:
        _timer = QTimer(QCoreApplication.instance())
        _timer.setInterval(LOOKS_EVERY_MS)
        _timer.timeout.connect(_look)
        _timer.destroyed.connect(_forget)
    _timer.start()


def _look() -> None:
    if _timer is not None and (_busy == 0 or _sweeper is not None):
        _timer.stop()
    if _sweeper is not None:
        return
    if _busy == 0:
        gc.enable()
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return


def _forget() -> None:
    global _timer
    _timer = None
