"""Variables that are computed from each other, in whatever order they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from blocks.errors import ExpressionError
from blocks.expressions.expression import Expression, Value
from blocks.expressions.raw import is_expression
from blocks.expressions.unknown_names import unknown
from blocks.expressions.words import FUNCTIONS

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]{0,63}")
_TAKEN = (*FUNCTIONS, "true", "false", "nan", "inf")


def check_name(name: str) -> None:
    """Raise ExpressionError if a variable cannot have this name."""
    if not _NAME.fullmatch(name):
        raise ExpressionError(
            f"{name!r:.80} cannot be a name; letters A to z, digits and _ can, up to 64 of them, "
            "and no digit first"
        )
    if name.lower() in _TAKEN:
        raise ExpressionError(f"{name} cannot name a variable: it has a meaning in formulas")


def evaluate_all(sources: Mapping[str, object]) -> tuple[dict[str, Value], dict[str, str]]:
    """The value of each variable, or else the reason why it has none.

    A source is a number, true or false, a text that begins with "=" - an expression over the other
    variables - or another text, which is the value itself. Both results keep the sources' order.
    """
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    waiting: dict[str, Expression] = {}
    for name, source in sources.items():
        if is_expression(source):
            try:
                waiting[name] = Expression.parse(source[1:])
            except ExpressionError as why:
                errors[name] = str(why)
        elif isinstance(source, bool | int | float | str):
            values[name] = source
        else:
            errors[name] = f"{source!r:.40} is no number, true, false or text"
    for name in _computable_first(waiting):
        _compute(name, waiting.pop(name), sources, values, errors)
    errors |= _circles(waiting)
    in_order = {name: values[name] for name in sources if name in values}
    return in_order, {name: errors[name] for name in sources if name in errors}


def _computable_first(waiting: Mapping[str, Expression]) -> list[str]:
    """The names, each after those that it uses; without those that would wait for ever."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    lacking: dict[str, int] = {}
    for name, expression in waiting.items():
        used = [one for one in expression.names if one in waiting]
        lacking[name] = len(used)
        for one in used:
            users[one].append(name)
    order = [name for name, count in lacking.items() if count == 0]
    for name in order:  # It grows while it is gone through.
        for user in users[name]:
            lacking[user] -= 1
            if lacking[user] == 0:
                order.append(user)
    return order


def _compute(
    name: str,
    expression: Expression,
    sources: Mapping[str, object],
    values: dict[str, Value],
    errors: dict[str, str],
) -> None:
    for used in sorted(expression.names):
        if used in errors:
            errors[name] = f"it uses {used}, which has no value"
            return
        if used not in values:
            errors[name] = str(unknown(used, (one for one in sources if one != name)))
            return
    try:
        values[name] = expression.value(values)
    except ExpressionError as why:
        errors[name] = str(why)


def _circles(waiting: Mapping[str, Expression]) -> dict[str, str]:
    """The reason for each variable that is in a circle or uses one that is."""
    errors: dict[str, str] = {}
    for name in waiting:
        path: dict[str, int] = {}
        at = name
        while at not in path and at not in errors:
            path[at] = len(path)
            at = min(one for one in waiting[at].names if one in waiting)
        names = [*path, at]
        begin = path.get(at, len(path))
        for place, one in enumerate(names[:begin]):
            errors[one] = f"it uses {names[place + 1]}, which has no value"
        circle = names[begin:-1]
        for place, one in enumerate(circle):
            errors[one] = f"circle: {_ring(circle, place)}"
    return errors


def _ring(circle: list[str], begin: int) -> str:
    """A circle in words from one of its variables on; of a long one the two ends."""
    count = len(circle)
    if count == 1:
        return f"{circle[0]} uses itself"
    shown = range(count) if count <= 6 else (0, 1, 2, None, count - 2, count - 1)
    names = ["..." if at is None else circle[(begin + at) % count] for at in shown]
    return " uses ".join([*names, circle[begin]])
