"""Where a number comes from and goes, as data for JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from blocks.page import End
from blocks.tracing.explanation import Explanation, Number, number
from blocks.tracing.following import Goal, Origin
from blocks.tracing.words import what

Told = dict[str, Any]


def origin_data(origin: Origin, limit: int) -> Told:
    """The number, what makes it, its first `limit` terms and what they add up to."""
    told = origin.told
    found: Told = {"end": str(origin.end), "index": list(origin.index), "level": origin.level}
    if told is None:
        return found | {"why": origin.why}
    found |= {
        "op": told.op,
        "dtype": told.dtype,
        "value": plain(told.value),
        "how": told.how,
        "words": what(told),
        "note": told.note,
        "count": told.count,
        "terms": _terms(told, origin.sources, limit),
    }
    if told.how in ("sum", "mean"):
        found["sum"] = plain(told.total)
        if (strange := told.not_finite)[0]:
            found["not_finite"] = {"count": strange[0], "first": strange[1]}
    if told.how != "made":
        found |= {"made": plain(told.made), "difference": plain(told.difference)}
    return found


def goal_data(goal: Goal, limit: int) -> Told:
    """What is reached: for each axis start, stop and step, and the first `limit` cells."""
    found: Told = {"through": str(goal.wire.target), "end": str(goal.end)}
    if goal.region is None:
        return found | {"why": goal.why}
    axes = [[one.start, one.stop, one.step] for one in goal.region.axes]
    cells = goal.region.first(limit).tolist()
    found |= {"count": goal.region.count, "axes": axes, "cells": cells}
    return found | {"why": goal.why} if goal.why else found


def plain(value: Number) -> Number | str:
    """A number that JSON has, or the word that a page has for it: nan, inf, -inf."""
    return value if isinstance(value, int) or math.isfinite(value) else str(value)


def _terms(told: Explanation, sources: Sequence[End], limit: int) -> list[Told]:
    count = min(limit, told.count)
    numbers, products = told.first(count)
    terms: list[Told] = [{"factors": []} for _ in range(count)]
    for factor, source, values in zip(told.factors, sources, numbers, strict=True):
        for term, place, one in zip(terms, factor.first(count).tolist(), values, strict=True):
            value = plain(number(one))
            term["factors"].append(
                {"port": factor.port, "end": str(source), "index": place, "value": value}
            )
    if told.how in ("sum", "mean"):
        for term, one in zip(terms, products, strict=True):
            term["value"] = plain(number(one))
    return terms
