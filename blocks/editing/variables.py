"""Variables as people type them, where they are used, and taking one away."""

from __future__ import annotations

import json
import re
from collections.abc import Container

from blocks.errors import EditRefused, ExpressionError
from blocks.expressions import Expression, names_in
from blocks.page import Page

Source = int | float | bool | str

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOST = 5
"""Uses that a message lists."""


def read_source(text: str, variables: Container[str] = ()) -> Source:
    """What a typed text makes of a variable: a number, true or false, a formula, else the text.

    "=" begins a formula and may be left out where something is computed, as in `H*2`, or another
    variable is named.
    """
    plain = text.strip()
    if plain in ("true", "false"):
        return plain == "true"
    if re.fullmatch("[+-]?[0-9]{1,40}", plain):
        return int(plain)
    if _NUMBER.fullmatch(plain) and abs(float(plain)) != float("inf"):
        return float(plain)
    try:
        expression = Expression.parse(plain)
    except ExpressionError:
        return plain
    computes = len(expression.steps) > 1 or any(one in variables for one in expression.names)
    return f"={plain}" if computes else plain


def source_text(source: Source) -> str:
    """A source as it is typed, so that `read_source` gives it back."""
    return source if isinstance(source, str) else json.dumps(source)


def uses_of(page: Page, name: str) -> tuple[str, ...]:
    """Where a variable is used: other variables by name, attributes as `dx.strides`."""
    return all_uses(page).get(name, ())


def all_uses(page: Page) -> dict[str, tuple[str, ...]]:
    """Where each name is used, as `uses_of` tells it; also names that no variable has."""
    found: dict[str, list[str]] = {}
    for user, source in page.variables.items():
        for name in names_in(source):
            found.setdefault(name, []).append(user)
    for block in page.blocks.values():
        for attribute, raw in block.formulas.items():
            for name in names_in(raw):
                found.setdefault(name, []).append(f"{block.id}.{attribute}")
    return {name: tuple(users) for name, users in found.items()}


def remove_variable(page: Page, name: str) -> None:
    """Take a variable away. EditRefused, with the list, while something uses it."""
    uses = [one for one in uses_of(page, name) if one != name]
    if uses:
        more = f" and {len(uses) - _MOST} more" if len(uses) > _MOST else ""
        raise EditRefused(f"{name} is used by {', '.join(uses[:_MOST])}{more}; change these first")
    page.variables.drop(name)
