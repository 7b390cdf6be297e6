"""Ops that bring numbers onto the page."""

from __future__ import annotations

from typing import Any

from kernels.ranges import range_number
from kernels.tracing.region import Index, Region
from kernels.tracing.terms import Array, Function, Terms, copy, single
from kernels.tracing.traces import Call, Traces


def _everywhere(call: Call, port: str, index: Index) -> Region:
    return Region(tuple(range(size) for size in call.output))


def _made(says: str) -> Traces:
    return Traces(lambda call, index: Terms("made", says=says))


def _random(call: Call, index: Index) -> Terms:
    seeds = call.attributes["seed"], call.attributes["seed2"]
    says = "drawn at random, from seed {} and seed2 {}: always the same number"
    return Terms("made", says=says.format(*seeds))


def _fill(call: Call, index: Index) -> Terms:
    return copy("value", ())


def _range(call: Call, index: Index) -> Terms:
    (place,) = index

    def compute(start: Array, delta: Array) -> Any:
        return range_number(start, delta, place)

    factors = (single("start", ()), single("delta", ()))
    return Terms(
        "function", factors=factors, function=Function(f"start + {place} · delta", compute)
    )


CONST = _made("written on the page")
READ_NPY = _made("read from the file")
RANDOM = Traces(_random)
FILL = Traces(_fill, _everywhere, ("value",))
RANGE = Traces(_range, _everywhere, ("start", "delta"))
