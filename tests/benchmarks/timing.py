"""Timing that a noisy machine cannot turn into a story: interleaved runs, medians, ratios."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from typing import Any

from kernels.threads import release_working_memory

Call = Callable[[], Any]

REST = 0.01
"""Seconds between sides: threads of one that still spin would slow the next one down."""

FEWEST_ROUNDS = 7
FEWEST_SLOW_ROUNDS = 3
SLOW = 2.0
"""Seconds of one round from which on few rounds must do."""


def interleaved(
    calls: Mapping[str, Call], *, rounds: int = 15, seconds: float = 0.6
) -> dict[str, float]:
    """The median seconds of each call. They take turns, so that a slow spell hurts all alike.

    Each turn is two calls, of which the second counts: the first wakes the side's threads and takes
    the caches back from the side before. Stops after `rounds` rounds or about `seconds` seconds
    a call, but never before seven rounds, or three if a round is slow.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    _freeze()
    began = time.perf_counter()
    for turn in range(rounds):
        spent = time.perf_counter() - began
        fewest = FEWEST_SLOW_ROUNDS if spent > SLOW * turn else FEWEST_ROUNDS
        if turn >= fewest and spent > seconds * len(calls):
            break
        for name, call in calls.items():
            gc.collect()
            time.sleep(REST)
            call()
            start = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(runs) for name, runs in taken.items()}


def interleaved_small(
    calls: Mapping[str, Call], *, rounds: int = 40, repeats: int = 50
) -> dict[str, float]:
    """The median seconds of calls that take microseconds: each turn is a run of many."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    _freeze()
    for turn in range(rounds + 1):
        for name, call in calls.items():
            start = time.perf_counter()
            for _ in range(repeats):
                call()
            if turn:  # The first one warms up.
                taken[name].append((time.perf_counter() - start) / repeats)
    return {name: statistics.median(runs) for name, runs in taken.items()}


def _freeze() -> None:
    """Take what is there out of the search for garbage, which is between all calls: the modules of
    the peers alone would take it a quarter of a second, and all caches, each time."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def extra_memory(call: Call) -> int:
    """The most bytes that a call holds at once beyond what was there and what it returns.

    Working memory that the kernels keep from call to call counts as the call's own.
    """
    call()
    release_working_memory()
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        result = call()
        _, peak = tracemalloc.get_traced_memory()
        return int(peak - before - getattr(result, "nbytes", 0))
    finally:
        tracemalloc.stop()
