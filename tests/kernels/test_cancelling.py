"""Kernels that are told to stop: they do no further part, on any thread, and leave nothing behind.

No clock is asked: what is counted are the parts that were done after the word to stop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import kernels
from kernels import cancelling, parts, threads
from kernels.convolution import choice
from kernels.convolution.ways.depthwise import channelwise

PLAIN: dict[str, Any] = {"strides": [1, 1, 1, 1], "padding": "SAME"}


class After:
    """Says no so many times, then yes for ever; counts how often it was asked."""

    def __init__(self, answers: int) -> None:
        self._answers = answers
        self.asked = 0
        self._lock = threading.Lock()

    def __call__(self) -> bool:
        with self._lock:
            self.asked += 1
            return self.asked > self._answers


def test_no_task_begins_after_the_word_to_stop() -> None:
    stop, done = threading.Event(), []

    def task(scratch: threads.Scratch) -> None:
        done.append(1)
        if len(done) == 3:
            stop.set()

    with cancelling.obeying(stop.is_set), pytest.raises(cancelling.Cancelled):
        threads.run([task] * 100)
    # Each other thread may have been between its look and its task when the third one said it.
    assert 3 <= len(done) < 3 + threads.thread_count()


def test_a_long_task_ends_where_it_looks_on_helping_threads_too() -> None:
    both, stop = threading.Barrier(2, timeout=10), threading.Event()
    steps: list[int] = []

    def task(scratch: threads.Scratch) -> None:
        both.wait()
        for step in range(1000):
            cancelling.look()
            steps.append(step)
            stop.wait(0.001)
            if step == 5:
                stop.set()

    before = threads.thread_count()
    threads.set_thread_count(2)
    try:
        with cancelling.obeying(stop.is_set), pytest.raises(cancelling.Cancelled):
            threads.run([task] * 2)
    finally:
        threads.set_thread_count(before)
    assert max(steps) < 100


def test_helpers_end_within_their_task_when_another_one_fails() -> None:
    both, ended = threading.Barrier(2, timeout=10), []
    main = threading.get_ident()

    def task(scratch: threads.Scratch) -> None:
        both.wait()
        if threading.get_ident() == main:
            raise ValueError("as told")
        try:
            while True:
                cancelling.look()
        finally:
            ended.append(True)

    before = threads.thread_count()
    threads.set_thread_count(2)
    try:
        with pytest.raises(ValueError, match="as told"):
            threads.run([task] * 2)
    finally:
        threads.set_thread_count(before)
    assert ended


def test_who_is_not_told_goes_on() -> None:
    with cancelling.obeying(lambda: True):
        pass
    cancelling.look()
    with cancelling.obeying(None):
        cancelling.look()
    with cancelling.obeying(lambda: True), cancelling.obeying(None):
        cancelling.look()


LARGE = np.ones(4 * parts.LARGE, np.float32)
IMAGE = np.ones((2, 64, 64, 64), np.float32)
FILTER = np.ones((3, 3, 64, 64), np.float32)
WIDE = np.ones((2, 128, 128, 32), np.float32)
TAPS = np.ones((3, 3, 32, 1), np.float32)
SQUARE = np.ones((1024, 1024), np.float32)
SIZES, FILTER_SIZES = np.array(IMAGE.shape), np.array(FILTER.shape)

CALLS: dict[str, Callable[[], Any]] = {
    "add": lambda: kernels.add(LARGE, LARGE),
    "relu": lambda: kernels.relu(LARGE),
    "bias add": lambda: kernels.bias_add(LARGE.reshape(-1, 4), LARGE[:4]),
    "cast": lambda: kernels.cast(LARGE, DstT="float16"),
    "fill": lambda: kernels.fill([LARGE.size], np.float32(1)),
    "range": lambda: kernels.range(np.int32(0), np.int32(LARGE.size), np.int32(1)),
    "random": lambda: kernels.random_normal([2**18]),
    "transpose": lambda: kernels.transpose(LARGE.reshape(2048, -1), [1, 0]),
    "sum": lambda: kernels.sum(np.tile(LARGE, 4), [0]),
    "sum of rows": lambda: kernels.sum(np.tile(LARGE, (4, 1)), [1]),
    "sum of columns": lambda: kernels.sum(np.tile(LARGE, (4, 1)), [0]),
    "mean": lambda: kernels.mean(np.tile(LARGE, 4).astype(np.float16), [0]),
    "product": lambda: kernels.mat_mul(SQUARE, SQUARE),
    "product of integers": lambda: kernels.mat_mul(*[SQUARE.astype(np.int64) * 2**40] * 2),
    "forward": lambda: kernels.conv2d(IMAGE, FILTER, **PLAIN),
    "input gradient": lambda: kernels.conv2d_backprop_input(SIZES, FILTER, IMAGE, **PLAIN),
    "filter gradient": lambda: kernels.conv2d_backprop_filter(IMAGE, FILTER_SIZES, IMAGE, **PLAIN),
    "depthwise": lambda: kernels.depthwise_conv2d_native(WIDE, TAPS, **PLAIN),
    "volume": lambda: kernels.conv3d(
        IMAGE[:1, :8, None].repeat(8, 2), FILTER[None], strides=[1] * 5, padding="SAME"
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_family_stops_on_the_way(name: str) -> None:
    call, asked = CALLS[name], After(10**9)
    with cancelling.obeying(asked):
        call()
    assert asked.asked > 1, "it was never asked, or only before anything was done"
    some = After(asked.asked // 2)
    with cancelling.obeying(some), pytest.raises(cancelling.Cancelled):
        call()
    # Every thread asks once more at most.
    assert some.asked <= asked.asked // 2 + 1 + threads.thread_count()


def test_a_share_of_a_filter_gradient_looks_between_its_tiles() -> None:
    """There are as many shares as threads need, however large the tensors are."""
    asked = After(10**9)
    image = np.ones((16, 128, 128, 16), np.float32)
    sizes = np.array([3, 3, 16, 16])
    with cancelling.obeying(asked), choice.forced("direct"):
        kernels.conv2d_backprop_filter(image, sizes, image, **PLAIN)
    assert asked.asked > 30


def test_a_share_of_a_depthwise_sum_is_cut_where_it_takes_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = kernels.depthwise_conv2d_native(WIDE, TAPS, **PLAIN)
    monkeypatch.setattr(channelwise, "MOST_AT_ONCE", 2**14)
    asked = After(10**9)
    with cancelling.obeying(asked):
        found = kernels.depthwise_conv2d_native(WIDE, TAPS, **PLAIN)
    assert asked.asked > WIDE.size * TAPS[..., 0, 0].size / 2**14
    np.testing.assert_array_equal(found, wanted)


def test_the_next_call_computes_as_ever() -> None:
    wanted = kernels.conv2d(IMAGE, FILTER, **PLAIN)
    for answers in (1, 2, 5):
        with cancelling.obeying(After(answers)), pytest.raises(cancelling.Cancelled):
            kernels.conv2d(IMAGE, FILTER, **PLAIN)
        np.testing.assert_array_equal(kernels.conv2d(IMAGE, FILTER, **PLAIN), wanted)
