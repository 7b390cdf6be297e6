"""Finding the place of what the JSON parser refuses without saying where."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from blocks.errors import PageFileError

DEEPEST = 100
"""Brackets that may be open at once. A page needs 5; what later versions add is kept, too."""

_LONGEST_NUMBER = 4300
"""Digits that Python reads, so that a file cannot keep it busy for hours."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?[eE][+-]?\d+|-?\d+\.\d+|-?(?P<digits>\d+)")

_TOKEN = re.compile(
    r"""
      (?P<text> "[^"\\]*+ (?:\\.[^"\\]*+)*+ ") (?P<colon> \s*+:)?
    | (?P<open> [\[{])
    | (?P<close> [\]}])
    | (?P<word> [^\s\[\]{}:,"]++)
    """,
    re.VERBOSE | re.DOTALL,
)


def place(text: str, at: int) -> str:
    """Where a character is, as `line 3, column 14`."""
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def first_fault(text: str) -> PageFileError | None:
    """The first thing in a text that a page file must not hold, though it may be JSON."""
    for at, words in _faults(text):
        return PageFileError(words, place(text, at))
    return None


def _faults(text: str) -> Iterator[tuple[int, str]]:
    keys: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        at = token.start()
        match token.lastgroup:
            case "open":
                keys.append(set())
                if len(keys) > DEEPEST:
                    yield at, f"more than {DEEPEST} brackets are open; a page needs 5"
            case "close":
                del keys[-1:]
            case "word":
                if words := _wrong_number(token["word"]):
                    yield at, words
            case _:
                word = json.loads(token["text"])
                if re.search("[\ud800-\udfff]", word):
                    yield at, "half of a surrogate pair stands alone in this text"
                if token["colon"] and keys:
                    if word in keys[-1]:
                        yield at, f"the key {word!r:.60} comes twice in one object"
                    keys[-1].add(word)


def _wrong_number(word: str) -> str | None:
    if no_number := re.match("NaN|-?Infinity", word):
        return f'{no_number[0]} is no number in JSON; a tensor says "nan", "inf" or "-inf"'
    number = _NUMBER.match(word)
    if number is None:
        return None
    if number["digits"]:
        digits = len(number["digits"])
        return f"a number of {digits:,} digits is too long" if digits > _LONGEST_NUMBER else None
    too_large = math.isinf(float(number[0]))
    return f"{number[0]:.30} is too large for a number" if too_large else None
