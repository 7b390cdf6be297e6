"""A fragment within other text: a message of a chat, a code fence, a quotation."""

from __future__ import annotations

import json

from blocks.errors import PageFileError
from blocks.file.entries import FRAGMENT, PAGE

_MARKS = (f'"{FRAGMENT}"', f'"{PAGE}"')
_TRIES = 40


def holds_fragment(text: str) -> bool:
    """Whether a text may be meant to be pasted: it speaks of a fragment, or of a whole page."""
    return "{" in text and any(mark in text for mark in _MARKS)


def fragment_in(text: str) -> str:
    """The JSON of the fragment in a text, without what is written around it.

    A text that is nothing but JSON, or speaks of no fragment, comes back as it is, right or wrong.
    PageFileError if it speaks of one, and there is no whole one in it.
    """
    bare = text.strip()
    if not holds_fragment(text) or (bare.startswith("{") and bare.endswith("}")):
        return text
    for one in (text, _unquoted(text)):
        if (found := _object_in(one)) is not None:
            return found
    raise PageFileError(
        "no whole fragment is in this text: copy it from its first { to its last }, as it is"
    )


def _object_in(text: str) -> str | None:
    """The object that says that it is a fragment or a page."""
    decoder = json.JSONDecoder()
    for mark in _MARKS:
        where = text.find(mark)
        start = where
        for _ in range(_TRIES if where >= 0 else 0):
            start = text.rfind("{", 0, start)
            if start < 0:
                break
            try:
                _, end = decoder.raw_decode(text, start)
            except (ValueError, RecursionError):
                continue
            if end > where:
                return text[start:end]
    return None


def _unquoted(text: str) -> str:
    """A text without the marks that a reply puts before each line."""
    return "\n".join(line.lstrip().removeprefix(">") for line in text.splitlines())
