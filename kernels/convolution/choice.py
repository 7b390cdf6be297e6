"""Which way computes a call: the one place that decides.

Every way says what it takes and estimates what that costs, from shapes and strides alone; the
cheapest is taken. With precision `highest` only ways that sum plain products are asked. A small
call goes by the table, whatever the others cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from kernels.convolution.ways import table
from kernels.convolution.ways.way import Call, Way
from kernels.precision import chosen_precision

_forced: tuple[str, ...] = ()


class NotTaken(Exception):
    """None of the ways that a test forces takes this call."""


def choose(call: Call) -> Way:
    """The way for a call, under the precision in force."""
    if _forced:
        return _forced_way(call, _forced)
    return _cheapest(call, chosen_precision())


def every_way() -> tuple[Way, ...]:
    """All ways there are."""
    from kernels.convolution.ways.every import WAYS

    return WAYS


@lru_cache(maxsize=4096)
def _cheapest(call: Call, precision: str) -> Way:
    if table.WAY.takes(call):
        return table.WAY
    exact = precision == "highest"
    able = [way for way in every_way() if way.takes(call) and (way.exact or not exact)]
    return min(able, key=lambda way: way.cost(call))


@contextmanager
def forced(*names: str) -> Iterator[None]:
    """Every call takes one of these ways in the `with` block, the cheapest that takes it, or raises
    `NotTaken`. For tests and benchmarks: it holds for all threads."""
    global _forced
    assert {way.name for way in every_way()}.issuperset(names), f"no such ways: {names}"
    _forced, before = names, _forced
    try:
        yield
    finally:
        _forced = before


def _forced_way(call: Call, names: tuple[str, ...]) -> Way:
    able = [way for way in every_way() if way.name in names and way.takes(call)]
    if not able:
        raise NotTaken(f"{' and '.join(names)} do not take this {call.op}")
    return min(able, key=lambda way: way.cost(call))
