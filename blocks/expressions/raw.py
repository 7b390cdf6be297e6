"""Expressions within plain JSON data: found, computed, renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeGuard

from blocks.errors import ExpressionError
from blocks.expressions.expression import Expression, Value

_DEEPEST = 50
"""Lists and objects within each other. Attributes have two."""

_HOLDERS = frozenset((str, list, tuple, dict))
"""Types that are an expression or may hold one."""


def is_expression(raw: object) -> TypeGuard[str]:
    """Whether it is a text that begins with "="."""
    return isinstance(raw, str) and raw.startswith("=")


def has_expressions(raw: object) -> bool:
    """Whether there is an expression anywhere within. Quick for long lists of numbers."""
    return next(_expressions(raw), None) is not None


def names_in(raw: object) -> frozenset[str]:
    """The variables that the expressions within use. Those that cannot be read use none."""
    names: frozenset[str] = frozenset()
    for text in set(_expressions(raw)):
        with suppress(ExpressionError):
            names |= Expression.parse(text[1:]).names
    return names


def evaluate_raw(
    raw: object, scope: Mapping[str, Value], wrong: Mapping[str, str] | None = None
) -> Any:
    """The same data with each expression replaced by its value; the same object without any.

    `wrong` has the reason for each variable that exists and has no value. Raises ExpressionError
    that says where it is, as in `[1]: no variable K; there are H, W`.
    """
    return _replaced(raw, lambda text: Expression.parse(text[1:]).value(scope, wrong))


def renamed_in(raw: object, old: str, new: str) -> Any:
    """The same data with another name for a variable; the same object if none uses it.

    Expressions that cannot be read stay as they are.
    """

    def renamed(text: str) -> str:
        try:
            return "=" + Expression.parse(text[1:]).renamed(old, new)
        except ExpressionError:
            return text

    return _replaced(raw, renamed) if old in names_in(raw) else raw


def _expressions(raw: object) -> Iterator[str]:
    left = [raw]
    while left:
        one = left.pop()
        if isinstance(one, str):
            if one.startswith("="):
                yield one
        elif isinstance(one, dict):
            left.extend(one.values())
        elif isinstance(one, list | tuple) and not _HOLDERS.isdisjoint(set(map(type, one))):
            # The types of a million numbers are looked at in C; the numbers in Python never.
            left.extend(held for held in one if type(held) in _HOLDERS)


def _replaced(raw: object, how: Callable[[str], object], place: str = "", depth: int = 0) -> Any:
    if is_expression(raw):
        try:
            return how(raw)
        except ExpressionError as why:
            at = place.removeprefix(".")
            raise ExpressionError(f"{at}: {why}" if at else str(why), why.column, at) from None
    if not isinstance(raw, dict | list | tuple) or not has_expressions(raw):
        return raw
    if depth == _DEEPEST:
        raise ExpressionError(f"more than {_DEEPEST} lists within each other hold a formula")
    if isinstance(raw, dict):
        return {key: _replaced(one, how, f"{place}.{key}", depth + 1) for key, one in raw.items()}
    return [
        _replaced(one, how, f"{place}[{at}]", depth + 1) if type(one) in _HOLDERS else one
        for at, one in enumerate(raw)
    ]
