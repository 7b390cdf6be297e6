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
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kernels import cancelling
from kernels.arguments import integer
from kernels.blas import single_threaded
from kernels.errors import ArgumentError

if TYPE_CHECKING:
    from queue import SimpleQueue

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

    Raises `Cancelled` before the next task once the kernels were told to stop; a task that takes
    long by itself looks, too.

    Overflow to infinity and NaN are results to a task; they are no news to warn of.
    """
    cancelling.look()
    if len(tasks) == 1:
        with _shared.turn, single_threaded(), working_memory() as memory, np.errstate(all="ignore"):
            tasks[0](memory)
    elif tasks:
        _run_together(tasks)


def _run_together(tasks: Sequence[Task]) -> None:
    helpers = min(_shared.count, len(tasks)) - 1
    together = _Run(tasks, helpers)
    with _shared.turn, single_threaded():
        try:
            if helpers:
                _shared.call(helpers, together.help)
            together.work()
        except BaseException:
            together.fail()
            raise
        finally:
            together.end()
    if together.errors:
        raise together.errors[0]
    if together.is_cut_short:
        raise cancelling.Cancelled


class _Run:
    """Tasks that the calling thread and some helpers take from one list.

    Ctrl-C may come between any two steps of the calling thread, inside a Condition or a Future,
    too, which then never works again. So there are plain locks and attributes here.
    """

    def __init__(self, tasks: Sequence[Task], helpers: int) -> None:
        self.errors: list[BaseException] = []  # of helpers
        self.is_cut_short = False  # helpers were told to stop
        self._waiting = iter(tasks)
        self._over = False
        self._failed = False
        self._asked = cancelling.chosen()
        self._free = [threading.Lock() for _ in range(helpers)]  # each held by one at work

    def work(self) -> None:
        """Do tasks until none is left or one fails."""
        scratch = _shared.take_scratch()
        try:
            with np.errstate(all="ignore"):
                while not self._over:  # asked first: who has taken a task must do it
                    if self._asked is not None and self._asked():
                        raise cancelling.Cancelled
                    task = next(self._waiting, None)
                    if task is None:
                        return
                    task(scratch)
        except BaseException:
            self.fail()
            raise
        finally:
            _shared.keep_scratch(scratch)

    def help(self, number: int) -> None:
        """The same, in a thread of the pool; nothing if all is over by the time it gets here."""
        with self._free[number]:
            if not self._over:
                try:
                    with cancelling.obeying(self._is_to_stop):
                        self.work()
                except cancelling.Cancelled:
                    self.is_cut_short = True
                except BaseException as error:
                    self.errors.append(error)

    def _is_to_stop(self) -> bool:
        """Helpers end within a task, too, once the calling thread was interrupted or one failed."""
        return self._failed or (self._asked is not None and self._asked())

    def fail(self) -> None:
        """There will be no result: nobody need go on."""
        self._over = self._failed = True

    def end(self) -> None:
        """Wait for those at work, also if interrupted: none may go on writing to memory that the
        next kernel is given."""
        self._over = True
        try:
            for lock in self._free:
                with lock:
                    pass
        except BaseException:
            self.fail()
            self.end()
            raise


class _Shared:
    """The pool, and whose turn it is to use it."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.turn = threading.Lock()
        self._threads = 0
        self._wanted: SimpleQueue[Callable[[], None]] | None = None
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

    def call(self, helpers: int, help: Callable[[int], None]) -> None:
        """Have threads of the pool call `help`, each with another number below `helpers`; fewer of
        them where the system or an interpreter that is about to end starts no more."""
        if self._wanted is None:
            from queue import SimpleQueue  # late, for a page of small calls needs no pool

            self._wanted = SimpleQueue()
        with suppress(RuntimeError):
            while self._threads < helpers:
                _Helper(self._threads, self._wanted).start()
                self._threads += 1
        for number in range(min(helpers, self._threads)):
            self._wanted.put(partial(help, number))


class _Helper(threading.Thread):
    """A thread of the pool. It does not keep the interpreter from ending."""

    def __init__(self, number: int, wanted: SimpleQueue[Callable[[], None]]) -> None:
        super().__init__(name=f"blockprop-kernel-{number}", daemon=True)
        self._wanted = wanted

    def run(self) -> None:
        """Call what is wanted, and hold on to none of it."""
        while True:
            self._wanted.get()()


_shared = _Shared(processor_count())


def _after_fork() -> None:
    """A forked child has none of its parent's threads: it starts with a pool of its own."""
    global _shared
    _shared = _Shared(_shared.count)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
