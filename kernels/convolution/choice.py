"""Which way computes a call: the one place that decides.

Every way says what it takes and estimates what that costs, from shapes and strides alone; the
cheapest is taken. With precision `highest` only ways that sum plain products are asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from kernels.convolution.ways import depthwise, direct, planar
from kernels.convolution.ways.way import Call, Way
from kernels.precision import chosen_precision

WAYS: tuple[Way, ...] = (direct.WAY, planar.WAY, depthwise.WAY)

_forced: str | None = None


class NotTaken(Exception):
    """The way that a test forces does not take this call."""


def choose(call: Call) -> Way:
    """The way for a call, under the precision in force."""
    if _forced is not None:
        return _forced_way(call, _forced)
    return _cheapest(call, chosen_precision())


@lru_cache(maxsize=4096)
def _cheapest(call: Call, precision: str) -> Way:
    exact = precision == "highest"
    able = [way for way in WAYS if way.takes(call) and (way.exact or not exact)]
    return min(able, key=lambda way: way.cost(call))


@contextmanager
def forced(name: str) -> Iterator[None]:
    """Every call takes the way of this name in the `with` block, or raises `NotTaken`. For tests
    and benchmarks: it holds for all threads."""
    global _forced
    _forced, before = name, _forced
    try:
        yield
    finally:
        _forced = before


def _forced_way(call: Call, name: str) -> Way:
    (way,) = (way for way in WAYS if way.name == name)
    if not way.takes(call):
        raise NotTaken(f"{name} does not take this {call.op}")
    return way
