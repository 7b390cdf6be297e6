"""Searching the ops by words, as the palette does. It knows nothing of windows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from blocks.declaration.op import Op
from blocks.ops import OPS

ALIKE = 0.8
"""How much of two words must agree for one to be the other, mistyped."""

SHORTEST_MISTYPED = 4
"""Shorter words are like too many others."""


class _Words(NamedTuple):
    """What an op is found by, in lower case."""

    name: str
    name_parts: tuple[str, ...]
    initials: tuple[str, ...]
    synonyms: frozenset[str]
    """Each as one word, without spaces and signs."""
    synonym_words: tuple[tuple[str, ...], ...]
    category_words: tuple[str, ...]
    summary_words: tuple[str, ...]

    @property
    def typed(self) -> tuple[str, ...]:
        """The words that somebody may mean and mistype."""
        return (
            self.name,
            *self.name_parts,
            *(word for words in self.synonym_words for word in words),
        )


def find(text: str) -> list[Op]:
    """The ops that a text may mean, best first; all of them, in their order, for an empty one.

    Each word, in any order, must be found in the op's name, its initials, its synonyms, its
    category or its summary: as a whole, as a beginning, or within the name. An op whose name or
    synonym is the text as a whole comes first. Where no op has all the words, those count that
    are nearly the same.
    """
    words = [_without_modules(word) for word in text.lower().split()]
    return _found(words) or _found([_mended(word) for word in words])


def _found(words: Sequence[str]) -> list[Op]:
    ranks = {name: _rank(words, _words(op)) for name, op in OPS.items()}
    found = [op for op in OPS.values() if ranks[op.name] is not None]
    return sorted(found, key=lambda op: ranks[op.name] or ())


def _rank(words: Sequence[str], of: _Words) -> tuple[int, ...] | None:
    """Where an op comes among the others: less is better; None if a word does not fit at all."""
    fits = [fit for word in words if (fit := _fit(word, of)) is not None]
    if len(fits) < len(words):
        return None
    phrase = _phrase(words, of)
    return (phrase,) if phrase < _NO_PHRASE else (phrase, sum(fits))


_NO_PHRASE = 4


def _phrase(words: Sequence[str], of: _Words) -> int:
    """How well the text as a whole fits: 0 is best. `conv2d_backprop_input` is a name, too."""
    phrase = _bare("".join(words))
    fits = (
        phrase == of.name,
        bool(phrase) and of.name.startswith(phrase),
        (phrase or "".join(words)) in of.synonyms,
        any(_all_begin(words, synonym) for synonym in of.synonym_words),
    )
    return fits.index(True) if any(fits) else _NO_PHRASE


def _all_begin(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether each word begins one of the others."""
    return all(any(other.startswith(word) for other in others) for word in words)


def _fit(word: str, of: _Words) -> int | None:
    """How well one word fits: 0 is best, None is not at all."""
    bare = _bare(word)
    fits = (
        bool(bare) and of.name.startswith(bare),
        any(one.startswith(word) for one in of.name_parts),
        any(word in words for words in of.synonym_words) or (bare or word) in of.synonyms,
        bool(bare) and bare in of.name,
        len(bare) > 1 and any(one.startswith(bare) for one in of.initials),
        any(_all_begin((word,), words) for words in of.synonym_words),
        bool(bare) and any(one.startswith(bare) for one in of.synonyms),
        any(one.startswith(word) for one in of.category_words),
        any(one.startswith(word) for one in of.summary_words),
    )
    return fits.index(True) if any(fits) else None


def _mended(word: str) -> str:
    """The word of the ops that a mistyped one is meant to be; itself, if it is like none."""
    if len(word) < SHORTEST_MISTYPED:
        return word
    near = get_close_matches(word, _vocabulary(), n=1, cutoff=ALIKE)
    return near[0] if near else word


def _without_modules(word: str) -> str:
    """`relu` of `torch.nn.functional.relu`."""
    return word.rstrip(".").rpartition(".")[2] or word


def _bare(text: str) -> str:
    """A text without the signs that stand between words."""
    return re.sub(r"[\s_-]", "", text)


def _vocabulary() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for op in OPS.values() for word in _words(op).typed))


# By the op, not by its name: an own op that is declared anew has other words.
@lru_cache(maxsize=1024)
def _words(op: Op) -> _Words:
    name = op.name
    parts = [part.lower() for part in re.findall(r"[A-Z][a-z]+|\d[A-Za-z]|[A-Z]\d", name)]
    capitals = "".join(re.findall(r"[A-Z0-9]", name)).lower()
    return _Words(
        name.lower(),
        tuple(parts),
        ("".join(part[0] for part in parts), capitals),
        frozenset(_bare(one.lower()) or one for one in op.synonyms),
        tuple(_pieces(one) for one in op.synonyms),
        tuple(op.category.lower().split()),
        tuple(re.findall(r"[\w-]+", op.summary.lower())),
    )


def _pieces(synonym: str) -> tuple[str, ...]:
    """The words of a synonym as one types them: `conv`, `transpose` and `2d` of ConvTranspose2d."""
    whole = synonym.split()
    parts = re.findall(r"\d[A-Za-z]\b|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[a-zA-Z]?", synonym)
    return tuple(dict.fromkeys(one.lower() for one in (*whole, *parts)))
