"""Formulas: a small, safe arithmetic over the variables of a page.

An attribute and a variable may hold a text that begins with "=", as "=H//2". What follows is read
by a grammar of its own; nothing of it ever reaches Python's `eval`.

    expression = term   { ("+" | "-") term }
    term       = signed { ("*" | "/" | "//" | "%") signed }
    signed     = { "+" | "-" } power
    power      = atom [ "**" signed ]
    atom       = number | name | function "(" expression { "," expression } ")" | "(" expression ")"
    function   = "min" | "max" | "abs" | "round" | "ceil" | "floor" | "sqrt"
    number     = whole numbers and decimals, as 28, 0.5, .5 and 1e-3
    name       = a letter or "_", then letters, digits and "_" (of ASCII)

The arithmetic is Python's: `//` rounds down and `%` has the sign of its right side, `**` binds
tighter than a sign before it, and `round` goes to the even neighbour from halfway. `/` always gives
a float, 8/2 is 4.0; where a whole number is needed, `//` or a rounding function gives it. A name
alone gives what the variable holds, also true, false or a text; with these nothing can be computed.

Limits: 1,000 characters, 50 levels of brackets and powers, whole numbers of 64 bits, finite floats.
"""

from blocks.errors import ExpressionError
from blocks.expressions.expression import Expression
from blocks.expressions.raw import (
    evaluate_raw,
    has_expressions,
    is_expression,
    names_in,
    renamed_in,
)
from blocks.expressions.typed import formula_text, told_with_value, typed_number
from blocks.expressions.variables import check_name, evaluate_all
from blocks.expressions.words import FUNCTIONS

__all__ = [
    "FUNCTIONS",
    "Expression",
    "ExpressionError",
    "check_name",
    "evaluate_all",
    "evaluate_raw",
    "formula_text",
    "has_expressions",
    "is_expression",
    "names_in",
    "renamed_in",
    "told_with_value",
    "typed_number",
]
