"""The words of an expression: a text cut into numbers, names and signs, each with its column."""

from __future__ import annotations

import re
from typing import NamedTuple

from blocks.errors import ExpressionError

LONGEST = 1_000
"""Characters that an expression may have."""

FUNCTIONS = ("abs", "ceil", "floor", "max", "min", "round", "sqrt")

NUMBER, NAME, SIGN, END = "number", "name", "sign", "end"

_WORD = re.compile(
    r"""\s*(?:
    (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>\*\*|//|[-+*/%(),])
    |(?P<end>\Z)
    )""",
    re.VERBOSE,
)


class Word(NamedTuple):
    """One word: what kind it is, its text, and the column of its first character, from 1."""

    kind: str
    text: str
    column: int


def words_of(text: str) -> list[Word]:
    """The words of an expression, the last of which is its end."""
    if len(text) > LONGEST:
        raise ExpressionError(
            f"a formula of {len(text):,} characters came; up to {LONGEST:,} are possible"
        )
    words: list[Word] = []
    at = 0
    while not words or words[-1].kind != END:
        match = _WORD.match(text, at)
        if match is None:
            raise _unknown_character(text, at)
        kind = str(match.lastgroup)
        words.append(Word(kind, match[kind], match.start(kind) + 1))
        at = match.end()
    return words


def _unknown_character(text: str, at: int) -> ExpressionError:
    at += len(text[at:]) - len(text[at:].lstrip())
    character = text[at]
    hint = "numbers, names, + - * / // % ** and brackets are possible"
    instead = {"^": "** raises to a power", "=": "one = at the beginning makes a formula"}
    hint = instead.get(character, hint)
    return ExpressionError(f"column {at + 1}: {character!r} is not known; {hint}", at + 1)
