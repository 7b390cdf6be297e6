"""A small pool of threads that all kernels share, each thread with BLAS at one thread.

A kernel hands over tasks that do not touch each other's results; the calling thread works too.
Kernels called from several threads take turns: each uses all processors anyway, and BLAS's number
of threads is one setting of the whole process.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from kernels.arguments import integer
from kernels.blas import single_threaded
from kernels.errors import ArgumentError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Array = np.ndarray[Any, Any]


KEPT_BYTES = 2**24  # of working memory, of each thread, from one run to the next


class Scratch:
    """Working memory of one thread, used again from task to task and from run to run.

    Memory given back to the system costs a page fault for every page of it at its next use, which
    on some machines takes longer than what is computed in it.
    """

    def __init__(self) -> None:
        self._buffers: dict[tuple[str, np.dtype[Any]], Array] = {}
        self._step = False

    def next(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """An array with any content for the next of several steps, each of which reads what the
        step before wrote: valid until the next but one."""
        self._step = not self._step
        return self.array(f"step {self._step}", shape, dtype)

    def shrink(self, most: int = KEPT_BYTES) -> None:
        """Give back the largest buffers until at most so many bytes are held."""
        held = sum(buffer.nbytes for buffer in self._buffers.values())
        for key, buffer in sorted(self._buffers.items(), key=lambda item: -item[1].nbytes):
            if held <= most:
                break
            held -= buffer.nbytes
            del self._buffers[key]

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


@contextmanager
def working_memory() -> Iterator[Scratch]:
    """Working memory for what several runs of one call share; not for their tasks to take from."""
    scratch = _shared.take_scratch()
    try:
        yield scratch
    finally:
        _shared.keep_scratch(scratch)


def release_working_memory() -> None:
    """Give back the working memory that is kept for the next kernel: at most 16 MiB a thread."""
    _shared.release_scratch()


def run(tasks: Sequence[Task]) -> None:
    """Run every task, in any order and side by side; the first error stops the rest.

    Overflow to infinity and NaN are results to a task; they are no news to warn of.
    """
    if len(tasks) == 1:
        with _shared.turn, single_threaded(), working_memory() as memory, np.errstate(all="ignore"):
            tasks[0](memory)
    elif tasks:
        _run_together(tasks)


def _run_together(tasks: Sequence[Task]) -> None:
    waiting = iter(tasks)
    stop = threading.Event()

    def work() -> None:
        scratch = _shared.take_scratch()
        try:
            with np.errstate(all="ignore"):
                for task in waiting:
                    if stop.is_set():
                        return
                    task(scratch)
        except BaseException:
            stop.set()
            raise
        finally:
            _shared.keep_scratch(scratch)

    helpers: list[Future[None]] = []
    with _shared.turn, single_threaded():
        try:
            _shared.submit(work, min(_shared.count, len(tasks)) - 1, helpers)
            work()
        finally:
            errors = _errors(helpers, stop)
    for error in errors:
        if error is not None:
            raise error


def _errors(helpers: Sequence[Future[None]], stop: threading.Event) -> list[BaseException | None]:
    """What became of the helpers that began, once all are done. Ctrl-C stops them and is raised
    after that: none may go on writing to memory that the next kernel is given."""
    try:
        return [helper.exception() for helper in helpers if not helper.cancel()]
    except BaseException:
        stop.set()
        _errors(helpers, stop)
        raise


class _Shared:
    """The pool, and whose turn it is to use it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.turn = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._size = 0
        self._idle: list[Scratch] = []

    def take_scratch(self) -> Scratch:
        """Working memory that nobody uses."""
        try:
            return self._idle.pop()
        except IndexError:
            return Scratch()

    def keep_scratch(self, scratch: Scratch) -> None:
        """Keep working memory for the next who takes it."""
        scratch.shrink()
        if len(self._idle) <= self.count:
            self._idle.append(scratch)

    def release_scratch(self) -> None:
        """Give back all that nobody uses."""
        self._idle.clear()

    def submit(self, work: Callable[[], None], copies: int, helpers: list[Future[None]]) -> None:
        """Have `copies` threads of the pool do the work, and add them to `helpers`; fewer where the
        system has no more of them, none where the interpreter is about to end. Only in turn: the
        pool grows if need be, and must be idle for that."""
        with suppress(RuntimeError):
            while len(helpers) < copies:
                helpers.append(self._pool_of(copies).submit(work))

    def _pool_of(self, copies: int) -> ThreadPoolExecutor:
        if self._pool is None or copies > self._size:
            # Imported late, for it takes longer than a page of small calls, which needs no pool.
            from concurrent.futures import ThreadPoolExecutor

            former, size = self._pool, max(copies, self.count - 1)
            self._pool = ThreadPoolExecutor(size, "blockprop-kernel")
            self._size = size
            if former is not None:
                former.shutdown()
        return self._pool


_shared = _Shared(processor_count())


def _after_fork() -> None:
    """A forked child has none of its parent's threads: it starts with a pool of its own."""
    global _shared
    _shared = _Shared(_shared.count)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
