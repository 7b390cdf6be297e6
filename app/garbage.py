"""Keeps Python's garbage collector on the window's thread while others are at work.

Python collects cycles on whichever thread happens to allocate. If that is a worker's, and a cycle
holds a widget, Qt destroys it on the wrong thread and the program dies. So while a worker is at
work nothing is collected by chance; a timer on the window's thread does it instead.
"""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QCoreApplication, QTimer

LOOKS_EVERY_MS = 50

_lock = threading.Lock()
_busy = 0
_timer: QTimer | None = None


def begin() -> None:
    """A worker is about to start. To be called on the window's thread."""
    global _busy, _timer
    with _lock:
        _busy += 1
    gc.disable()
    if _timer is None:
        _timer = QTimer(QCoreApplication.instance())
        _timer.setInterval(LOOKS_EVERY_MS)
        _timer.timeout.connect(_look)
        _timer.destroyed.connect(_forget)
    _timer.start()


def end() -> None:
    """A worker is over. To be called on the worker's thread.

    Collecting begins again on the window's thread: what has piled up would otherwise be collected
    here, by the last few things that the thread allocates.
    """
    global _busy
    with _lock:
        _busy -= 1


def _look() -> None:
    if _busy == 0:
        if _timer is not None:
            _timer.stop()
        gc.enable()
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return


def _forget() -> None:
    global _timer
    _timer = None
