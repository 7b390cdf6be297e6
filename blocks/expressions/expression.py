"""One expression: read once, computed as often as its variables change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from blocks.errors import ExpressionError
from blocks.expressions.arithmetic import Number, called, combined, signed
from blocks.expressions.grammar import Step, steps_of
from blocks.expressions.unknown_names import unknown
from blocks.expressions.words import NAME, SIGN, words_of

Value = int | float | bool | str
"""What a variable holds."""


@dataclass(frozen=True)
class Expression:
    """An expression that has been read. `text` is as it was written, without the "="."""

    text: str
    steps: tuple[Step, ...]

    @staticmethod
    @lru_cache(maxsize=4_096)
    def parse(text: str) -> Expression:
        """The expression of a text, without the leading "=".

        Raises ExpressionError with the column, what came there and what was expected.
        """
        return Expression(text, steps_of(text))

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables that it uses."""
        return frozenset(str(one.what) for one in self.steps if one.kind == "look")

    def value(self, scope: Mapping[str, Value], wrong: Mapping[str, str] | None = None) -> Any:
        """What it gives with these variables.

        `wrong` has the reason for each variable that exists and has no value. Raises
        ExpressionError: a variable that does not exist or holds no number, a division by zero, a
        result that is too large.
        """
        if len(self.steps) == 1 and self.steps[0].kind == "look":
            return _looked_up(str(self.steps[0].what), scope, wrong or {})
        stack: list[Number] = []
        for step in self.steps:
            what = step.what
            if isinstance(what, int | float):
                stack.append(what)
            elif step.kind == "look":
                stack.append(_number(what, _looked_up(what, scope, wrong or {})))
            else:
                taken = stack[len(stack) - step.takes :]
                del stack[len(stack) - step.takes :]
                stack.append(_applied(step, what, taken))
        return stack[0]

    def renamed(self, old: str, new: str) -> str:
        """Its text with another name for a variable; all else stays as it was written."""
        words = words_of(self.text)
        made, at = [], 0
        for word, following in pairwise(words):
            is_call = following.kind == SIGN and following.text == "("
            if word.kind == NAME and word.text == old and not is_call:
                made += [self.text[at : word.column - 1], new]
                at = word.column - 1 + len(old)
        return "".join([*made, self.text[at:]])


def _applied(step: Step, what: str, taken: list[Number]) -> Number:
    if step.kind == "pair":
        return combined(what, taken[0], taken[1])
    return signed(what, taken[0]) if step.kind == "sign" else called(what, taken)


def _looked_up(name: str, scope: Mapping[str, Value], wrong: Mapping[str, str]) -> Value:
    if name in scope:
        return scope[name]
    if name in wrong:
        raise ExpressionError(f"variable {name} has no value: {wrong[name]}")
    raise unknown(name, {*scope, *wrong})


def _number(name: str, value: Value) -> Number:
    if isinstance(value, bool):
        raise ExpressionError(f"variable {name} is {str(value).lower()}, not a number")
    if isinstance(value, int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise ExpressionError(f"variable {name} is {value!r:.40}, not a number")
