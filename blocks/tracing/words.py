"""What is said of a number and of what makes it, in words."""

from __future__ import annotations

import math
from typing import NamedTuple

from blocks.dtypes import DTYPES, FLOATING
from blocks.tracing.calls import cell_text
from blocks.tracing.explanation import Explanation, Number
from blocks.viewing.numbers import exact, short

DIGITS = 10
"""Of a number that float64 holds on its way to a narrower dtype: more than that has, so that
rounding is seen, and no more than people read."""


class Line(NamedTuple):
    """A line of the account: what it is, the number, and a remark."""

    name: str
    number: str
    remark: str = ""


def value_text(value: Number, dtype: str) -> str:
    """A number of a dtype, in as few digits as tell it from its neighbours."""
    return exact(DTYPES[dtype].type(value))


def made_text(value: Number, dtype: str) -> str:
    """A number on its way to a dtype: a product or a sum, in float64 or exact."""
    if isinstance(value, int) or not math.isfinite(value) or dtype == "float64":
        return exact(value)
    return short(value, DIGITS)


def what(told: Explanation) -> str:
    """What kind of thing the number is: `the sum of 8 products, out_backprop · filter`."""
    ports = [factor.port for factor in told.factors]
    if told.how in ("made", "function"):
        return told.says
    if told.how == "copy":
        return f"a copy of a number of {ports[0]}"
    if not told.count:
        return f"a {told.how} of nothing: no cell of {' and '.join(ports)} has a part in it"
    noun, names = ("product", " · ".join(ports)) if len(ports) > 1 else ("number", ports[0])
    if told.count == 1:
        return f"one {noun}: {names}"
    return f"the {told.how} of {told.count:,} {noun}s: {names}"


def account(told: Explanation) -> list[Line]:
    """How the terms give the kernel's number."""
    lines = []
    given = value_text(told.value, told.dtype)
    # Where both are the same number they are written alike, whatever the digits.
    same = told.difference == 0 and not told.wraps
    made = given if same else made_text(told.made, told.dtype)
    if told.how == "sum" and told.count > 1:
        lines.append(Line("sum", made, _not_finite(told)))
    if told.how == "mean" and told.count > 1:
        cut = isinstance(told.total, int) and told.total % told.count
        lines.append(Line("sum", made_text(told.total, told.dtype), _not_finite(told)))
        lines.append(Line(f"/ {told.count:,}", made, "the rest is cut off" if cut else ""))
    if told.how not in ("made", "copy"):
        lines.append(Line("the op gave", given, agreement(told)))
    return lines


def _not_finite(told: Explanation) -> str:
    """Which terms make a sum NaN or infinite: how many, and where the first of them stands."""
    count, first = told.not_finite
    if not count:
        return ""
    words = f"{count:,} of {told.count:,} terms {'is' if count == 1 else 'are'} not finite"
    for factor, tensor in zip(told.factors, told.tensors, strict=True):
        place = factor.cell(first)
        if not math.isfinite(one := float(tensor[place])):
            which = "" if count == 1 else "first "
            return f"{words}: {which}{factor.port} {cell_text(place)} is {one}"
    return words


def agreement(told: Explanation) -> str:
    """Whether the op's number is what the terms make, and if not, how far off it is and why."""
    if told.wraps:
        return f"{told.dtype} has no room for {told.made}: it wraps around"
    if told.difference == 0:
        return "the same"
    value, made = float(told.value), float(told.made)
    if math.isinf(value) and math.isfinite(made):
        return f"{told.dtype} has no room for {made_text(made, told.dtype)}"
    if not math.isfinite(value) or not math.isfinite(made):
        return f"the terms give {made_text(made, told.dtype)}"
    way = "more" if told.difference > 0 else "less"
    why = f": {told.dtype} rounds" if told.dtype in FLOATING else ""
    if told.how == "function" and not math.isclose(value, made, rel_tol=0.01):
        why = ": it is not made of these numbers alone"
    return f"{abs(told.difference):.2g} {way}{why}"
