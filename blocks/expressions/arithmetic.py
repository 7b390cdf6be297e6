"""The arithmetic of expressions: Python's, within 64 bits and finite floats."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from blocks.errors import ExpressionError

Number = int | float

SMALLEST_WHOLE, LARGEST_WHOLE = -(2**63), 2**64 - 1
"""What int64 and uint64 hold between them."""


def combined(sign: str, left: Number, right: Number) -> Number:
    """What an operator makes of two numbers; ExpressionError if it makes none."""
    if sign in ("/", "//", "%") and right == 0:
        raise ExpressionError(f"{_told(left)} {sign} 0 divides by zero")
    if sign == "**":
        return _power(left, right)
    return _computed(f"{_told(left)} {sign} {_told(right)}", _OPERATORS[sign], left, right)


def signed(sign: str, number: Number) -> Number:
    """A number with a sign before it."""
    return _within(sign + _told(number), -number) if sign == "-" else number


def called(name: str, numbers: list[Number]) -> Number:
    """What a function gives."""
    if name == "sqrt" and numbers[0] < 0:
        raise ExpressionError(f"sqrt({_told(numbers[0])}) is no real number")
    told = f"{name}({', '.join(map(_told, numbers[:3]))}{', ...' if len(numbers) > 3 else ''})"
    return _computed(told, _FUNCTIONS[name], *numbers)


def _power(left: Number, right: Number) -> Number:
    told = f"{_told(left) if left >= 0 else f'({_told(left)})'} ** {_told(right)}"
    if left == 0 and right < 0:
        raise ExpressionError(f"{told} divides by zero")
    if left < 0 and isinstance(right, float) and not right.is_integer():
        raise ExpressionError(f"{told} is no real number")
    if isinstance(left, int) and isinstance(right, int) and right > 64 and abs(left) > 1:
        raise _too_large(told)  # Found out before it is computed: it may have millions of digits.
    return _computed(told, operator.pow, left, right)


def _computed(told: str, how: Callable[..., Any], *numbers: Number) -> Number:
    try:
        return _within(told, how(*numbers))
    except OverflowError:
        raise _too_large(told) from None


def _within(told: str, number: Any) -> Number:
    if isinstance(number, int):
        if not SMALLEST_WHOLE <= number <= LARGEST_WHOLE:
            raise _too_large(told)
        return number
    if not isinstance(number, float) or not math.isfinite(number):
        raise _too_large(told)
    return number


def _too_large(told: str) -> ExpressionError:
    return ExpressionError(f"{told} is too large: whole numbers of 64 bits, floats up to 1.8e308")


def _told(number: Number) -> str:
    return repr(number)


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "ceil": math.ceil,
    "floor": math.floor,
    "max": max,
    "min": min,
    "round": round,
    "sqrt": math.sqrt,
}
