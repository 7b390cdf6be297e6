"""How a number was made, in words."""

from __future__ import annotations

from typing import Any

from blocks.tracing import Explanation
from blocks.viewing.numbers import exact


def says(told: Explanation) -> str:
    """How the op made the number."""
    ports = [factor.port for factor in told.factors]
    if told.how == "copy":
        return f"{told.op} takes it from {ports[0]} as it is."
    if told.how == "function":
        return told.says or f"{told.op} of {', '.join(ports)}"
    what = "products" if len(ports) > 1 else "numbers"
    kind = "The mean" if told.how == "mean" else "The sum"
    if told.count == 1:
        return f"One {what.removesuffix('s')}: {' × '.join(ports)}"
    return f"{kind} of {told.count:,} {what}: {' × '.join(ports)}"


def without_terms(told: Explanation) -> str:
    """Why a number is made of no other."""
    if told.how == "made":
        return f"{told.op}: {told.says}" if told.says else f"{told.op} makes it of no input."
    return "It is 0, as the sum of no terms: no number of an input has a part in it."


def total(told: Explanation, gave: Any) -> str:
    """What the terms come to, and the number that the kernel gave."""
    gave, made = exact(gave), exact(told.made)
    sign = "→" if told.wraps else "≈"
    rounded = "" if gave == made else f"  {sign}  {gave} in {told.dtype}"
    if told.how == "mean":
        return f"{exact(told.total)} / {told.count:,} = {made}{rounded}"
    return f"= {made}{rounded}"
