"""From the bytes of a file to plain data. What is not JSON is refused with line and column."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from blocks.collecting import no_collecting
from blocks.errors import PageFileError
from blocks.file.faults import first_fault, place

_MARKS = {
    b"\xef\xbb\xbf": "a byte order mark",
    b"\xff\xfe": "the mark of UTF-16 or UTF-32",
    b"\xfe\xff": "the mark of UTF-16",
    b"\x00\x00\xfe\xff": "the mark of UTF-32",
}

_WORDS = {
    "Expecting value": "a value is missing",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
    "Illegal trailing comma before end of object": "there is a comma before the closing bracket",
    "Illegal trailing comma before end of array": "there is a comma before the closing bracket",
    "Unterminated string starting at": "a text begins here and does not end",
    "Invalid control character at": "a control character must be escaped in a text",
    "Invalid \\escape": "this is no escape",
    "Invalid \\uXXXX escape": "this is no escape",
    "Extra data": "something follows after the end",
}

_SURROGATE = re.compile("[\ud800-\udfff]|\\\\u[dD][89a-fA-F]")


MOST_BRACKETS = 2_000_000
"""Lists and objects that a file may open. A page of 100,000 blocks has half as many; each costs
memory before anything else of it can be looked at."""


def decode(data: bytes) -> str:
    """The text of a file. Raises PageFileError unless it is UTF-8 without a byte order mark."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            raise PageFileError(f"the file begins with {name}; a page is UTF-8 without one")
    if (at := data.find(b"\0")) >= 0:
        raise PageFileError(f"byte {at + 1:,} is zero; a page is a UTF-8 text", _line(data, at))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as why:
        words = f"byte {why.start + 1:,} is not UTF-8; a page is a UTF-8 text"
        raise PageFileError(words, _line(data, why.start)) from None


def _line(data: bytes, at: int) -> str:
    return f"line {data.count(10, 0, at) + 1}"


def parse(text: str) -> Any:
    """The plain data of a JSON text.

    Stricter than `json` is: a key that comes twice, NaN and Infinity, numbers too large for what
    they are, halves of surrogate pairs and brackets nested without end raise PageFileError.
    """
    if not text.strip():
        raise PageFileError("the file is empty")
    if (opened := text.count("[") + text.count("{")) > MOST_BRACKETS:
        usual = f"a page of 100,000 blocks has about {MOST_BRACKETS // 2:,}"
        raise PageFileError(f"{opened:,} lists and objects; {usual}")
    try:
        with no_collecting():
            data = _DECODER.decode(text)
    except json.JSONDecodeError as why:
        raise PageFileError(*_said(why, text)) from None
    except (ValueError, RecursionError):
        raise first_fault(text) or PageFileError("the file cannot be read") from None
    # A search for one letter takes no time; for a pattern it takes as long as the parsing.
    may_have = not text.isascii() or "\\u" in text
    if may_have and _SURROGATE.search(text) and (fault := first_fault(text)) is not None:
        raise fault
    return data


def _said(why: json.JSONDecodeError, text: str) -> tuple[str, str]:
    if why.pos >= len(text.rstrip()):
        return "the file ends too early; it seems to be cut off", place(text, why.pos)
    if not (first := text.lstrip()).startswith(("{", "[")):
        line = first.split("\n")[0][:30]
        return f"this begins with {line!r}; a page begins with {{", place(text, 0)
    words = _WORDS.get(why.msg, why.msg)
    found = text[why.pos : why.pos + 20].split("\n")[0]
    return f"{words}, before {found!r}" if found else words, place(text, why.pos)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key comes twice")
    return made


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("a number is too large")
    return number


def _refuse(token: str) -> NoReturn:
    raise ValueError(token)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_number, parse_constant=_refuse)
