"""A small pool of threads that all kernels share, each thread with BLAS at one thread.

A kernel hands over tasks that do not touch each other's results; the calling thread works too.
Kernels called from several threads take turns: each uses all processors anyway, and BLAS's number
of threads is one setting of the whole process.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

from kernels.arguments import integer
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]


class Scratch:
    """Working memory of one thread for one run, used again from task to task."""

    def __init__(self) -> None:
        self._buffers: dict[tuple[str, np.dtype[Any]], Array] = {}

    def array(self, role: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """An array with any content, valid until the same role is asked for again."""
        size = 1
        for length in shape:
            size *= length
        buffer = self._buffers.get((role, dtype))
        if buffer is None or buffer.size < size:
            self._buffers.pop((role, dtype), None)  # freed before its successor is made
            buffer = self._buffers[role, dtype] = np.empty(size, dtype)
        return buffer[:size].reshape(shape)


Task = Callable[[Scratch], None]


def thread_count() -> int:
    """How many threads a kernel uses at most."""
    return _shared.count


def set_thread_count(count: int) -> None:
    """Use at most `count` threads, from the next kernel on. Results do not depend on it.

    A setting of the whole process, all processors unless told. It does not wait for a kernel that
    is at work. Raises ArgumentError for less than 1.
    """
    count = integer("count", count)
    if count < 1:
        raise ArgumentError("count", f"count must be 1 or more, {count} came")
    _shared.count = count


def processor_count() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(tasks: Sequence[Task]) -> None:
    """Run every task, in any order and side by side; the first error stops the rest."""
    waiting = iter(tasks)
    stop = threading.Event()

    def work() -> None:
        scratch = Scratch()
        try:
            # Overflow to infinity and NaN are results here; they are no news to warn of.
            with np.errstate(all="ignore"):
                for task in waiting:
                    if stop.is_set():
                        return
                    task(scratch)
        except BaseException:
            stop.set()
            raise

    with _shared.turn, _shared.single_blas():
        helpers = _shared.submit(work, min(_shared.count, len(tasks)) - 1)
        try:
            work()
        finally:
            started = [helper for helper in helpers if not helper.cancel()]
            errors = [helper.exception() for helper in started]
    for error in errors:
        if error is not None:
            raise error


class _Shared:
    """The pool, and whose turn it is to use it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.turn = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._size = 0
        self._blas: Any = None

    def submit(self, work: Callable[[], None], copies: int) -> list[Future[None]]:
        """Have `copies` threads of the pool do the work. Only in turn: the pool grows if need be,
        and must be idle for that."""
        if copies > self._size:
            if self._pool is not None:
                self._pool.shutdown()
            self._size = max(copies, self.count - 1)
            self._pool = ThreadPoolExecutor(self._size, "blockprop-kernel")
        return [self._pool.submit(work) for _ in range(copies)] if self._pool is not None else []

    def single_blas(self) -> Any:
        """BLAS at one thread, as a context. Only in turn: some versions of threadpoolctl silently
        ignore a second thread that sets a limit before the first has taken its own back."""
        if self._blas is None:
            self._blas = ThreadpoolController()
        return self._blas.limit(limits=1, user_api="blas")


_shared = _Shared(processor_count())


def _after_fork() -> None:
    """A forked child has none of its parent's threads: it starts with a pool of its own."""
    global _shared
    _shared = _Shared(_shared.count)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
