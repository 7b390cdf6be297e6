"""How far a run is, on a terminal."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import Any

from blocks.evaluation import Event

AFTER_SECONDS = 0.4
"""A run that is done sooner shows nothing."""


class Progress:
    """A bar with the block that is being computed, on standard error if that is a terminal.

    It is drawn from a thread of its own, for a single block may take long.
    """

    def __init__(self, wanted: bool) -> None:
        self._bar: Any = None
        self._task: Any = None
        self._last: Event | None = None
        self._lock = Lock()
        self._timer: Timer | None = None
        if wanted and sys.stderr is not None and sys.stderr.isatty():
            self._timer = Timer(AFTER_SECONDS, self._show)
            self._timer.daemon = True

    def __enter__(self) -> Progress:
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    @property
    def is_shown(self) -> bool:
        """Whether anything is drawn if the run takes long; else it need not tell what it does."""
        return self._timer is not None

    def follow(self, event: Event) -> None:
        """Take note of what a run does."""
        if event.kind == "freed":
            return
        with self._lock:
            self._last = event
            self._draw()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        with self._lock:
            if self._timer is None:
                return
            words = TextColumn("{task.description}", markup=False)
            columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), words)
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=None)
            self._bar.start()
            self._draw()

    def _draw(self) -> None:
        if self._bar is None or self._last is None:
            return
        event = self._last
        self._bar.update(
            self._task, description=event.block, completed=event.done, total=event.total
        )
