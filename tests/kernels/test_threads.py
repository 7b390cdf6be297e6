"""The number of threads: what may be set, when it holds, and that no result depends on it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

import kernels
from kernels import threads
from kernels.blas import most_products_of_one_thread
from kernels.errors import ArgumentError


@pytest.fixture(autouse=True)
def usual_count() -> Iterator[int]:
    usual = threads.thread_count()
    yield usual
    threads.set_thread_count(usual)


@pytest.mark.parametrize("count", [0, -1, 1.0, True, "2", None, np.float32(2)])
def test_a_count_that_is_none_is_refused(count: object, usual_count: int) -> None:
    with pytest.raises(ArgumentError, match=r"1 or more|must be an integer") as caught:
        threads.set_thread_count(count)  # type: ignore[arg-type]
    assert caught.value.argument == "count"
    assert threads.thread_count() == usual_count


def names_of(count: int) -> set[str]:
    """The threads that work on so many tasks, of which each waits for all others."""
    found: set[str] = set()
    together = threading.Barrier(count)

    def note(scratch: threads.Scratch) -> None:
        together.wait(10)
        found.add(threading.current_thread().name)

    threads.run([note] * count)
    return found


def test_a_count_holds_from_the_next_kernel_on() -> None:
    for count in (1, 3, 2, 5, 4, 1):
        threads.set_thread_count(count)
        assert threads.thread_count() == count
        assert len(names_of(count)) == count
    assert names_of(1) == {threading.current_thread().name}
    # A task more than threads: the first waits for another that no thread is left to take.
    together = threading.Barrier(2)
    with pytest.raises(threading.BrokenBarrierError):
        threads.run([lambda scratch: together.wait(0.2) and None] * 2)


def test_a_count_is_set_while_a_kernel_is_at_work() -> None:
    """A window that sets it must not wait for a kernel that takes minutes."""
    inside, is_set = threading.Event(), threading.Event()

    def waits(scratch: threads.Scratch) -> None:
        inside.set()
        assert is_set.wait(10)

    with ThreadPoolExecutor(1) as other:
        running = other.submit(threads.run, [waits] * 3)
        assert inside.wait(10)
        threads.set_thread_count(3)
        is_set.set()
        running.result(10)
    assert len(names_of(3)) == 3


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no signals to threads")
def test_an_interrupt_is_raised_once_no_task_is_at_work_any_more() -> None:
    """Else it would write to memory that the next kernel is given."""
    threads.set_thread_count(2)
    together, ended = threading.Barrier(2), threading.Event()
    main = threading.get_ident()

    def task(scratch: threads.Scratch) -> None:
        together.wait(10)
        if threading.get_ident() != main:
            time.sleep(0.1)  # by now the main thread waits for this one
            signal.pthread_kill(main, signal.SIGINT)
            time.sleep(0.1)
            ended.set()

    with pytest.raises(KeyboardInterrupt):
        threads.run([task] * 2)
    assert ended.is_set()
    assert len(names_of(2)) == 2


AT_THE_END = """
import atexit, threading
from kernels import threads

threads.set_thread_count(2)
tasks = [lambda scratch: print("done")] * 3
{before}
{use}
"""


AFTER_MAIN = """
def last():
    threading.main_thread().join()
    threads.run(tasks)
threading.Thread(target=last).start()
"""


@pytest.mark.parametrize("before", ["", "threads.run(tasks)"], ids=["first", "again"])
@pytest.mark.parametrize("use", [AFTER_MAIN, "atexit.register(threads.run, tasks)"])
def test_kernels_run_while_the_interpreter_ends(before: str, use: str) -> None:
    """It starts no threads any more: the calling one does everything."""
    source = AT_THE_END.format(before=before, use=use)
    ran = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert ran.stderr == ""
    assert ran.stdout.count("done") == (6 if before else 3)


def test_where_no_thread_can_be_started_the_calling_one_does_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuses(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    done: list[str] = []
    most = 64
    threads.set_thread_count(most)
    with monkeypatch.context() as patch:
        patch.setattr(threads._Helper, "start", refuses)
        threads.run([lambda scratch: done.append("")] * 2 * most)
    assert len(done) == 2 * most


def test_processors_are_what_is_used_unless_told(usual_count: int) -> None:
    assert usual_count == threads.processor_count() >= 1


PRODUCTS = [(595, 446, 358), (189, 391, 638), (32, 421, 690), (1, 900, 1500), (1500, 900, 1)]
"""Rows, inner and columns of products for which BLAS has work for more than one thread."""


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("sizes", PRODUCTS)
def test_a_matrix_product_has_the_same_bits_with_any_number_of_threads(
    sizes: tuple[int, int, int], dtype: type
) -> None:
    rows, inner, columns = sizes
    draw = np.random.default_rng(1)
    a = draw.standard_normal((rows, inner)).astype(dtype)
    b = draw.standard_normal((inner, columns)).astype(dtype)
    usual = kernels.mat_mul(a, b)
    np.testing.assert_allclose(usual, a.astype(np.float64) @ b, rtol=0, atol=1e-3)
    for count in (1, 2, 3):
        threads.set_thread_count(count)
        with threadpool_limits(count, user_api="blas"):
            assert kernels.mat_mul(a, b).tobytes() == usual.tobytes()


def test_small_products_take_one_thread_of_blas_anyway() -> None:
    draw = np.random.default_rng(2)
    for rows, columns in ((1, 1), (1, 8), (8, 1), (1, 1000), (1000, 1), (64, 64), (300, 3)):
        inner = most_products_of_one_thread(rows, columns) // (rows * columns)
        a = draw.standard_normal((rows, inner)).astype(np.float32)
        b = draw.standard_normal((inner, columns)).astype(np.float32)
        usual = kernels.mat_mul(a, b)
        for count in (1, 2):
            with threadpool_limits(count, user_api="blas"):
                assert kernels.mat_mul(a, b).tobytes() == usual.tobytes()
