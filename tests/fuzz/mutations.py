"""Mutations that keep a page's form: they reach past the parser, where random bytes never come."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from tests.fuzz import words

Place = tuple[Any, Any]
"""A list or an object, with the index or the key of one thing in it."""


def mutated(data: bytes, seed: int) -> bytes | None:
    """The page in some bytes, changed in a few places; None if they hold no object."""
    try:
        page = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(page, dict):
        return None
    rng = random.Random(seed)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        _change(page, rng)
    return _text(page, rng).encode("utf-8", "surrogatepass")


def crossed(one: bytes, other: bytes, seed: int) -> bytes | None:
    """A page with a part of another in the place of one of its own."""
    try:
        page, donor = json.loads(one), json.loads(other)
    except (ValueError, RecursionError):
        return None
    places, parts = list(_places(page)), list(_places(donor))
    if not places or not parts:
        return None
    rng = random.Random(seed)
    holder, key = rng.choice(places)
    giver, part = rng.choice(parts)
    holder[key] = copy.deepcopy(giver[part])
    return _text(page, rng).encode("utf-8", "surrogatepass")


def _places(tree: Any) -> Iterator[Place]:
    level = [tree]
    while level:
        node = level.pop()
        if isinstance(node, dict | list):
            for key in list(node) if isinstance(node, dict) else range(len(node)):
                yield node, key
                level.append(node[key])


# What comes from the words is copied: a change within a list that is used again would stay in it,
# and a list within itself has no end.
def _change(page: dict[str, Any], rng: random.Random) -> None:
    if rng.random() < 0.2:
        _grow(page, rng)
        return
    places = list(_places(page))
    if not places:
        page["format"] = "blockprop-page"
        return
    holder, key = rng.choice(places)
    match rng.randrange(8):
        case 0:
            holder[key] = copy.deepcopy(words.any_value(rng))
        case 1:
            giver, part = rng.choice(places)
            holder[key] = copy.deepcopy(giver[part])
        case 2:
            del holder[key]
        case 3 if isinstance(holder, dict):
            name = rng.choice(words.KEYS) if rng.random() < 0.7 else rng.choice(words.IDS)
            holder[name] = holder.pop(key)
        case 3 | 4 if isinstance(holder, list):
            holder.insert(rng.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
        case 4:
            holder[rng.choice(words.KEYS)] = copy.deepcopy(words.any_value(rng))
        case 5:
            holder[key] = _near(holder[key], rng)
        case 6:
            holder[key] = [holder[key]] if rng.random() < 0.5 else {rng.choice("aH"): holder[key]}
        case _ if isinstance(holder, list):
            rng.shuffle(holder)
        case _:
            holder[key] = copy.deepcopy(words.any_value(rng))


def _grow(page: dict[str, Any], rng: random.Random) -> None:
    """Another block, or another wire between blocks that are there."""
    blocks, wires = page.get("blocks"), page.get("wires")
    if rng.random() < 0.5 and isinstance(blocks, list):
        blocks.append(copy.deepcopy(words.block(rng)))
    elif isinstance(wires, list) and isinstance(blocks, list):
        named = (one.get("id") for one in blocks if isinstance(one, dict))
        wires.append(words.wire(rng, [id for id in named if isinstance(id, str)]))
    else:
        page["wires" if isinstance(blocks, list) else "blocks"] = []


def _near(value: Any, rng: random.Random) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return rng.choice((value + 1, value - 1, -value, value * 1000, float(value)))
        case float():
            return rng.choice((-value, value * 1e200, int(value) if abs(value) < 1e18 else 0))
        case str():
            at = rng.randrange(len(value) + 1)
            mark = rng.choice(("=", ".", "/", "\\", "0", " ", "ü", "\ud800", value))
            return value[:at] + mark + value[at + rng.randrange(2) :]
        case _:
            return copy.deepcopy(words.any_value(rng))


def _text(page: Any, rng: random.Random) -> str:
    return json.dumps(
        page, ensure_ascii=rng.random() < 0.3, indent=rng.choice((None, None, 1)), allow_nan=True
    )
