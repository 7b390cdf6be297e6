"""What is typed into a field of numbers: a number, or a formula with or without its "="."""

from __future__ import annotations

import re

from blocks.errors import ExpressionError
from blocks.expressions.expression import Expression
from blocks.expressions.raw import is_expression

_COMPUTES = re.compile(r".[-+*/%(]")
"""What shows that a text that cannot be read was meant to be a formula."""


def typed_number(text: str) -> int | float | str:
    """The raw form of what was typed: a number, a formula that begins with "=", else the text."""
    plain = text.strip()
    if re.fullmatch("[+-]?[0-9]{1,300}", plain):
        return int(plain)
    if is_expression(plain):
        return plain
    try:
        expression = Expression.parse(plain)
    except ExpressionError:
        return f"={plain}" if _COMPUTES.search(plain) else plain
    only = expression.steps[0]
    if len(expression.steps) == 1 and not isinstance(only.what, str):
        return only.what
    return f"={plain}"


def formula_text(raw: object) -> str:
    """A number or a formula as it stands in a field, without the "="."""
    return raw[1:].strip() if is_expression(raw) else str(raw)


def told_with_value(raw: object, value: object) -> str:
    """A formula beside its value, as `H//2 = 28`; a number, or a formula of no value, alone."""
    if not is_expression(raw) or value is None:
        return formula_text(raw)
    return f"{formula_text(raw)} = {str(value).lower() if isinstance(value, bool) else value}"
