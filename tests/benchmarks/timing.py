"""Timing that a noisy machine cannot turn into a story: interleaved runs, medians, ratios."""

from __future__ import annotations

import gc
import json
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Call = Callable[[], Any]

REST = 0.02
"""Seconds between calls: threads of one side that still spin would slow the next side down."""


def interleaved(
    calls: Mapping[str, Call], *, rounds: int = 7, seconds: float = 3.0
) -> dict[str, float]:
    """The median seconds of each call. They take turns, so that a slow spell hurts all alike.

    One round warms up and is not counted. Stops after `rounds` rounds or about `seconds` seconds
    a call, but never before three rounds.
    """
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    began = time.perf_counter()
    for turn in range(rounds):
        if turn >= 3 and time.perf_counter() - began > seconds * len(calls):
            break
        for name, call in calls.items():
            gc.collect()
            time.sleep(REST)
            start = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(runs) for name, runs in taken.items()}


def extra_memory(call: Call) -> int:
    """The most bytes that a call holds at once beyond what was there and what it returns."""
    call()
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


def write_json(path: Path | None, figures: Any) -> None:
    """Write figures where the caller asked for them, if it did."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
