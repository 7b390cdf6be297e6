"""Searching the ops by words, as the palette does. It knows nothing of windows."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from blocks.declaration.op import Op
from blocks.ops import OPS


class _Words(NamedTuple):
    """What an op is found by, in lower case."""

    name: str
    name_parts: tuple[str, ...]
    synonyms: tuple[str, ...]
    synonym_words: tuple[str, ...]
    category_words: tuple[str, ...]
    summary_words: tuple[str, ...]


def find(text: str) -> list[Op]:
    """The ops that a text may mean, best first; all of them, in their order, for an empty one.

    Each word, in any order, must be found in the op's name, its synonyms, its category or its
    summary: as a whole, as a beginning, or within the name. An op whose name or synonym is the
    text as a whole comes first.
    """
    words = text.lower().split()
    ranks = {name: _rank(words, _words(name)) for name in OPS}
    found = [op for op in OPS.values() if ranks[op.name] is not None]
    return sorted(found, key=lambda op: ranks[op.name] or ())


def _rank(words: list[str], of: _Words) -> tuple[int, ...] | None:
    """Where an op comes among the others: less is better; None if a word does not fit at all."""
    fits = [fit for word in words if (fit := _fit(word, of)) is not None]
    if len(fits) < len(words):
        return None
    phrase = _phrase(words, of)
    return (phrase,) if phrase < _NO_PHRASE else (phrase, sum(fits))


_NO_PHRASE = 4


def _phrase(words: list[str], of: _Words) -> int:
    """How well the text as a whole fits: 0 is best. `conv2d_backprop_input` is a name, too."""
    phrase, name = " ".join(words), "".join(words).replace("_", "")
    fits = (
        name == of.name,
        bool(name) and of.name.startswith(name),
        phrase in of.synonyms,
        any(one.startswith(phrase) for one in of.synonyms),
    )
    return fits.index(True) if any(fits) else _NO_PHRASE


def _fit(word: str, of: _Words) -> int | None:
    """How well one word fits: 0 is best, None is not at all."""
    bare = word.replace("_", "")
    fits = (
        bool(bare) and of.name.startswith(bare),
        any(one.startswith(word) for one in of.name_parts),
        word in of.synonym_words,
        bool(bare) and bare in of.name,
        any(one.startswith(word) for one in of.synonym_words),
        any(one.startswith(word) for one in of.category_words),
        any(one.startswith(word) for one in of.summary_words),
    )
    return fits.index(True) if any(fits) else None


@cache
def _words(name: str) -> _Words:
    op = OPS[name]
    synonyms = tuple(one.lower() for one in op.synonyms)
    return _Words(
        name.lower(),
        tuple(part.lower() for part in re.findall(r"[A-Z][a-z]+|\d[A-Za-z]|[A-Z]\d", name)),
        synonyms,
        tuple(word for one in synonyms for word in one.split()),
        tuple(op.category.lower().split()),
        tuple(re.findall(r"[\w-]+", op.summary.lower())),
    )
